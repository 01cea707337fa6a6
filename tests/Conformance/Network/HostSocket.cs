using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Conformance.Network;

/// <summary>UDP sockets of this test that live in a machine of the lab.</summary>
internal static partial class HostSocket
{
    private const int NetworkSpace = 0x40000000;
    private const int SocketLevel = 1;
    private const int BindToDevice = 25;

    /// <summary>A socket bound to an address and to eth0.</summary>
    public static Socket Open(Host host, IPEndPoint own)
    {
        Socket? socket = null;
        Exception? failure = null;

        // A socket belongs to the network namespace of the thread that made it, and this thread ends with its namespace.
        Thread thread = new(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/run/netns/{host.Space}", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                if (SetSpace(space, NetworkSpace) != 0)
                {
                    throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                socket = new Socket(own.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.SetRawSocketOption(SocketLevel, BindToDevice, "eth0\0"u8);
                socket.EnableBroadcast = own.AddressFamily == AddressFamily.InterNetwork;
                socket.Bind(own);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket! : throw new InvalidOperationException("no socket in the machine", failure);
    }

    /// <summary>The next datagram; null when none comes in time.</summary>
    public static byte[]? Receive(Socket socket, int milliseconds)
    {
        byte[] buffer = new byte[4096];
        return socket.Poll(milliseconds * 1000, SelectMode.SelectRead) ? buffer[..socket.Receive(buffer)] : null;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetSpace(SafeHandle space, int kind);
}
