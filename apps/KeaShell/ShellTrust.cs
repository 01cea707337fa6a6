using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KeaShell;

/// <summary>The certificates of <c>--ca</c>, <c>--cert</c> and <c>--key</c>.</summary>
internal static class ShellTrust
{
    /// <summary>More files than a folder of certificates has.</summary>
    private const int MostFiles = 10_000;

    /// <summary>Only what is in the file, or in the files of the folder, is trusted.</summary>
    public static X509ChainPolicy Policy(string fileOrFolder)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        if (!Directory.Exists(fileOrFolder))
        {
            if (!File.Exists(fileOrFolder))
            {
                throw new FileNotFoundException("[Errno 2] No such file or directory");
            }

            policy.CustomTrustStore.ImportFromPemFile(fileOrFolder);
            return policy;
        }

        foreach (string file in Directory.EnumerateFiles(fileOrFolder).Take(MostFiles))
        {
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Keys and notes may lie beside the certificates.
            }
        }

        return policy;
    }

    /// <summary>The client's own certificate with what stands behind it in its file.</summary>
    public static SslStreamCertificateContext Own(string certificate, string key)
    {
        var own = X509Certificate2.CreateFromPemFile(certificate, key);
        var others = new X509Certificate2Collection();
        others.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(own, others, offline: true);
    }
}
