using System.Net;
using System.Net.Sockets;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>Listeners that echo, on free ports of the loopback, and raw clients of them.</summary>
internal sealed class HttpListeners : IDisposable
{
    public static readonly ChannelLimits Limits = new() { Idle = TimeSpan.FromSeconds(5) };

    private readonly List<HttpChannel> _channels = [];

    public HttpEndpoints Endpoints { get; } = new();

    /// <summary>Who sent the last command.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>The answer to a command instead of its echo.</summary>
    public Func<byte[], Task<HttpAnswer>>? Answer { get; init; }

    public Logging.ListLogger Log { get; } = new(Severity.Debug);

    public HttpService Service => new(
        (body, caller) =>
        {
            Caller = caller;
            return Answer?.Invoke(body) ?? Task.FromResult(new HttpAnswer(200, HttpAnswer.Json, new StringBuilder(Encoding.UTF8.GetString(body))));
        },
        Endpoints)
    {
        Auth = Log,
    };

    public static ushort FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public static HttpSocketSettings Free() => new(IPAddress.Loopback, FreePort());

    public static AuthenticationSettings Users(params (string User, string Password)[] clients) =>
        new("a \"realm\"", [.. clients.Select(c => new CredentialSettings(c.User, c.Password))]);

    public HttpChannel Open(HttpSocketSettings? settings = null, ChannelLimits? limits = null)
    {
        var state = HttpListenerState.TryLoad(settings ?? Free(), out string error);
        var channel = state is null ? null : HttpChannel.TryOpen(state, Service, limits ?? Limits, Log, out error);
        Assert.True(channel is not null, error);
        _channels.Add(channel);
        return channel;
    }

    public void Dispose()
    {
        _channels.ForEach(c => c.Dispose());
        _channels.ForEach(c => c.Settle(TimeSpan.FromSeconds(5)));
    }

    public static Socket Connect(HttpChannel channel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000, SendTimeout = 20_000 };
        socket.Connect(channel.Settings.EndPoint);
        return socket;
    }

    /// <summary>One request as a client writes it.</summary>
    public static string Post(string body, string headers = "", string line = "POST / HTTP/1.1", string type = "application/json") =>
        $"{line}\r\nHost: x\r\n{(type.Length > 0 ? $"Content-Type: {type}\r\n" : "")}{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>Sends text and reads one answer: the status line, the headers by name, and the body.</summary>
    public static HttpReply Ask(HttpChannel channel, string request)
    {
        using var socket = Connect(channel);
        socket.Send(Encoding.UTF8.GetBytes(request));
        return HttpReply.Read(socket);
    }
}

/// <summary>An answer as it came.</summary>
internal sealed record HttpReply(string Line, Dictionary<string, string> Headers, string Body)
{
    public int Status => int.Parse(Line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public static HttpReply Read(Socket socket)
    {
        var bytes = new List<byte>();
        byte[] one = new byte[1];
        while (!EndsHead(bytes))
        {
            Assert.True(socket.Receive(one) == 1, $"the connection ended after \"{Encoding.UTF8.GetString([.. bytes])}\"");
            bytes.Add(one[0]);
        }

        string[] lines = Encoding.UTF8.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        int used = 0;
        while (used < body.Length)
        {
            int count = socket.Receive(body.AsSpan(used));
            Assert.True(count > 0, "the connection ended within the body");
            used += count;
        }

        return new HttpReply(lines[0], headers, Encoding.UTF8.GetString(body));
    }

    private static bool EndsHead(List<byte> bytes) =>
        bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n';
}
