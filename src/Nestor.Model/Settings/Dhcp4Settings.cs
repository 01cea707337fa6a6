using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Wire.Options;

namespace Nestor.Model.Settings;

/// <summary>A whole DHCPv4 configuration, checked and frozen. The engine takes one snapshot per batch.</summary>
public sealed class Dhcp4Settings
{
    public Dhcp4Settings(IReadOnlyList<Subnet4> subnets, IReadOnlyList<SharedNetwork4> networks)
    {
        Subnets = [.. subnets.OrderBy(s => s.Id)];
        for (int i = 0; i < Subnets.Count; i++)
        {
            Subnets[i].Ordinal = i;
        }

        Networks = networks;
    }

    /// <summary>All subnets, those of shared networks too, by ascending id.</summary>
    public IReadOnlyList<Subnet4> Subnets { get; }

    public IReadOnlyList<SharedNetwork4> Networks { get; }

    /// <summary>What holds where no subnet is selected.</summary>
    public ScopeParameters4 Global { get; init; } = new();

    public OptionSet Options { get; init; } = OptionSet.Empty;

    public OptionDefs OptionDefs { get; init; } = OptionDefs.Standard4;

    /// <summary>What was noted about definitions, by space and code.</summary>
    public IReadOnlyDictionary<(string Space, ushort Code), Element> OptionDefContexts { get; init; } =
        new Dictionary<(string Space, ushort Code), Element>();

    /// <summary>user-context of the whole server, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    public HostTable4 Hosts { get; init; } = HostTable4.Empty;

    /// <summary>In the order they are tried.</summary>
    public IReadOnlyList<HostIdentifierType> HostIdentifiers { get; init; } =
        [HostIdentifierType.HwAddress, HostIdentifierType.Duid, HostIdentifierType.CircuitId, HostIdentifierType.ClientId];

    public InterfacesSettings Interfaces { get; init; } = new();

    public LeaseDatabaseSettings LeaseDatabase { get; init; } = new();

    public ExpirySettings Expiry { get; init; } = new();

    public CompatibilitySettings4 Compatibility { get; init; } = new();

    public SanityCheckSettings SanityChecks { get; init; } = new();

    public IReadOnlyList<LoggerSettings> Loggers { get; init; } = [];

    /// <summary>Seconds a declined address is out of use.</summary>
    public uint DeclineProbationPeriod { get; init; } = 86400;

    /// <summary>Option 61 of the query is repeated in the reply (RFC 6842).</summary>
    public bool EchoClientId { get; init; } = true;

    public bool ReservationsLookupFirst { get; init; }

    public bool EarlyGlobalReservationsLookup { get; init; }

    public bool IpReservationsUnique { get; init; } = true;

    public bool StashAgentOptions { get; init; }

    /// <summary>Queries that may wait for something outside at one time.</summary>
    public uint ParkedPacketLimit { get; init; } = 256;

    public string ServerTag { get; init; } = "";
}
