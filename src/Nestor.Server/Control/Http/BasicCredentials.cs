using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>
/// Names and passwords as clients send them (RFC 7617). How long a check takes says nothing about which of them was near.
/// </summary>
internal sealed class BasicCredentials
{
    private const string Scheme = "Basic ";

    private readonly (string User, byte[] Digest)[] _clients;

    public BasicCredentials(AuthenticationSettings settings)
    {
        // Digests have one length, so that comparing them takes one time.
        _clients = [.. settings.Clients.Select(c => (c.User, Digest(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{c.User}:{c.Password}")))))];
        string realm = settings.Realm.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Challenge = $"Basic realm=\"{realm}\"";
    }

    /// <summary>What a client without a right password is told to bring.</summary>
    public string Challenge { get; }

    /// <summary>False when nobody is asked for a password.</summary>
    public bool IsAsked => _clients.Length > 0;

    /// <summary>True for a header of this scheme.</summary>
    public static bool IsBasic([NotNullWhen(true)] string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The user whose name and password the header has; null when it is nobody's.</summary>
    public string? UserOf(string? authorization)
    {
        if (!IsBasic(authorization))
        {
            return null;
        }

        byte[] digest = Digest(authorization[Scheme.Length..].Trim(' '));
        string? user = null;
        foreach (var client in _clients)
        {
            if (CryptographicOperations.FixedTimeEquals(client.Digest, digest))
            {
                user ??= client.User;
            }
        }

        return user;
    }

    private static byte[] Digest(string credentials) => SHA256.HashData(Encoding.UTF8.GetBytes(credentials));
}
