using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>Listeners with TLS, and clients with the right certificates, others, and none.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-https").FullName;
    private readonly HttpListeners _listeners = new();
    private readonly TestAuthority _authority;

    public HttpsTests() => _authority = new TestAuthority(_folder);

    public void Dispose()
    {
        _listeners.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_client_shows_its_certificate_and_is_known_by_it()
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Tls = _authority.Server("server") });
        using var client = _authority.Issue("client");
        var (reply, server) = Ask(channel, client);
        Assert.Contains("200 OK", reply);
        Assert.Equal("CN=server, O=Test", server);
        var caller = _listeners.Caller!;
        Assert.Equal(
            (CallerChannel.Https, "client", "authority", "CN=client, O=Test"),
            (caller.Channel, caller.CertificateSubject, caller.CertificateIssuer, caller.CertificateName));
    }

    [Fact]
    public void A_client_with_no_certificate_or_another_authoritys_is_not_served()
    {
        var channel = _listeners.Open(HttpListeners.Free() with { Tls = _authority.Server("server") });
        using var stranger = new TestAuthority(_folder, "other").Issue("stranger");
        Assert.Null(TryAsk(channel, null));
        Assert.Null(TryAsk(channel, stranger));
        Assert.Null(_listeners.Caller);

        // Nor is clear text.
        using var socket = HttpListeners.Connect(channel);
        socket.Send(Encoding.UTF8.GetBytes(HttpListeners.Post("[1]")));
        Assert.NotInRange(Encoding.Latin1.GetString(ReadAll(socket)).IndexOf("200", StringComparison.Ordinal), 0, int.MaxValue);
        using var client = _authority.Issue("client");
        Assert.Contains("200 OK", Ask(channel, client).Reply);
    }

    [Fact]
    public void Where_no_certificate_is_required_a_client_needs_none_and_its_password_all_the_same()
    {
        var channel = _listeners.Open(HttpListeners.Free() with
        {
            Tls = _authority.Server("server", isClientRequired: false),
            Authentication = HttpListeners.Users(("a", "b")),
        });
        Assert.Contains("401 Unauthorized", Ask(channel, null).Reply);
        Assert.Contains("200 OK", Ask(channel, null, "Authorization: Basic YTpi\r\n").Reply);
        Assert.Equal(("a", null), (_listeners.Caller!.User, _listeners.Caller.CertificateSubject));
    }

    [Fact]
    public void Authorities_may_be_in_a_folder()
    {
        string anchors = Directory.CreateDirectory(Path.Combine(_folder, "anchors")).FullName;
        var second = new TestAuthority(anchors, "second");
        File.Copy(_authority.TrustAnchor, Path.Combine(anchors, "12345678.0"));
        var channel = _listeners.Open(HttpListeners.Free() with { Tls = _authority.Server("server") with { TrustAnchor = anchors } });
        using var one = _authority.Issue("one");
        using var two = second.Issue("two");
        Assert.Contains("200 OK", Ask(channel, one).Reply);
        Assert.Contains("200 OK", Ask(channel, two).Reply);
    }

    [Theory]
    [InlineData("cert")]
    [InlineData("key")]
    [InlineData("anchor")]
    [InlineData("pipe")]
    [InlineData("wrong key")]
    public void A_file_that_cannot_be_used_is_named(string bad)
    {
        string garbage = Path.Combine(_folder, "garbage");
        File.WriteAllText(garbage, "-----BEGIN CERTIFICATE-----\n!!\n");
        var good = _authority.Server("server");
        _authority.Issue("another").Dispose();
        var tls = bad switch
        {
            "cert" => good with { CertFile = garbage },
            "key" => good with { KeyFile = garbage },
            "anchor" => good with { TrustAnchor = garbage },
            "pipe" => good with { CertFile = "/dev/zero" },
            _ => good with { KeyFile = Path.Combine(_folder, "another.key") },
        };
        Assert.Null(HttpListenerState.TryLoad(HttpListeners.Free() with { Tls = tls }, out string error));
        Assert.Contains(bad switch { "pipe" => "/dev/zero", "wrong key" => "another.key", _ => garbage }, error);
    }

    [Fact]
    public void A_change_of_listeners_is_all_or_nothing_and_reads_certificates_and_passwords_again()
    {
        using var channels = new HttpChannels(_listeners.Service, HttpListeners.Limits, _listeners.Log);
        var secure = HttpListeners.Free() with { Tls = _authority.Server("server", isClientRequired: false) };
        var clear = HttpListeners.Free() with { Authentication = HttpListeners.Users(("a", "b")) };
        Assert.True(channels.TryPrepare([secure, clear], out string error), error);
        channels.Take([secure, clear]);
        Assert.Equal("CN=server, O=Test", Ask(secure, null, "").Server);

        // A listener goes on with what the files say now.
        using (var renewed = _authority.Issue("renewed"))
        {
            File.Copy(Path.Combine(_folder, "renewed.crt"), secure.Tls!.CertFile, overwrite: true);
            File.Copy(Path.Combine(_folder, "renewed.key"), secure.Tls.KeyFile, overwrite: true);
        }

        var other = clear with { Authentication = HttpListeners.Users(("a", "c")) };
        Assert.True(channels.TryPrepare([secure, other], out error), error);
        Assert.Equal("CN=server, O=Test", Ask(secure, null, "").Server);
        channels.Take([secure, other]);
        Assert.Equal("CN=renewed, O=Test", Ask(secure, null, "").Server);
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_HTTPS_SERVICE_UPDATED", StringComparison.Ordinal));
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_HTTP_SERVICE_UPDATED", StringComparison.Ordinal));

        // One that cannot be opened, or changes its type: all stay as they are.
        var taken = HttpListeners.Free();
        using var holder = new TcpListener(taken.EndPoint);
        holder.Start();
        Assert.False(channels.TryPrepare([HttpListeners.Free(), taken], out error));
        Assert.Contains($"{taken}: ", error);
        Assert.False(channels.TryPrepare([secure with { Tls = null }, other], out error));
        Assert.Contains("wanted another address or port for the other type of socket", error);
        Assert.False(channels.TryPrepare([secure, other with { Tls = secure.Tls }], out error));
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_HTTP_SERVICE_REUSE_FAILED", StringComparison.Ordinal));
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_HTTPS_SERVICE_REUSE_FAILED", StringComparison.Ordinal));
        Assert.Equal([secure, other], channels.Open);
        Assert.Equal("CN=renewed, O=Test", Ask(secure, null, "").Server);

        // What is not configured any more is closed, and its port free.
        channels.Take([secure]);
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_SERVICE_STOPPING", StringComparison.Ordinal));
        using var next = new TcpListener(other.EndPoint);
        next.Start();
    }

    [Fact]
    public void A_listener_that_cannot_be_opened_at_a_start_is_told_once_and_opened_when_it_can_be()
    {
        using var channels = new HttpChannels(_listeners.Service, HttpListeners.Limits, _listeners.Log);
        var settings = HttpListeners.Free();
        using (var holder = new TcpListener(settings.EndPoint))
        {
            holder.Start();
            channels.Take([settings]);
            channels.OpenMissing();
            channels.OpenMissing();
            Assert.True(channels.HasProblems);
            Assert.Single(_listeners.Log.Lines, l => l.StartsWith("NESTOR_CONTROL_SOCKET_FAILED", StringComparison.Ordinal));
        }

        channels.OpenMissing();
        Assert.False(channels.HasProblems);
        Assert.Contains(_listeners.Log.Lines, l => l.StartsWith("HTTP_COMMAND_MGR_SERVICE_STARTED", StringComparison.Ordinal));
    }

    private static string? TryAsk(HttpChannel channel, X509Certificate2? client)
    {
        try
        {
            return Ask(channel, client).Reply is { Length: > 0 } reply ? reply : null;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return null;
        }
    }

    private static (string Reply, string Server) Ask(HttpChannel channel, X509Certificate2? client, string headers = "") =>
        Ask(channel.Settings, client, headers);

    private static (string Reply, string Server) Ask(HttpSocketSettings settings, X509Certificate2? client, string headers)
    {
        using var tcp = new TcpClient();
        tcp.Connect(settings.EndPoint);
        tcp.ReceiveTimeout = 20_000;
        using var tls = new SslStream(tcp.GetStream());
        tls.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = client is null ? null : SslStreamCertificateContext.Create(client, null, offline: true),
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        tls.Write(Encoding.UTF8.GetBytes(HttpListeners.Post("[1]", headers + "Connection: close\r\n")));
        using var reader = new StreamReader(tls);
        return (reader.ReadToEnd(), tls.RemoteCertificate!.Subject);
    }

    private static byte[] ReadAll(Socket socket)
    {
        var all = new List<byte>();
        byte[] buffer = new byte[4096];
        try
        {
            for (int count; (count = socket.Receive(buffer)) > 0;)
            {
                all.AddRange(buffer[..count]);
            }
        }
        catch (SocketException)
        {
        }

        return [.. all];
    }
}
