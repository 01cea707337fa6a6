using System.Net.Sockets;
using System.Text;

namespace Nestor.Server.Runtime;

/// <summary>Tells systemd how the service is (sd_notify); does nothing when nobody asks.</summary>
public static class SdNotify
{
    public static void Send(string state)
    {
        if (Paths.Variable("NOTIFY_SOCKET") is not { } path)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
            socket.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (SocketException)
        {
            // The service manager is gone or does not want it; the service itself is not concerned.
        }
    }
}
