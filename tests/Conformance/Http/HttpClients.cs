using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Conformance.Http;

/// <summary>Clients of control channels by HTTP: proper ones, and sockets that send what they like.</summary>
internal static class HttpClients
{
    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Posts a command; the answer's status, headers and body.</summary>
    /// <param name="login">USER:PASSWORD; empty for none.</param>
    /// <param name="certificate">The client's own, for HTTPS.</param>
    public static (int Status, HttpResponseHeaders Headers, string Body) Post(
        string url, string body, string login = "", X509Certificate2? certificate = null)
    {
        using SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            },
        };
        using HttpClient client = new(handler) { Timeout = TimeSpan.FromSeconds(30) };
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (login.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        }

        using HttpResponseMessage response = client.Send(request);
        using StreamReader reader = new(response.Content.ReadAsStream());
        return ((int)response.StatusCode, response.Headers, reader.ReadToEnd());
    }

    /// <summary>The only answer in the list that answers a command.</summary>
    public static JsonElement Ask(string url, string command, string? arguments = null, string login = "", X509Certificate2? certificate = null)
    {
        string more = arguments is null ? "" : $", \"arguments\": {arguments}";
        (int status, _, string body) = Post(url, $"{{ \"command\": \"{command}\"{more} }}", login, certificate);
        Assert.True(status == 200, $"status {status}: {body}");
        JsonElement list = JsonDocument.Parse(body).RootElement;
        Assert.Equal(1, list.GetArrayLength());
        return list[0];
    }

    /// <summary>Sends bytes as they are; what comes back until an answer is whole, the server closes, or says nothing for a while.</summary>
    /// <param name="wait">Milliseconds.</param>
    public static string Raw(int port, byte[] bytes, int wait = 10_000)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = wait };
        socket.Connect(IPAddress.Loopback, port);
        List<byte> all = [];
        byte[] buffer = new byte[65536];
        try
        {
            socket.Send(bytes);
            for (int count; !IsWhole(all) && (count = socket.Receive(buffer)) > 0;)
            {
                all.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (SocketException)
        {
        }

        return Encoding.UTF8.GetString([.. all]);
    }

    private static bool IsWhole(List<byte> answer)
    {
        const string Length = "Content-Length: ";
        string text = Encoding.Latin1.GetString([.. answer]);
        int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string? line = head < 0 ? null : text[..head].Split("\r\n").FirstOrDefault(l => l.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        return line is not null && text.Length >= head + 4 + int.Parse(line[Length.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
