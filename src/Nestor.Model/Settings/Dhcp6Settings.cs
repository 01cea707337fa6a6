using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Model.Settings;

/// <summary>A whole DHCPv6 configuration, checked and frozen. The engine takes one snapshot per batch.</summary>
public sealed class Dhcp6Settings : DhcpSettings
{
    public Dhcp6Settings(IReadOnlyList<Subnet6> subnets, IReadOnlyList<SharedNetwork6> networks)
        : base(OptionDefs.Standard6, [HostIdentifierType.HwAddress, HostIdentifierType.Duid])
    {
        Subnets = SubnetOrder.Number<Ip6, Subnet6>(subnets);
        Networks = networks;
    }

    /// <summary>All subnets, those of shared networks too, by ascending id.</summary>
    public IReadOnlyList<Subnet6> Subnets { get; }

    public IReadOnlyList<SharedNetwork6> Networks { get; }

    /// <summary>What holds where no subnet is selected.</summary>
    public ScopeParameters6 Global { get; init; } = new();

    public HostTable6 Hosts { get; init; } = new(0);

    public ClassDefinitions<ClientClass6> Classes { get; init; } = ClassDefinitions<ClientClass6>.None;

    public override ClassNames ClassNames => Classes.Names;

    public ServerIdSettings ServerId { get; init; } = new();

    /// <summary>
    /// Where a client's hardware address may be learned, in the order they are tried; one of the flags each.
    /// <see cref="HardwareSource.Unknown"/> stands for Kea's "any".
    /// </summary>
    public IReadOnlyList<HardwareSource> MacSources { get; init; } = [HardwareSource.Unknown];

    /// <summary>Codes that a relay may put into the reply besides 65 (RFC 6422).</summary>
    public IReadOnlyList<ushort> RelaySuppliedOptions { get; init; } = [];

    /// <summary>ADDR-REG-INFORM is answered (RFC 9686).</summary>
    public bool AllowsAddressRegistration { get; init; } = true;

    public bool LenientOptionParsing { get; init; }
}

/// <summary><c>server-id</c>: the DUID the server is known by (RFC 9915 section 11). Zero means the server's own choice.</summary>
public sealed record ServerIdSettings
{
    /// <summary><see cref="Duid.Llt"/>, En or Ll.</summary>
    public ushort Type { get; init; } = Duid.Llt;

    /// <summary>Link-layer address, or the enterprise's identifier; empty for one that is made.</summary>
    public byte[] Identifier { get; init; } = [];

    public ushort HardwareType { get; init; }

    /// <summary>Seconds since 2000.</summary>
    public uint Time { get; init; }

    public uint EnterpriseId { get; init; }

    /// <summary>It is kept in a file.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
