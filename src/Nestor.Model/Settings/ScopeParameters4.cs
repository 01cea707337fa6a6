using Nestor.Wire.Values;

namespace Nestor.Model.Settings;

/// <summary>What a DHCPv4 scope may set beyond <see cref="ScopeParameters"/>.</summary>
public sealed record ScopeParameters4 : ScopeParameters
{
    public ScopeParameters4() => T2Percent = 0.875;

    public bool IsAuthoritative { get; init; }

    public bool MatchClientId { get; init; } = true;

    /// <summary>siaddr of replies; zero when not configured.</summary>
    public Ip4 NextServer { get; init; }

    /// <summary>At most 63 bytes of ASCII for the sname field; empty when not configured.</summary>
    public byte[] ServerHostname { get; init; } = [];

    /// <summary>At most 127 bytes for the file field; empty when not configured.</summary>
    public byte[] BootFileName { get; init; } = [];

    /// <summary>Seconds an offered address is held; 0 holds nothing.</summary>
    public uint OfferLifetime { get; init; }

    /// <summary>A DISCOVER that asks for it is answered by an ACK at once (RFC 4039).</summary>
    public bool IsRapidCommit { get; init; }
}
