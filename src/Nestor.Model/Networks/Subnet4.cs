using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>A subnet with everything it inherits worked out. Frozen with the configuration it belongs to.</summary>
public sealed class Subnet4
{
    /// <summary>1 to 4294967294.</summary>
    public required uint Id { get; init; }

    public required Ip4 Prefix { get; init; }

    /// <summary>0 to 32.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The prefix as in 192.0.2.0/24.</summary>
    public required string Text { get; init; }

    public required ScopeParameters4 Parameters { get; init; }

    public IReadOnlyList<Pool4> Pools { get; init; } = [];

    /// <summary>The subnet's own options, without those of network and globe.</summary>
    public OptionSet Options { get; init; } = OptionSet.Empty;

    /// <summary>Name of the local interface whose direct clients belong here (own or the network's); null when none.</summary>
    public string? Interface { get; init; }

    /// <summary>The subnet's own relay addresses.</summary>
    public IReadOnlyList<Ip4> Relays { get; init; } = [];

    /// <summary>Guard classes; empty lets everybody in.</summary>
    public string[] ClientClasses { get; init; } = [];

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>Null for a plain subnet. Set once, by the network's constructor.</summary>
    public SharedNetwork4? Network { get; internal set; }

    /// <summary>Place in <see cref="Dhcp4Settings.Subnets"/>; tables of the engine are indexed by it.</summary>
    public int Ordinal { get; internal set; } = -1;

    public AddressRange<Ip4> Range =>
        new(Prefix, new Ip4(Prefix.Value | ~Ip4.Mask(PrefixLength).Value));

    public bool Contains(Ip4 address) => (address.Value & Ip4.Mask(PrefixLength).Value) == Prefix.Value;
}
