using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Conformance.Network;

namespace Conformance.Observing;

/// <summary>Who asks a server by HTTP.</summary>
internal sealed class WebClient : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="user">With its password behind a colon; null for nobody.</param>
    public WebClient(int port, string? user = null)
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"), Timeout = TimeSpan.FromSeconds(20) };
        _client.DefaultRequestHeaders.Authorization =
            user is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    /// <summary>A port of TCP that nobody has.</summary>
    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Dispose() => _client.Dispose();

    public (int Status, string Type, byte[] Body) Get(string path)
    {
        using HttpResponseMessage answer = _client.Send(new HttpRequestMessage(HttpMethod.Get, path));
        using MemoryStream body = new();
        answer.Content.ReadAsStream().CopyTo(body);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", body.ToArray());
    }

    /// <summary>Status and text of a GET.</summary>
    public string Read(string path)
    {
        (int status, _, byte[] body) = Get(path);
        return $"{status.ToString(CultureInfo.InvariantCulture)} {Encoding.UTF8.GetString(body).TrimEnd()}";
    }

    /// <summary>Waits until a GET is answered so.</summary>
    public void WaitFor(string path, string answer) =>
        Assert.True(Wait.Until(() => Read(path) == answer, 20), $"{path} answers {Read(path)} and not {answer}");

    /// <summary>Status and body of a command.</summary>
    public (int Status, JsonElement Body) Command(string command)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{ "command": "{{command}}" }"""));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage answer = _client.Send(request);
        using JsonDocument document = JsonDocument.Parse(answer.Content.ReadAsStream());
        return ((int)answer.StatusCode, document.RootElement.Clone());
    }
}
