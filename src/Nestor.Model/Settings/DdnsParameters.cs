using Nestor.Wire.Dns;

namespace Nestor.Model.Settings;

/// <summary><c>ddns-replace-client-name</c>: when the server makes a name of the address.</summary>
public enum NameReplacement : byte
{
    /// <summary>Only for a client that leaves its name to the server.</summary>
    Never,

    Always,

    /// <summary>When the client sent a name.</summary>
    WhenPresent,

    /// <summary>When the client sent none.</summary>
    WhenNotPresent,
}

/// <summary><c>ddns-conflict-resolution-mode</c>: what D2 asks of a name that is in the DNS already (RFC 4703).</summary>
public enum ConflictResolution : byte
{
    CheckWithDhcid,
    NoCheckWithDhcid,
    CheckExistsWithDhcid,
    NoCheckWithoutDhcid,
}

/// <summary>
/// Names of clients and what becomes of them in the DNS, for one scope with everything inherited worked out. Scopes
/// that set none of it share the object of the scope above.
/// </summary>
public sealed record DdnsParameters
{
    /// <summary>Longest <see cref="GeneratedPrefix"/> and <see cref="QualifyingSuffix"/>.</summary>
    public const int MaxPart = DomainName.MaxText;

    public static readonly DdnsParameters Default = new();

    /// <summary>Updates are sent, if <see cref="DdnsSettings.EnablesUpdates"/> says so too.</summary>
    public bool SendsUpdates { get; init; } = true;

    /// <summary>The DNS is updated though the client asks for no updates at all.</summary>
    public bool OverridesNoUpdate { get; init; }

    /// <summary>The server updates the forward zone though the client wants to do that itself.</summary>
    public bool OverridesClientUpdate { get; init; }

    public NameReplacement ReplaceClientName { get; init; }

    /// <summary>UTF-8, what generated names start with.</summary>
    public byte[] GeneratedPrefix { get; init; } = "myhost"u8.ToArray();

    /// <summary>UTF-8, without dots at either end; empty when partial names stay as they are.</summary>
    public byte[] QualifyingSuffix { get; init; } = [];

    /// <summary>A renewal updates the DNS even when nothing has changed.</summary>
    public bool UpdatesOnRenew { get; init; }

    public ConflictResolution ConflictResolution { get; init; }

    /// <summary>Seconds; null when the TTL follows from the lifetime.</summary>
    public uint? Ttl { get; init; }

    /// <summary>Share of the lifetime; null for a third.</summary>
    public double? TtlPercent { get; init; }

    /// <summary>Seconds; null for 600.</summary>
    public uint? TtlMin { get; init; }

    /// <summary>Seconds; null for no bound.</summary>
    public uint? TtlMax { get; init; }

    /// <summary><c>hostname-char-set</c>, as written.</summary>
    public string CharSet { get; init; } = NameCharacters.DefaultSet;

    /// <summary><c>hostname-char-replacement</c>, as written.</summary>
    public string CharReplacement { get; init; } = "";

    /// <summary>What <see cref="CharSet"/> and <see cref="CharReplacement"/> do to a name.</summary>
    public NameCharacters Characters { get; init; } = NameCharacters.Default;
}
