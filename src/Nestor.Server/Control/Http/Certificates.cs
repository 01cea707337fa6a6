using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Control.Http;

/// <summary>A server's certificate and the authorities its clients' are from, read from their files.</summary>
internal sealed class Certificates
{
    /// <summary>Files of a folder of authorities.</summary>
    private const int MaxFiles = 1000;

    /// <summary>Bytes of one file.</summary>
    private const int MaxSize = 4 << 20;

    private Certificates(SslServerAuthenticationOptions options) => Options = options;

    /// <summary>For one handshake or many.</summary>
    public SslServerAuthenticationOptions Options { get; }

    /// <summary>Null with the reason when a file cannot be used.</summary>
    public static Certificates? TryLoad(TlsSettings settings, out string error)
    {
        string file = settings.CertFile;
        try
        {
            string certificate = Text(file);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            if (chain.Count == 0)
            {
                error = $"{file}: found no certificate";
                return null;
            }

            file = settings.KeyFile;
            var own = X509Certificate2.CreateFromPem(certificate, Text(file));
            if (Anchors(settings.TrustAnchor, ref file, out error) is not { } anchors)
            {
                return null;
            }

            return new Certificates(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(own, chain, offline: true),
                ClientCertificateRequired = settings.IsClientRequired,
                CertificateChainPolicy = ChainPolicy(anchors),
            });
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            error = Explained(e, file);
            return null;
        }
    }

    /// <summary>For connections to a server, whose certificate must be for its name. Null with the reason when a file cannot be used.</summary>
    /// <param name="trustAnchor">Empty for the authorities of the system.</param>
    /// <param name="certFile">Empty where the client needs no certificate; then so is <paramref name="keyFile"/>.</param>
    public static SslClientAuthenticationOptions? TryLoadClient(string trustAnchor, string certFile, string keyFile, out string error)
    {
        error = "";
        string file = certFile;
        var options = new SslClientAuthenticationOptions();
        try
        {
            if (certFile.Length > 0)
            {
                string certificate = Text(certFile);
                file = keyFile;
                options.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, Text(file))];
            }

            if (trustAnchor.Length > 0)
            {
                if (Anchors(trustAnchor, ref file, out error) is not { } anchors)
                {
                    return null;
                }

                options.CertificateChainPolicy = ChainPolicy(anchors);
            }

            return options;
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            error = Explained(e, file);
            return null;
        }
    }

    /// <summary>Only these authorities count, not those of the system; nothing is fetched from anywhere.</summary>
    public static X509ChainPolicy ChainPolicy(X509Certificate2Collection anchors)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(anchors);
        policy.ExtraStore.AddRange(anchors);
        return policy;
    }

    private static bool IsAboutAFile(Exception e) => e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    private static string Explained(Exception e, string file) =>
        e.Message.StartsWith(file, StringComparison.Ordinal) ? e.Message : $"{file}: {e.Message}";

    private static X509Certificate2Collection? Anchors(string path, ref string file, out string error)
    {
        var anchors = new X509Certificate2Collection();
        foreach (string anchor in AnchorFiles(path))
        {
            file = anchor;
            anchors.ImportFromPem(Text(file));
        }

        error = anchors.Count == 0 ? $"{path}: found no certificate" : "";
        return anchors.Count == 0 ? null : anchors;
    }

    /// <summary>A folder holds one certificate a file, under names that OpenSSL finds by hash; all of them are taken.</summary>
    private static IEnumerable<string> AnchorFiles(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Take(MaxFiles)
        : [path];

    private static string Text(string path) => PlainFile.Read(path, MaxSize, out string error) is { } bytes
        ? System.Text.Encoding.UTF8.GetString(bytes)
        : throw new IOException($"{path}: {error}");
}
