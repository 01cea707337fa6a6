using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <inheritdoc/>
public sealed class Subnet6 : Subnet<Ip6>
{
    public required ScopeParameters6 Parameters { get; init; }

    /// <summary>Of addresses, in configured order.</summary>
    public IReadOnlyList<Pool6> Pools { get; init; } = [];

    /// <summary>Of prefixes, in configured order.</summary>
    public IReadOnlyList<Pool6> PdPools { get; init; } = [];

    /// <summary>The interface-id option (18) whose clients belong here; empty when none (own or the network's).</summary>
    public byte[] InterfaceId { get; init; } = [];

    /// <summary>Null for a plain subnet. Set once, by the network's constructor.</summary>
    public SharedNetwork6? Network { get; internal set; }

    public override SharedNetwork<Ip6>? SharedNetwork => Network;
}
