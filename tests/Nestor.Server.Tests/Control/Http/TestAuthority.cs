using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>An authority made for one test, and certificates from it, in files in PEM form.</summary>
internal sealed class TestAuthority
{
    private readonly X509Certificate2 _authority;
    private readonly string _folder;
    private int _serial;

    public TestAuthority(string folder, string name = "authority")
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        TrustAnchor = Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(TrustAnchor, _authority.ExportCertificatePem());
    }

    /// <summary>The file with the authority's certificate.</summary>
    public string TrustAnchor { get; }

    /// <summary>A certificate, its key, and both in files NAME.crt and NAME.key.</summary>
    public X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}, O=Test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        byte[] serial = [1, (byte)++_serial, .. RandomNumberGenerator.GetBytes(4)];
        using var signed = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12), serial);
        File.WriteAllText(Path.Combine(_folder, $"{name}.crt"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Names of the files of a certificate of this name and of its key, which are made.</summary>
    public (string Certificate, string Key) Files(string name)
    {
        Issue(name).Dispose();
        return (Path.Combine(_folder, $"{name}.crt"), Path.Combine(_folder, $"{name}.key"));
    }
}
