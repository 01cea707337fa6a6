using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Settings.Rbac;
using Nestor.Wire.Options;

namespace Nestor.Model.Settings;

/// <summary>What the configurations of both servers have alike.</summary>
/// <param name="defs">The definitions known when none is configured.</param>
/// <param name="identifiers">What reservations are looked up by when nothing is configured.</param>
public abstract class DhcpSettings(OptionDefs defs, IReadOnlyList<HostIdentifierType> identifiers)
{
    public OptionSet Options { get; init; } = OptionSet.Empty;

    /// <summary>All client classes the configuration speaks of.</summary>
    public abstract ClassNames ClassNames { get; }

    public OptionDefs OptionDefs { get; init; } = defs;

    /// <summary>What was noted about definitions, by space and code.</summary>
    public IReadOnlyDictionary<(string Space, ushort Code), Element> OptionDefContexts { get; init; } =
        new Dictionary<(string Space, ushort Code), Element>();

    /// <summary>user-context of the whole server, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>In the order they are tried.</summary>
    public IReadOnlyList<HostIdentifierType> HostIdentifiers { get; init; } = identifiers;

    public InterfacesSettings Interfaces { get; init; } = new();

    public LeaseDatabaseSettings LeaseDatabase { get; init; } = new();

    public ExpirySettings Expiry { get; init; } = new();

    public DdnsSettings Ddns { get; init; } = new();

    public SanityCheckSettings SanityChecks { get; init; } = new();

    public IReadOnlyList<LoggerSettings> Loggers { get; init; } = [];

    /// <summary>Where commands are taken; each name once.</summary>
    public ControlSettings ControlSockets { get; init; } = ControlSettings.None;

    /// <summary>What takes part in serving, in this order; <c>libdhcp_rbac</c> is not among them: see <see cref="Roles"/>.</summary>
    public IReadOnlyList<HookLibrarySettings> HookLibraries { get; init; } = [];

    /// <summary>Who may use which commands over HTTP; null where <c>libdhcp_rbac</c> is not configured.</summary>
    public RbacSettings? Roles { get; init; }

    /// <summary>Where it is written down who changed what; null for nowhere.</summary>
    public AuditSettings? Audit { get; init; }

    /// <summary>Where metrics are sent; null for nowhere.</summary>
    public OtlpSettings? Otlp { get; init; }

    public MultiThreadingSettings MultiThreading { get; init; } = new();

    public PacketQueueSettings PacketQueue { get; init; } = new();

    public SampleSettings Samples { get; init; } = new(20, 0);

    /// <summary>Seconds a declined address is out of use.</summary>
    public uint DeclineProbationPeriod { get; init; } = 86400;

    /// <summary>
    /// Reservations are looked at before leases. That is done in any case, as with Kea's threads: they are as near at
    /// hand as the leases are.
    /// </summary>
    public bool ReservationsLookupFirst { get; init; }

    public bool EarlyGlobalReservationsLookup { get; init; }

    public bool IpReservationsUnique { get; init; } = true;

    /// <summary>Queries that may wait for something outside at one time.</summary>
    public uint ParkedPacketLimit { get; init; } = 256;

    /// <summary>When clients are told to come back for new settings.</summary>
    public ReconfigureMode Reconfigure { get; init; }

    /// <summary>
    /// dhcp4o6-port: the DHCPv6 server hands DHCPv4 queries over from this UDP port of ::1, the DHCPv4 server takes them
    /// at the next one (RFC 7341); 0 is never.
    /// </summary>
    public ushort Dhcp4o6Port { get; init; }

    public string ServerTag { get; init; } = "";

    /// <summary>What becomes of a configuration with something wrong in it.</summary>
    public OnError OnError { get; init; }

    /// <summary>Entries that were left out of this one.</summary>
    public IReadOnlyList<QuarantinedEntry> Quarantined { get; init; } = [];

    /// <summary>
    /// What they were read from: the server's map with today's spellings, without what was left out. Null for settings
    /// that were not read.
    /// </summary>
    public Element? Source { get; init; }
}
