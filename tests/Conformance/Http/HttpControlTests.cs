using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Nestor.Server.Tests.Control.Http;

namespace Conformance.Http;

/// <summary>Commands by HTTP and HTTPS to a server that serves clients meanwhile.</summary>
public sealed class HttpControlTests
{
    private const string Login = "who:secret";

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Commands_are_taken_by_several_HTTP_sockets_beside_the_unix_socket(int family)
    {
        using Daemon daemon = new(family);
        TestAuthority authority = new(daemon.Folder);
        int clear = HttpClients.FreePort();
        int secure = HttpClients.FreePort();
        daemon.Configure($$"""
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" }, {{Clear(daemon, clear)}},
              { "socket-type": "https", "socket-address": "127.0.0.1", "socket-port": {{secure}}, {{authority.Members("server")}} } ],
            """);
        RunningProgram program = daemon.Serve();
        using X509Certificate2 client = authority.Issue("client");
        string http = $"http://127.0.0.1:{clear}/";
        string https = $"https://127.0.0.1:{secure}/any/path";
        Assert.Equal(program.Id, Pid(HttpClients.Ask(http, "status-get", login: Login)));
        Assert.Equal(program.Id, Pid(HttpClients.Ask(https, "status-get", certificate: client)));
        Assert.Equal(program.Id, Pid(ControlClient.Ask(daemon.In("s"), "status-get")));
        Assert.NotNull(daemon.Lease(1));

        (int status, var headers, string body) = HttpClients.Post(http, "{ \"command\": \"version-get\" }");
        Assert.Equal((401, "{ \"result\": 401, \"text\": \"Unauthorized\" }"), (status, body));
        Assert.Equal("Basic realm=\"here\"", headers.WwwAuthenticate.ToString());
        Assert.Equal("max-age=5", headers.GetValues("X-Test").Single());
        Assert.ThrowsAny<HttpRequestException>(() => HttpClients.Post(https, "{ \"command\": \"version-get\" }"));
        foreach ((string service, int result) in new[] { ("[]", 0), ($"[\"dhcp{family}\"]", 0), ("[\"d2\"]", 1), ("\"x\"", 1) })
        {
            body = HttpClients.Post(http, $$"""{ "command": "version-get", "service": {{service}} }""", Login).Body;
            Assert.Equal(result, JsonDocument.Parse(body).RootElement[0].GetProperty("result").GetInt32());
        }

        Assert.Equal("Shutting down.", HttpClients.Ask(http, "shutdown", "{ \"exit-value\": 4 }", Login).GetProperty("text").GetString());
        Assert.Equal(4, program.End());
        Assert.DoesNotContain("secret", program.Text, StringComparison.Ordinal);
        Assert.Contains("HTTP_CLIENT_REQUEST_AUTHORIZED", program.Text, StringComparison.Ordinal);
        Assert.Contains("HTTP_CLIENT_REQUEST_NO_AUTH_HEADER", program.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Sockets_change_with_the_configuration_and_a_change_that_cannot_be_leaves_all_as_it_is(int family)
    {
        using Daemon daemon = new(family);
        TestAuthority authority = new(daemon.Folder);
        int clear = HttpClients.FreePort();
        int secure = HttpClients.FreePort();
        int next = HttpClients.FreePort();
        string tls = authority.Members("server");
        string secured = $$"""{ "socket-type": "https", "socket-port": {{secure}}, {{tls}}, "cert-required": false }""";
        daemon.Configure($"\"control-sockets\": [ {Clear(daemon, clear)}, {secured} ],");
        RunningProgram program = daemon.Serve();
        string http = $"http://127.0.0.1:{clear}/";
        string whole = File.ReadAllText(daemon.Config);

        // Another type of socket in the place of one, and a port that is in use.
        string swapped = whole.Replace("\"socket-type\": \"http\",", $"\"socket-type\": \"https\", {tls},", StringComparison.Ordinal);
        JsonElement refused = HttpClients.Ask(http, "config-set", swapped, Login);
        Assert.Equal(1, refused.GetProperty("result").GetInt32());
        Assert.Contains("wanted another address or port", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
        using (Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            holder.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, next));
            holder.Listen();
            string taken = whole.Replace($"\"socket-port\": {clear},", $"\"socket-port\": {next},", StringComparison.Ordinal);
            refused = HttpClients.Ask(http, "config-set", taken, Login);
            Assert.Contains($"http://127.0.0.1:{next}", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(program.Id, Pid(HttpClients.Ask(http, "status-get", login: Login)));

        // The answer leaves by the socket that the command closes.
        string moved = whole.Replace($"\"socket-port\": {clear},", $"\"socket-port\": {next},", StringComparison.Ordinal);
        Assert.Equal(0, HttpClients.Ask(http, "config-set", moved, Login).GetProperty("result").GetInt32());
        Assert.ThrowsAny<HttpRequestException>(() => HttpClients.Post(http, "{ }"));
        http = $"http://127.0.0.1:{next}/";

        // A reload reads passwords and certificates again, also where the configuration is the same.
        File.WriteAllText(daemon.Config, moved);
        File.WriteAllText(daemon.In("password"), "other\n");
        using (authority.Issue("renewed"))
        {
            File.Copy(daemon.In("renewed.crt"), daemon.In("server.crt"), overwrite: true);
            File.Copy(daemon.In("renewed.key"), daemon.In("server.key"), overwrite: true);
        }

        Assert.Equal(0, HttpClients.Ask($"https://127.0.0.1:{secure}/", "config-reload").GetProperty("result").GetInt32());
        Assert.Equal(401, HttpClients.Post(http, "{ }", Login).Status);
        Assert.Equal(program.Id, Pid(HttpClients.Ask(http, "status-get", login: "who:other")));
        Assert.Equal("CN=renewed, O=Test", SubjectAt(secure));
        File.Delete(daemon.In("password"));
        Assert.Contains(
            "which cannot be read",
            HttpClients.Ask(http, "config-reload", login: "who:other").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.NotNull(daemon.Lease(2));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void What_the_security_policy_is_against_is_refused_without_flag_X_and_warned_of_with_it(int family)
    {
        using Daemon daemon = new(family);
        int port = HttpClients.FreePort();
        daemon.Configure($$"""
            "control-sockets": [ { "socket-type": "http", "socket-port": {{port}} }, { "socket-type": "http", "socket-port": {{HttpClients.FreePort()}},
              "authentication": { "type": "basic", "clients": [ { "user": "who", "password": "verysecret" } ] } } ],
            """);
        RunningProgram refused = daemon.Run("-t", daemon.Config);
        Assert.Equal(1, refused.End());
        Assert.Contains("from everybody", refused.Text, StringComparison.Ordinal);
        Assert.Contains("found a \"user\" in clear text", refused.Text, StringComparison.Ordinal);
        Assert.Contains("found a \"password\" in clear text", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port)).End());
        Assert.Equal(0, daemon.Run("-X", "-t", daemon.Config).End());
        RunningProgram trusting = daemon.Serve("-X");
        Assert.Contains("COMMAND_HTTP_SOCKET_SECURITY_WARNING", trusting.Text, StringComparison.Ordinal);
        Assert.Equal(trusting.Id, Pid(HttpClients.Ask($"http://127.0.0.1:{port}/", "status-get")));

        // A configuration by command is read by the same rules.
        Assert.Equal(0, HttpClients.Ask($"http://127.0.0.1:{port}/", "config-test", File.ReadAllText(daemon.Config)).GetProperty("result").GetInt32());
        Assert.DoesNotContain("verysecret", trusting.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Hostile_clients_neither_end_the_server_nor_keep_others_from_being_served(int family)
    {
        using Daemon daemon = new(family);
        int port = HttpClients.FreePort();
        daemon.Configure($"\"control-sockets\": [ {Clear(daemon, port)}, {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        string head = $"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Login))}\r\n";
        string[] requests =
        [
            "\0\u0001\u0002\r\n\r\n",
            head + "Content-Length: -1\r\n\r\n",
            head + "Content-Length: 99999999999999999999\r\n\r\n",
            head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n",
            head + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
            head + "Content-Length: 3\r\n\r\n{ \u00ff\u00fe",
            Body(new string('[', 100_000)),
            Body("[" + new string('1', 1000) + string.Concat(Enumerable.Repeat(",1", 3_000_000)) + "]"),
            Body("{ \"command\": \"" + new string('x', 1_000_000) + "\" }"),
            Body("{ \"command\": \"config-test\", \"arguments\": " + string.Concat(Enumerable.Repeat("{\"a\":", 300)) + "1" + new string('}', 300) + " }"),
            Body("{ } { \"command\": \"shutdown\" }"),
            head + new string('A', 100_000) + ": b\r\n\r\n",
            Body("{ \"command\": \"version-get\" }")[..^5],
        ];
        var idle = new List<Socket>();
        try
        {
            for (int i = 0; i < 1000; i++)
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                socket.Connect("127.0.0.1", port);
            }

            Stopwatch clock = Stopwatch.StartNew();
            Assert.NotNull(daemon.Lease(1));
            Assert.True(clock.ElapsedMilliseconds < 5000);
            Assert.Equal(program.Id, Pid(ControlClient.Ask(daemon.In("s"), "status-get")));
        }
        finally
        {
            idle.ForEach(s => s.Dispose());
        }

        foreach (string request in requests)
        {
            string answer = HttpClients.Raw(port, Encoding.Latin1.GetBytes(request), 300);
            Assert.DoesNotContain("HTTP/1.1 5", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("HTTP/1.1 200 OK\r\n\r\n[ { \"result\": 0", answer, StringComparison.Ordinal);
            Assert.NotNull(daemon.Offer(2).Address);
        }

        Assert.True(Wait.Until(() => HttpClients.Raw(port, Encoding.UTF8.GetBytes(Body("{ \"command\": \"version-get\" }")), 300).Contains("200 OK", StringComparison.Ordinal), 15));
        Assert.False(program.HasEnded);
        Assert.DoesNotContain("NESTOR_HTTP_REQUEST_FAILED", program.Text, StringComparison.Ordinal);

        string Body(string text) => $"{head}Content-Length: {text.Length}\r\n\r\n{text}";
    }

    [Fact]
    public void Curl_is_served_with_a_password_and_with_a_certificate()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/curl"), "curl is not installed");
        using Daemon daemon = new();
        TestAuthority authority = new(daemon.Folder);
        int clear = HttpClients.FreePort();
        int secure = HttpClients.FreePort();
        daemon.Configure($$"""
            "control-sockets": [ {{Clear(daemon, clear)}}, { "socket-type": "https", "socket-port": {{secure}}, {{authority.Members("server")}} } ],
            """);
        daemon.Serve();
        authority.Issue("client").Dispose();
        string[] usual = ["-s", "-m", "20", "-H", "Content-Type: application/json", "-d", "{ \"command\": \"version-get\" }"];
        RunningProgram plain = daemon.Launch("/usr/bin/curl", [.. usual, "-u", Login, $"http://127.0.0.1:{clear}/"]);
        Assert.Equal(0, plain.End());
        Assert.StartsWith("[ { \"arguments\": { \"extended\":", plain.Text, StringComparison.Ordinal);
        RunningProgram tls = daemon.Launch(
            "/usr/bin/curl",
            [.. usual, "--cacert", authority.TrustAnchor, "--cert", daemon.In("client.crt"), "--key", daemon.In("client.key"), $"https://127.0.0.1:{secure}/"]);
        Assert.Equal(0, tls.End());
        Assert.Equal(plain.Text, tls.Text);
        Assert.NotEqual(0, daemon.Launch("/usr/bin/curl", [.. usual, "--cacert", authority.TrustAnchor, $"https://127.0.0.1:{secure}/"]).End());
    }

    /// <summary>A socket without TLS whose name and password are in files.</summary>
    private static string Clear(Daemon daemon, int port)
    {
        File.WriteAllText(daemon.In("user"), "who");
        File.WriteAllText(daemon.In("password"), "secret\n");
        return $$"""
            { "socket-type": "http", "socket-port": {{port}}, "http-headers": [ { "name": "X-Test", "value": "max-age=5" } ],
              "authentication": { "type": "basic", "realm": "here", "directory": "{{daemon.Folder}}",
                "clients": [ { "user-file": "user", "password-file": "password" } ] } }
            """;
    }

    private static int Pid(JsonElement answer) => answer.GetProperty("arguments").GetProperty("pid").GetInt32();

    private static string SubjectAt(int port)
    {
        using TcpClient tcp = new("127.0.0.1", port);
        using System.Net.Security.SslStream tls = new(tcp.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        tls.AuthenticateAsClient("localhost");
        return tls.RemoteCertificate!.Subject;
    }
}
