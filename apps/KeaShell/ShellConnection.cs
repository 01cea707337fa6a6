using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Nestor.Server.Runtime;

namespace KeaShell;

/// <summary>Sends a request over HTTP or HTTPS. What fails is said in the original's words, which scripts look for.</summary>
internal static class ShellConnection
{
    private const int MostAnswer = 512 << 20;

    /// <summary>The answer's body; false, with what to print instead, when there is none.</summary>
    public static bool TrySend(ShellRequest request, out string answer)
    {
        try
        {
            using var handler = Handler(request);
            using var client = new HttpClient(handler)
            {
                MaxResponseContentBufferSize = MostAnswer,
                Timeout = request.Timeout > 0 ? TimeSpan.FromSeconds(request.Timeout) : Timeout.InfiniteTimeSpan,
            };
            using var message = Message(request);
            using var response = client.Send(message);
            if (!response.IsSuccessStatusCode)
            {
                answer = $"Failed to run: HTTP Error {(int)response.StatusCode}: {response.ReasonPhrase}";
                return false;
            }

            using var body = response.Content.ReadAsStream();
            using var reader = new StreamReader(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            answer = reader.ReadToEnd();
            return true;
        }
        catch (TaskCanceledException)
        {
            answer = "Connection timeout";
        }
        catch (HttpRequestException e)
        {
            answer = $"Failed to run: {Reason(e)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or DecoderFallbackException or ArgumentException)
        {
            answer = $"Failed to run: {e.Message}";
        }

        return false;
    }

    private static SocketsHttpHandler Handler(ShellRequest request)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (request.Trusted is { } trusted)
        {
            handler.SslOptions.CertificateChainPolicy = ShellTrust.Policy(trusted);
            if (request.Certificate is { } certificate)
            {
                handler.SslOptions.ClientCertificateContext = ShellTrust.Own(certificate, request.Key!);
            }
        }

        return handler;
    }

    private static HttpRequestMessage Message(ShellRequest request)
    {
        var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = new HttpRequestMessage(HttpMethod.Post, request.Address) { Content = content };
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Kea-shell", ProductVersion.Text));
        message.Headers.Accept.ParseAdd("*/*");
        message.Headers.ConnectionClose = true;
        if (request.Credentials is { } credentials)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        return message;
    }

    private static string Reason(HttpRequestException e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "<urlopen error [Errno -2] Name or service not known>";
                case SocketException socket:
                    return $"<urlopen error [Errno {socket.NativeErrorCode}] {Marshal.GetPInvokeErrorMessage(socket.NativeErrorCode)}>";
                case AuthenticationException:
                    return $"<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {inner.Message}>";
            }
        }

        return e.HttpRequestError == HttpRequestError.ResponseEnded ? "Remote end closed connection without response" : e.Message;
    }
}
