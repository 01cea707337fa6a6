using System.Net.Sockets;
using System.Text;
using Nestor.Json;

namespace NestorExplain;

/// <summary>Sends a command to a server's unix control socket.</summary>
internal static class ControlChannel
{
    private const int MaxAnswer = 64 * 1024 * 1024;
    private const int TimeoutMilliseconds = 30_000;

    /// <summary>The answer; null, with the reason, when there is none.</summary>
    public static Element? Ask(string path, string command, Element arguments, out string error)
    {
        error = "";
        var request = Element.Map([Question.Of("command", Element.Of(command)), Question.Of("arguments", arguments)]);
        var all = new MemoryStream();
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                ReceiveTimeout = TimeoutMilliseconds,
                SendTimeout = TimeoutMilliseconds,
            };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            for (ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(JsonWriter.Compact(request)); !rest.IsEmpty;)
            {
                rest = rest[socket.Send(rest)..];
            }

            socket.Shutdown(SocketShutdown.Send);
            byte[] buffer = new byte[65536];
            for (int count = socket.Receive(buffer); count > 0 && all.Length < MaxAnswer; count = socket.Receive(buffer))
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            error = $"{path}: {e.Message}";
            return null;
        }

        var answer = JsonReader.Read(all.ToArray(), "answer", new Diagnostics());
        error = answer?.Kind == ElementKind.Map ? "" : $"{path}: found something else than a server's answer";
        return error.Length == 0 ? answer : null;
    }
}
