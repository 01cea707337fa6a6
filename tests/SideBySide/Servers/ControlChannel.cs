using System.Net.Sockets;
using System.Text;

namespace SideBySide.Servers;

/// <summary>Kea's UNIX control channel: one JSON object in, one out, then it closes.</summary>
internal static class ControlChannel
{
    public static SortedDictionary<string, string> ReadCounters(string path) =>
        CounterText.Parse(Ask(path, """{ "command": "statistic-get-all" }"""));

    public static string Ask(string path, string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.ReceiveTimeout = 5000;
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send(Encoding.UTF8.GetBytes(command));
        socket.Shutdown(SocketShutdown.Send);
        using var all = new MemoryStream();
        byte[] buffer = new byte[65536];
        for (int got = socket.Receive(buffer); got > 0; got = socket.Receive(buffer))
        {
            all.Write(buffer, 0, got);
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }
}
