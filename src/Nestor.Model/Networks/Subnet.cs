using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>A subnet with everything it inherits worked out. Frozen with the configuration it belongs to.</summary>
public abstract class Subnet<TAddr>
    where TAddr : struct, IAddress<TAddr>
{
    /// <summary>1 to 4294967294.</summary>
    public required uint Id { get; init; }

    public required TAddr Prefix { get; init; }

    /// <summary>0 to the bits of an address.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The prefix as in 192.0.2.0/24.</summary>
    public required string Text { get; init; }

    /// <summary>The subnet's own options, without those of network and globe.</summary>
    public OptionSet Options { get; init; } = OptionSet.Empty;

    /// <summary>Name of the local interface whose direct clients belong here (own or the network's); null when none.</summary>
    public string? Interface { get; init; }

    /// <summary>The subnet's own relay addresses.</summary>
    public IReadOnlyList<TAddr> Relays { get; init; } = [];

    /// <summary>Guard classes.</summary>
    public ClassList ClientClasses { get; init; } = ClassList.Empty;

    /// <summary>evaluate-additional-classes: looked at once this has served the client.</summary>
    public ClassList AdditionalClasses { get; init; } = ClassList.Empty;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>Place among the settings' subnets; tables of the engine are indexed by it.</summary>
    public int Ordinal { get; internal set; } = -1;

    /// <summary>Null for a plain subnet.</summary>
    public abstract SharedNetwork<TAddr>? SharedNetwork { get; }

    /// <summary>The guards of subnet and network let a client in these classes in.</summary>
    public bool Admits(ClassSet classes) =>
        ClientClasses.Admits(classes) && (SharedNetwork is not { } network || network.ClientClasses.Admits(classes));

    public AddressRange<TAddr> Range
    {
        get
        {
            var host = HostBits;
            return new(TAddr.FromNumber(Prefix.Number & ~host), TAddr.FromNumber(Prefix.Number | host));
        }
    }

    public bool Contains(TAddr address) => ((address.Number ^ Prefix.Number) & ~HostBits) == 0;

    // A shift by 128 would shift by nothing.
    private UInt128 HostBits => TAddr.Bits - PrefixLength is < 128 and int bits ? (UInt128.One << bits) - 1 : UInt128.MaxValue;
}
