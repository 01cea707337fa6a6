using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>What became of a configuration.</summary>
/// <param name="Settings">Null when it is refused.</param>
/// <param name="Diagnostics">Everything there is to say about it, in the order of the passes.</param>
public sealed record LoadResult<T>(T? Settings, Diagnostics Diagnostics)
    where T : class
{
    /// <summary>The whole text as it was read, with included files; null when it is none.</summary>
    public Element? Root { get; init; }

    /// <summary>
    /// The server's map with today's keywords only, each with a value of its type; null when there is no such map.
    /// </summary>
    public Element? Checked { get; init; }
}

/// <summary>
/// From the text of a configuration to frozen settings, in passes: read, check keywords, build with everything
/// inherited worked out. All errors are found in one go; nothing but included files and those with
/// secrets is touched.
/// </summary>
public static class ConfigLoader
{
    /// <summary>Servers' configurations that may stand in the same file.</summary>
    private static readonly string[] Servers = ["Dhcp4", "Dhcp6", "DhcpDdns", "Control-agent", "Netconf", "Logging"];

    /// <summary>Loads the DHCPv4 server's part of a file.</summary>
    public static LoadResult<Dhcp4Settings> Load4(byte[] text, string file, JsonReader.IncludeOpener? open, LoadRules? rules = null) =>
        Load(KeywordTable.V4, text, file, open, rules, Build4);

    /// <summary>Loads the DHCPv6 server's part of a file.</summary>
    public static LoadResult<Dhcp6Settings> Load6(byte[] text, string file, JsonReader.IncludeOpener? open, LoadRules? rules = null) =>
        Load(KeywordTable.V6, text, file, open, rules, Build6);

    /// <summary>Takes a DHCPv4 server's configuration that is read already: a map with the member Dhcp4.</summary>
    public static LoadResult<Dhcp4Settings> Load4(Element root, LoadRules? rules = null) =>
        Load(KeywordTable.V4, root, "", new Diagnostics(), rules, Build4);

    /// <summary>Takes a DHCPv6 server's configuration that is read already: a map with the member Dhcp6.</summary>
    public static LoadResult<Dhcp6Settings> Load6(Element root, LoadRules? rules = null) =>
        Load(KeywordTable.V6, root, "", new Diagnostics(), rules, Build6);

    /// <summary>
    /// Loads the control agent's part of a file. Kea 2.2 had no security policy, and its agents are configured without
    /// passwords: that is warned of and never refused.
    /// </summary>
    public static LoadResult<AgentSettings> LoadAgent(byte[] text, string file, JsonReader.IncludeOpener? open, LoadRules? rules = null) =>
        Load(KeywordTable.Agent, text, file, open, (rules ?? LoadRules.Strict) with { IsTrusting = true }, AgentReader.Build);

    /// <summary>Takes a control agent's configuration that is read already: a map with the member Control-agent.</summary>
    public static LoadResult<AgentSettings> LoadAgent(Element root, LoadRules? rules = null) =>
        Load(KeywordTable.Agent, root, "", new Diagnostics(), (rules ?? LoadRules.Strict) with { IsTrusting = true }, AgentReader.Build);

    private static LoadResult<TSettings> Load<TSettings>(
        KeywordTable keywords, byte[] text, string file, JsonReader.IncludeOpener? open, LoadRules? rules, Func<Element, Reading, TSettings> build)
        where TSettings : class
    {
        var diagnostics = new Diagnostics();
        return Load(keywords, JsonReader.Read(text, file, diagnostics, open, keepsRepeats: true), file, diagnostics, rules, build);
    }

    private static LoadResult<TSettings> Load<TSettings>(
        KeywordTable keywords, Element? root, string file, Diagnostics diagnostics, LoadRules? rules, Func<Element, Reading, TSettings> build)
        where TSettings : class
    {
        string own = keywords.Server;
        if (root is { Kind: ElementKind.Map })
        {
            SchemaCheck.RefuseRepeats(root, diagnostics);
            foreach (var member in root.Members.Where(m => m.Name != own))
            {
                if (Servers.Contains(member.Name))
                {
                    diagnostics.Warn(member.Place, $"\"{member.Name}\" is another program's configuration and is not read here");
                }
                else
                {
                    diagnostics.Error(member.Place, $"found unknown keyword \"{member.Name}\", wanted \"{own}\"");
                }
            }
        }

        if (root?[own] is not { Kind: ElementKind.Map } server)
        {
            var found = root?[own] ?? root;
            diagnostics.Error(
                found?.Place ?? new SourcePlace(file, 1, 1),
                $"found {(root is { Kind: ElementKind.Map, Members.Count: 0 } ? "an empty map" : found is null ? "nothing" : Element.NameOf(found.Kind))}, wanted a map \"{own}\"");
            return new LoadResult<TSettings>(null, diagnostics);
        }

        var quarantine = new Quarantine(diagnostics, Quarantine.Mode(server), rules?.LeftOut ?? []);
        var moved = OlderSpellings.MoveDdns(server, diagnostics);
        var checkedTree = new SchemaCheck(keywords, diagnostics, quarantine).Run(moved);
        var settings = build(checkedTree, new Reading(diagnostics, quarantine, rules ?? LoadRules.Strict));
        if (settings is DhcpSettings dhcp && !diagnostics.HasErrors)
        {
            rules?.CheckLibraries?.Invoke(dhcp, diagnostics);
        }

        return new LoadResult<TSettings>(diagnostics.HasErrors ? null : settings, diagnostics) { Root = root, Checked = checkedTree };
    }

