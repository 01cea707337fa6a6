using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>One entry of <c>reservations</c> of a DHCPv6 server. Frozen.</summary>
public sealed record Reservation6 : Reservation
{
    /// <summary>In the order the client's IAs get them.</summary>
    public IReadOnlyList<Ip6> Addresses { get; init; } = [];

    /// <summary>In the order the client's IAs get them; their bits behind the length are zero.</summary>
    public IReadOnlyList<ReservedPrefix6> Prefixes { get; init; } = [];
}

/// <summary>A prefix kept for a client.</summary>
/// <param name="Excluded">What the client may not use of it (RFC 6603); null when nothing.</param>
public readonly record struct ReservedPrefix6(Prefix6 Prefix, Prefix6? Excluded = null);
