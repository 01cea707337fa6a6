using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Model.Settings;

/// <summary>A whole DHCPv4 configuration, checked and frozen. The engine takes one snapshot per batch.</summary>
public sealed class Dhcp4Settings : DhcpSettings
{
    public Dhcp4Settings(IReadOnlyList<Subnet4> subnets, IReadOnlyList<SharedNetwork4> networks)
        : base(
            OptionDefs.Standard4,
            [HostIdentifierType.HwAddress, HostIdentifierType.Duid, HostIdentifierType.CircuitId, HostIdentifierType.ClientId])
    {
        Subnets = SubnetOrder.Number<Ip4, Subnet4>(subnets);
        Networks = networks;
    }

    /// <summary>All subnets, those of shared networks too, by ascending id.</summary>
    public IReadOnlyList<Subnet4> Subnets { get; }

    public IReadOnlyList<SharedNetwork4> Networks { get; }

    /// <summary>What holds where no subnet is selected.</summary>
    public ScopeParameters4 Global { get; init; } = new();

    public HostTable4 Hosts { get; init; } = new(0);

    public ClassDefinitions<ClientClass4> Classes { get; init; } = ClassDefinitions<ClientClass4>.None;

    public override ClassNames ClassNames => Classes.Names;

    public CompatibilitySettings4 Compatibility { get; init; } = new();

    /// <summary>Option 61 of the query is repeated in the reply (RFC 6842).</summary>
    public bool EchoClientId { get; init; } = true;

    public bool StashAgentOptions { get; init; }
}
