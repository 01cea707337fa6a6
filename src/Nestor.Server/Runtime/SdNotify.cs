using System.Net.Sockets;
using System.Text;

namespace Nestor.Server.Runtime;

/// <summary>Tells systemd how the service is (sd_notify); does nothing when nobody asks.</summary>
public static class SdNotify
{
    /// <summary>A reload begins; <c>READY=1</c> ends it. The time is what Type=notify-reload wants.</summary>
    public static void Reloading()
    {
        long microseconds = System.Diagnostics.Stopwatch.GetTimestamp() / (System.Diagnostics.Stopwatch.Frequency / 1_000_000);
        Send(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

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
