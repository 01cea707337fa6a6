using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Conformance.Clients;

/// <summary>A client of a server's unix control socket: one command, one answer.</summary>
internal static class ControlClient
{
    /// <summary>The answer to a command, with the text of its arguments in JSON if it has any.</summary>
    public static JsonElement Ask(string socket, string command, string? arguments = null) => JsonDocument.Parse(Send(
        socket, arguments is null ? $$"""{ "command": "{{command}}" }""" : $$"""{ "command": "{{command}}", "arguments": {{arguments}} }""")).RootElement;

    /// <summary>The same, where the answer must have this result and text.</summary>
    public static void Must(string socket, string command, string? arguments, int result, string text)
    {
        JsonElement answer = Ask(socket, command, arguments);
        Assert.Equal((result, text), (answer.GetProperty("result").GetInt32(), answer.TryGetProperty("text", out JsonElement said) ? said.GetString() : ""));
    }

    /// <summary>Sends text as it is; what comes back until the server closes.</summary>
    public static string Send(string path, string text)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send(Encoding.UTF8.GetBytes(text));
        List<byte> all = [];
        byte[] buffer = new byte[65536];
        int count;
        while ((count = socket.Receive(buffer)) > 0)
        {
            all.AddRange(buffer.AsSpan(0, count));
        }

        return Encoding.UTF8.GetString([.. all]);
    }
}