    private static Dhcp4Settings Build4(Element dhcp4, Reading reading)
    {
        var options = new OptionReader(reading, Universe.V4);
        options.ReadDefinitions(dhcp4["option-def"]);
        var classes = new ClassReader4(reading, options);
        var definitions = classes.Read(dhcp4["client-classes"]);
        var global = ScopeReader.Read4(reading, dhcp4, new(new()));
        var reservations = new ReservationReader4(reading, options)
        {
            AreAddressesUnique = Reading.Boolean(dhcp4, "ip-reservations-unique", true),
        };
        var hosts = new HostTable4(SubnetReader4.CountReservations(dhcp4, "subnet4"));
        hosts.AddRange(reservations.Read(dhcp4["reservations"], 0, null));
        var subnets = new SubnetReader4(reading, options, reservations, hosts);
        subnets.Read(dhcp4, global);
        var globalOptions = options.Read(dhcp4["option-data"]);
        classes.WarnOfUndefined();
        return new Dhcp4Settings(subnets.Subnets, subnets.Networks)
        {
            Global = global.Parameters,
            Options = globalOptions,
            Classes = new(reading.ClassNames, definitions),
            OptionDefs = options.Defs,
            OptionDefContexts = options.DefContexts,
            Hosts = hosts,
            HostIdentifiers = HostIdentifiers.V4.Order(reading, dhcp4["host-reservation-identifiers"], new Dhcp4Settings([], []).HostIdentifiers),
            Interfaces = ServiceReader.Interfaces<Ip4>(reading, dhcp4["interfaces-config"], "eth0/192.0.2.1"),
            LeaseDatabase = ServiceReader.LeaseDatabase(reading, dhcp4["lease-database"]),
            Expiry = ServiceReader.Expiry(reading, dhcp4["expired-leases-processing"]),
            Ddns = DdnsReader.Server(reading, dhcp4["dhcp-ddns"]),
            Compatibility = ServiceReader.Compatibility4(dhcp4["compatibility"]),
            SanityChecks = ServiceReader.SanityChecks(dhcp4["sanity-checks"]),
            Loggers = ServiceReader.Loggers(reading, dhcp4["loggers"]),
            ControlSockets = ControlSocketReader.Read4(reading, dhcp4["control-sockets"]),
            Roles = HookLibraries.Roles(dhcp4["hooks-libraries"], reading.Diagnostics),
            HookLibraries = HookLibraries.Read(dhcp4["hooks-libraries"], reading.Diagnostics),
            Audit = AuditReader.Read(reading, dhcp4["audit"]),
            Otlp = OtlpReader.Read(reading, dhcp4["otlp"]),
            DeclineProbationPeriod = reading.UInt32(dhcp4, "decline-probation-period", 86400),
            Reconfigure = ReconfigureReader.Read(dhcp4),
            EchoClientId = Reading.Boolean(dhcp4, "echo-client-id", true),
            ReservationsLookupFirst = Reading.Boolean(dhcp4, "reservations-lookup-first", false),
            EarlyGlobalReservationsLookup = Reading.Boolean(dhcp4, "early-global-reservations-lookup", false),
            IpReservationsUnique = Reading.Boolean(dhcp4, "ip-reservations-unique", true),
            Dhcp4o6Port = (ushort)reading.UInt32(dhcp4, "dhcp4o6-port", 0, ushort.MaxValue - 1),
            StashAgentOptions = Reading.Boolean(dhcp4, "stash-agent-options", false),
            MultiThreading = QueueReader.Threads(reading, dhcp4["multi-threading"]),
            PacketQueue = QueueReader.Queue(reading, dhcp4["dhcp-queue-control"], "kea-ring4"),
            Samples = QueueReader.Samples(reading, dhcp4),
            ParkedPacketLimit = reading.UInt32(dhcp4, "parked-packet-limit", 256),
            UserContext = Reading.UserContext(dhcp4),
            ServerTag = Reading.Text(dhcp4, "server-tag") ?? "",
            OnError = reading.Quarantine.OnError,
            Quarantined = reading.Quarantine.Entries,
            Source = reading.Quarantine.Kept(dhcp4),
        };
    }

