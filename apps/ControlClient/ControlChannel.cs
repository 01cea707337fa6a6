using System.Net.Sockets;
using System.Text;
using Nestor.Json;

namespace ControlClient;

/// <summary>Sends a command to a server's unix control socket.</summary>
public static class ControlChannel
{
    private const int MaxAnswer = 64 * 1024 * 1024;
    private const int TimeoutMilliseconds = 30_000;

    /// <summary>The answer; null, with the reason, when there is none.</summary>
    /// <param name="arguments">Null when the command has none.</param>
    public static Element? Ask(string path, string command, Element? arguments, out string error)
    {
        error = "";
        var request = Element.Map([
            new Member("command", Element.Of(command), SourcePlace.None),
            .. arguments is null ? [] : (Member[])[new Member("arguments", arguments, SourcePlace.None)],
        ]);
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
            // What the runtime says of a name that is not there is about addresses.
            error = File.Exists(path) ? $"{path}: {e.Message}" : $"{path}: there is no such socket; the server is not running, or uses another";
            return null;
        }

        var answer = JsonReader.Read(all.ToArray(), "answer", new Diagnostics());
        error = answer?.Kind == ElementKind.Map ? "" : $"{path}: found something else than a server's answer";
        return error.Length == 0 ? answer : null;
    }

    /// <summary>The arguments of an answer whose result is 0; null, with the reason, otherwise.</summary>
    public static Element? Get(string path, string command, Element? arguments, out string error)
    {
        if (Ask(path, command, arguments, out error) is not { } answer)
        {
            return null;
        }

        bool isFine = answer["result"] is { Kind: ElementKind.Integer, Integer: 0 };
        error = isFine ? "" : $"{path}: {command}: {answer["text"]?.Text ?? "refused"}";
        return isFine ? answer["arguments"] ?? Element.Map([]) : null;
    }
}
