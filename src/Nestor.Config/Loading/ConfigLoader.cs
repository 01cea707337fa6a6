using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>What became of a configuration.</summary>
/// <param name="Settings">Null when it is refused.</param>
/// <param name="Diagnostics">Everything there is to say about it, in the order of the passes.</param>
public sealed record LoadResult<T>(T? Settings, Diagnostics Diagnostics)
    where T : class;

/// <summary>
/// From the text of a configuration to frozen settings, in passes: read, check keywords, build with everything
/// inherited worked out. All errors are found in one go; nothing but included files is touched.
/// </summary>
public static class ConfigLoader
{
    /// <summary>Other servers' configurations that may stand in the same file.</summary>
    private static readonly string[] OtherServers = ["Dhcp6", "DhcpDdns", "Control-agent", "Netconf", "Logging"];

    /// <summary>Loads the DHCPv4 server's part of a file.</summary>
    public static LoadResult<Dhcp4Settings> Load4(byte[] text, string file, JsonReader.IncludeOpener? open)
    {
        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(text, file, diagnostics, open);
        if (root is { Kind: ElementKind.Map })
        {
            foreach (var member in root.Members.Where(m => m.Name != "Dhcp4"))
            {
                if (OtherServers.Contains(member.Name))
                {
                    diagnostics.Warn(member.Place, $"\"{member.Name}\" is another program's configuration and is not read here");
                }
                else
                {
                    diagnostics.Error(member.Place, $"found unknown keyword \"{member.Name}\", wanted \"Dhcp4\"");
                }
            }
        }

        if (root?["Dhcp4"] is not { Kind: ElementKind.Map } dhcp4)
        {
            var found = root?["Dhcp4"] ?? root;
            diagnostics.Error(
                found?.Place ?? new SourcePlace(file, 1, 1),
                $"found {(root is { Kind: ElementKind.Map, Members.Count: 0 } ? "an empty map" : found is null ? "nothing" : Element.NameOf(found.Kind))}, wanted a map \"Dhcp4\"");
            return new LoadResult<Dhcp4Settings>(null, diagnostics);
        }

        var settings = Build(new SchemaCheck(diagnostics).Run(dhcp4), diagnostics);
        return new LoadResult<Dhcp4Settings>(diagnostics.HasErrors ? null : settings, diagnostics);
    }

    private static Dhcp4Settings Build(Element dhcp4, Diagnostics diagnostics)
    {
        var reading = new Reading(diagnostics);
        var options = new OptionReader4(reading);
        options.ReadDefinitions(dhcp4["option-def"]);
        var global = ScopeReader4.Read(reading, dhcp4, new Scope4(new ScopeParameters4()));
        var reservations = new ReservationReader4(reading, options);
        var hosts = new List<Reservation4>(reservations.Read(dhcp4["reservations"], 0, null));
        var subnets = new SubnetReader4(reading, options, reservations);
        subnets.Read(dhcp4, global);
        hosts.AddRange(subnets.Reservations);
        return new Dhcp4Settings(subnets.Subnets, subnets.Networks)
        {
            Global = global.Parameters,
            Options = options.Read(dhcp4["option-data"]),
            OptionDefs = options.Defs,
            OptionDefContexts = options.DefContexts,
            Hosts = new HostTable4(hosts),
            HostIdentifiers = ServiceReader4.HostIdentifiers(reading, dhcp4["host-reservation-identifiers"]),
            Interfaces = ServiceReader4.Interfaces(reading, dhcp4["interfaces-config"]),
            LeaseDatabase = ServiceReader4.LeaseDatabase(reading, dhcp4["lease-database"]),
            Expiry = ServiceReader4.Expiry(reading, dhcp4["expired-leases-processing"]),
            Compatibility = ServiceReader4.Compatibility(dhcp4["compatibility"]),
            SanityChecks = ServiceReader4.SanityChecks(dhcp4["sanity-checks"]),
            Loggers = ServiceReader4.Loggers(reading, dhcp4["loggers"]),
            DeclineProbationPeriod = reading.UInt32(dhcp4, "decline-probation-period", 86400),
            Reconfigure = ReconfigureReader.Read(dhcp4),
            EchoClientId = Reading.Boolean(dhcp4, "echo-client-id", true),
            ReservationsLookupFirst = Reading.Boolean(dhcp4, "reservations-lookup-first", false),
            EarlyGlobalReservationsLookup = Reading.Boolean(dhcp4, "early-global-reservations-lookup", false),
            IpReservationsUnique = Reading.Boolean(dhcp4, "ip-reservations-unique", true),
            StashAgentOptions = Reading.Boolean(dhcp4, "stash-agent-options", false),
            ParkedPacketLimit = reading.UInt32(dhcp4, "parked-packet-limit", 256),
            UserContext = Reading.UserContext(dhcp4),
            ServerTag = Reading.Text(dhcp4, "server-tag") ?? "",
        };
    }
}
