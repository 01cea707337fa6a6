using System.Net;
using Nestor.Json;

namespace Nestor.Model.Settings;

/// <summary>One place where commands are taken by HTTP: an entry of <c>control-sockets</c> of type http or https.</summary>
public sealed record HttpSocketSettings(IPAddress Address, ushort Port)
{
    /// <summary>Null for clear text.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Null when everybody may ask.</summary>
    public AuthenticationSettings? Authentication { get; init; }

    /// <summary>Nestor's own keyword <c>endpoints</c>.</summary>
    public HttpOffers Offers { get; init; } = HttpOffers.Commands;

    /// <summary>Sent with each answer.</summary>
    public IReadOnlyList<HttpHeaderSettings> Headers { get; init; } = [];

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    public bool IsSecure => Tls is not null;

    public IPEndPoint EndPoint => new(Address, Port);

    public override string ToString() => $"{(IsSecure ? "https" : "http")}://{EndPoint}";
}

/// <summary>What a listener answers.</summary>
[Flags]
public enum HttpOffers : byte
{
    None = 0,
    Commands = 1,

    /// <summary>/metrics.</summary>
    Metrics = 2,

    /// <summary>/health/live and /health/ready.</summary>
    Health = 4,
}

/// <summary>A header of <c>http-headers</c>.</summary>
public sealed record HttpHeaderSettings(string Name, string Value)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary>Certificates of a server, in files in PEM form.</summary>
/// <param name="TrustAnchor">A file or a folder with the authorities that clients' certificates are from.</param>
/// <param name="IsClientRequired">A client without a certificate is not served.</param>
public sealed record TlsSettings(string TrustAnchor, string CertFile, string KeyFile, bool IsClientRequired);

/// <summary>Who may ask (RFC 7617), with the files read in that names and passwords are in.</summary>
/// <param name="Clients">With none everybody may ask.</param>
public sealed record AuthenticationSettings(string Realm, IReadOnlyList<CredentialSettings> Clients)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary>A user's name and password.</summary>
public sealed record CredentialSettings(string User, string Password)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>Never the password: this may end up in a log.</summary>
    public override string ToString() => User;
}
