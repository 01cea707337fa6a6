using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>The way to a collector, which remembers what was wrong last: the exporter tells that nobody.</summary>
internal sealed class OtlpConnection : DelegatingHandler
{
    private OtlpConnection(SocketsHttpHandler handler)
        : base(handler)
    {
    }

    /// <summary>Why the last request failed; empty when it did not.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Null with the reason when a file cannot be used.</summary>
    public static OtlpConnection? TryMake(OtlpSettings settings, out string error)
    {
        error = "";
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
        };
        if (settings.Endpoint.Scheme == Uri.UriSchemeHttps && Certificates.TryLoadClient(settings.TrustAnchor, settings.CertFile, settings.KeyFile, out error) is { } tls)
        {
            handler.SslOptions = tls;
        }

        if (error.Length == 0)
        {
            return new OtlpConnection(handler);
        }

        handler.Dispose();
        return null;
    }

    /// <summary>Who sends by it, with the headers of the configuration.</summary>
    public HttpClient Client(OtlpSettings settings)
    {
        // An answer says little; a collector that says much is not listened to.
        var client = new HttpClient(this) { Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxResponseContentBufferSize = 64 * 1024 };
        foreach (var header in settings.Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(header.Name, header.Value);
        }

        return client;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(base.Send(request, cancellationToken));
        }
        catch (Exception e) when (Note(e))
        {
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Judge(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception e) when (Note(e))
        {
            throw;
        }
    }

    private HttpResponseMessage Judge(HttpResponseMessage answer)
    {
        Problem = answer.IsSuccessStatusCode ? "" : $"it answers {(int)answer.StatusCode}";
        return answer;
    }

    private bool Note(Exception e)
    {
        Problem = e is OperationCanceledException ? "it does not answer in time" : e.InnerException?.Message ?? e.Message;
        return false;
    }
}
