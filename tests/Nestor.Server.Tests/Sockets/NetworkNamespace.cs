using System.Diagnostics;
using System.Runtime.InteropServices;
using Nestor.Server.Sockets;

namespace Nestor.Server.Tests.Sockets;

/// <summary>A network of one thread's own, with a cable (a veth pair) from "cli" to "srv". It goes away with the thread.</summary>
internal static unsafe partial class NetworkNamespace
{
    private const int NewNetwork = 0x40000000;

    /// <summary>Runs a test inside; skips it when that is not allowed.</summary>
    public static void Run(Action test)
    {
        Exception? failure = null;
        string? skip = null;
        var thread = new Thread(() =>
        {
            if (Unshare(NewNetwork) != 0)
            {
                skip = $"needs root for a network namespace: {Marshal.GetLastPInvokeErrorMessage()}";
                return;
            }

            try
            {
                Ip("link add srv address 02:00:00:00:00:fe type veth peer name cli address 02:00:00:00:00:01");
                Ip("link set srv up");
                Ip("link set cli up");
                Ip("address add 192.0.2.1/24 dev srv");
                WaitForCable();
                test();
            }
            catch (Exception e)
            {
                failure = e;
                skip = e is NotSupportedException ? e.Message : null;
            }
        });
        thread.Start();
        thread.Join();
        Assert.SkipWhen(skip is not null, skip ?? "");
        if (failure is not null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }
    }

    /// <summary>
    /// Tries again for up to 5 seconds: a port that was given up stays taken while a process another test is just
    /// starting still has a copy of the socket.
    /// </summary>
    public static void Until(Func<bool> isFree)
    {
        for (int i = 0; i < 250 && !isFree(); i++)
        {
            Thread.Sleep(20);
        }
    }

    /// <summary>The kernel connects the two ends a little after they are switched on, and drops frames until then.</summary>
    public static void WaitForCable()
    {
        for (int i = 0; i < 300 && InterfaceState.ReadAll().Count(n => !n.IsLoopback && n.IsRunning) < 2; i++)
        {
            _ = Linux.Poll(null, 0, 10);
        }
    }

    /// <summary>Changes the network with ip(8).</summary>
    public static void Ip(string arguments)
    {
        string error = TryIp(arguments);
        Assert.True(error.Length == 0, $"ip {arguments}: {error}");
    }

    /// <summary>As <see cref="Ip"/>, with the error as value.</summary>
    public static string TryIp(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : error + "exit code " + process.ExitCode;
    }

    /// <summary>A socket on the client's end of the cable that hears and sends whole frames.</summary>
    public static int OpenCable(string name)
    {
        int fd = Linux.Socket(Linux.AfPacket, Linux.SockRaw | Linux.SockCloseOnExec, 0);
        var address = new Linux.LinkAddress
        {
            Family = Linux.AfPacket,
            Protocol = Linux.ToNetwork(Linux.EtherTypeIp4),
            Index = (int)Linux.InterfaceIndex(name),
        };
        Assert.Equal(0, Linux.Bind(fd, &address, (uint)sizeof(Linux.LinkAddress)));
        return fd;
    }

    public static void SendFrame(int fd, byte[] frame)
    {
        fixed (byte* start = frame)
        {
            Assert.Equal(frame.Length, Linux.Send(fd, start, (nuint)frame.Length, 0));
        }
    }

    /// <summary>The next frame that comes from the server's side, or nothing after two seconds.</summary>
    public static byte[] ReceiveFrame(int fd)
    {
        byte[] buffer = new byte[2048];
        for (int i = 0; i < 20; i++)
        {
            var waiting = new Linux.PollFd { Fd = fd, Events = Linux.PollIn };
            if (Linux.Poll(&waiting, 1, 2000) <= 0)
            {
                return [];
            }

            fixed (byte* start = buffer)
            {
                int length = (int)Linux.Receive(fd, start, (nuint)buffer.Length, 0);
                if (length > 12 && Frame4.ReadMac(buffer.AsSpan(6)) == Frames.ServerMac)
                {
                    return buffer[..length];
                }
            }
        }

        return [];
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
