using Nestor.Model.Settings;

namespace Nestor.Server.Tests.Control.Http;

/// <summary>What an authority issues, as settings.</summary>
internal static class AuthoritySettings
{
    /// <summary>The settings of a server with a certificate of this name.</summary>
    public static TlsSettings Server(this TestAuthority authority, string name, bool isClientRequired = true)
    {
        var (certificate, key) = authority.Files(name);
        return new TlsSettings(authority.TrustAnchor, certificate, key, isClientRequired);
    }
}
