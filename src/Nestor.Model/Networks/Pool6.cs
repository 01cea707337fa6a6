using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>IPv6 addresses, or prefixes of one length, that are handed out to clients without a reservation.</summary>
/// <param name="DelegatedLength">128 for addresses; for prefixes the length each client gets, not shorter than the pool's prefix.</param>
public sealed record Pool6(AddressRange<Ip6> Range, uint Id, OptionSet Options, string Text, byte DelegatedLength = 128)
    : Pool<Ip6>(Range, Id, Options, Text)
{
    /// <summary>What a client may not use of a prefix it gets (RFC 6603), as in the pool's first one; null when nothing.</summary>
    public Prefix6? Excluded { get; init; }

    public bool IsPrefixes => DelegatedLength < 128;
}
