using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>What a subnet is in either family.</summary>
/// <param name="Text">The prefix as in 192.0.2.0/24.</param>
/// <param name="Device">Its own interface; null when none is set.</param>
internal readonly record struct SubnetFacts<TAddr>(uint Id, AddressRange<TAddr> Range, int Length, string Text, string? Device)
    where TAddr : struct, IAddress<TAddr>;
