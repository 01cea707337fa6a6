using Nestor.Server.Tests.Control.Http;

namespace Conformance.Http;

/// <summary>What an authority issues, as a configuration has it.</summary>
internal static class AuthorityMembers
{
    /// <summary>Members of a control socket of a server with a certificate of this name.</summary>
    public static string Members(this TestAuthority authority, string name)
    {
        (string certificate, string key) = authority.Files(name);
        return $"\"trust-anchor\": \"{authority.TrustAnchor}\", \"cert-file\": \"{certificate}\", \"key-file\": \"{key}\"";
    }
}