    private static Dhcp6Settings Build6(Element dhcp6, Reading reading)
    {
        var options = new OptionReader(reading, Universe.V6);
        options.ReadDefinitions(dhcp6["option-def"]);
        var classes = new ClassReader6(reading, options);
        var definitions = classes.Read(dhcp6["client-classes"]);
        var global = ScopeReader.Read6(reading, dhcp6, new(new()));
        var reservations = new ReservationReader6(reading, options)
        {
            AreAddressesUnique = Reading.Boolean(dhcp6, "ip-reservations-unique", true),
        };
        var hosts = new HostTable6(SubnetReader6.CountReservations(dhcp6, "subnet6"));
        hosts.AddRange(reservations.Read(dhcp6["reservations"], 0, null));
        var subnets = new SubnetReader6(reading, options, reservations, hosts);
        subnets.Read(dhcp6, global);
        ServerReader6.WarnOfDataDirectory(reading, dhcp6);
        var globalOptions = options.Read(dhcp6["option-data"]);
        classes.WarnOfUndefined();
        return new Dhcp6Settings(subnets.Subnets, subnets.Networks)
        {
            Global = global.Parameters,
            Options = globalOptions,
            Classes = new(reading.ClassNames, definitions),
            OptionDefs = options.Defs,
            OptionDefContexts = options.DefContexts,
            Hosts = hosts,
            HostIdentifiers = HostIdentifiers.V6.Order(reading, dhcp6["host-reservation-identifiers"], new Dhcp6Settings([], []).HostIdentifiers),
            Interfaces = ServiceReader.Interfaces<Ip6>(reading, dhcp6["interfaces-config"], "eth0/2001:db8::1"),
            LeaseDatabase = ServiceReader.LeaseDatabase(reading, dhcp6["lease-database"]),
            Expiry = ServiceReader.Expiry(reading, dhcp6["expired-leases-processing"]),
            Ddns = DdnsReader.Server(reading, dhcp6["dhcp-ddns"]),
            LenientOptionParsing = dhcp6["compatibility"] is { } compatibility && Reading.Boolean(compatibility, "lenient-option-parsing", false),
            SanityChecks = ServiceReader.SanityChecks(dhcp6["sanity-checks"]),
            Loggers = ServiceReader.Loggers(reading, dhcp6["loggers"]),
            ControlSockets = ControlSocketReader.Read6(reading, dhcp6["control-sockets"]),
            Roles = HookLibraries.Roles(dhcp6["hooks-libraries"], reading.Diagnostics),
            HookLibraries = HookLibraries.Read(dhcp6["hooks-libraries"], reading.Diagnostics),
            Audit = AuditReader.Read(reading, dhcp6["audit"]),
            Otlp = OtlpReader.Read(reading, dhcp6["otlp"]),
            DeclineProbationPeriod = reading.UInt32(dhcp6, "decline-probation-period", 86400),
            Dhcp4o6Port = (ushort)reading.UInt32(dhcp6, "dhcp4o6-port", 0, ushort.MaxValue - 1),
            ServerId = ServerReader6.ServerId(reading, dhcp6["server-id"]),
            MacSources = ServerReader6.MacSources(reading, dhcp6["mac-sources"]),
            RelaySuppliedOptions = ServerReader6.RelaySuppliedOptions(reading, dhcp6["relay-supplied-options"], options.Defs),
            AllowsAddressRegistration = Reading.Boolean(dhcp6, "allow-address-registration", true),
            Reconfigure = ReconfigureReader.Read(dhcp6),
            ReservationsLookupFirst = Reading.Boolean(dhcp6, "reservations-lookup-first", false),
            EarlyGlobalReservationsLookup = Reading.Boolean(dhcp6, "early-global-reservations-lookup", false),
            IpReservationsUnique = Reading.Boolean(dhcp6, "ip-reservations-unique", true),
            MultiThreading = QueueReader.Threads(reading, dhcp6["multi-threading"]),
            PacketQueue = QueueReader.Queue(reading, dhcp6["dhcp-queue-control"], "kea-ring6"),
            Samples = QueueReader.Samples(reading, dhcp6),
            ParkedPacketLimit = reading.UInt32(dhcp6, "parked-packet-limit", 256),
            UserContext = Reading.UserContext(dhcp6),
            ServerTag = Reading.Text(dhcp6, "server-tag") ?? "",
            OnError = reading.Quarantine.OnError,
            Quarantined = reading.Quarantine.Entries,
            Source = reading.Quarantine.Kept(dhcp6),
        };
    }
}
