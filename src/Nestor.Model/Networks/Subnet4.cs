using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <inheritdoc/>
public sealed class Subnet4 : Subnet<Ip4>
{
    public required ScopeParameters4 Parameters { get; init; }

    public IReadOnlyList<Pool4> Pools { get; init; } = [];

    /// <summary>Which DHCPv4-over-DHCPv6 clients belong here (RFC 7341); null when none do.</summary>
    public Selector4o6? Over6 { get; init; }

    /// <summary>Null for a plain subnet. Set once, by the network's constructor.</summary>
    public SharedNetwork4? Network { get; internal set; }

    public override SharedNetwork<Ip4>? SharedNetwork => Network;
}
