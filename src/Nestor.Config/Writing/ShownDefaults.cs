using System.Text;
using Nestor.Json;
using Nestor.Wire.Options;

namespace Nestor.Config.Writing;

/// <summary>A member that a map of the normal form has, whether it was configured or not.</summary>
/// <param name="Scope">The map it stands in, as in <see cref="Keywords.Keyword"/>.</param>
/// <param name="Default">What stands there when nothing else does; null where it then stays out.</param>
/// <param name="IsInherited">The map above is asked before the default.</param>
internal sealed record ShownDefault(string Scope, string Name, Element? Default, bool IsInherited = false);

/// <summary>
/// What Kea's <c>config-get</c> fills in. Parameters that Kea works out for each subnet are shown there; those it asks
/// for when a client comes (names, boot fields, reservation modes) are shown only where they were written.
/// </summary>
internal static class ShownDefaults
{
    private const string Networks = "shared-networks";
    private const string Subnets = "subnetN";

    // Scope, name, and the value as JSON; the family where only one has it.
    private static readonly (string Scope, string Name, string Value, Universe? Only)[] Rows =
    [
        ("Control-agent", "http-host", "\"127.0.0.1\"", null),
        ("Control-agent", "http-port", "8000", null),
        ("Control-agent", "control-sockets", "{}", null),
        ("Control-agent", "hooks-libraries", "[]", null),
        ("dhcp4", "socket-type", "\"unix\"", null),
        ("dhcp6", "socket-type", "\"unix\"", null),
        ("d2", "socket-type", "\"unix\"", null),
        ("DhcpN", "allocator", "\"iterative\"", null),
        ("DhcpN", "pd-allocator", "\"iterative\"", Universe.V6),
        ("DhcpN", "allow-address-registration", "true", Universe.V6),
        ("DhcpN", "authoritative", "false", Universe.V4),
        ("DhcpN", "boot-file-name", "\"\"", Universe.V4),
        ("DhcpN", "next-server", "\"0.0.0.0\"", Universe.V4),
        ("DhcpN", "server-hostname", "\"\"", Universe.V4),
        ("DhcpN", "match-client-id", "true", Universe.V4),
        ("DhcpN", "echo-client-id", "true", Universe.V4),
        ("DhcpN", "stash-agent-options", "false", Universe.V4),
        ("DhcpN", "cache-threshold", "0.25", null),
        ("DhcpN", "calculate-tee-times", "false", Universe.V4),
        ("DhcpN", "calculate-tee-times", "true", Universe.V6),
        ("DhcpN", "t1-percent", "0.5", null),
        ("DhcpN", "t2-percent", "0.875", Universe.V4),
        ("DhcpN", "t2-percent", "0.8", Universe.V6),
        ("DhcpN", "valid-lifetime", "7200", null),
        ("DhcpN", "ddns-conflict-resolution-mode", "\"check-with-dhcid\"", null),
        ("DhcpN", "ddns-generated-prefix", "\"myhost\"", null),
        ("DhcpN", "ddns-override-client-update", "false", null),
        ("DhcpN", "ddns-override-no-update", "false", null),
        ("DhcpN", "ddns-qualifying-suffix", "\"\"", null),
        ("DhcpN", "ddns-replace-client-name", "\"never\"", null),
        ("DhcpN", "ddns-send-updates", "true", null),
        ("DhcpN", "ddns-update-on-renew", "false", null),
        ("DhcpN", "hostname-char-set", "\"[^A-Za-z0-9.-]\"", null),
        ("DhcpN", "hostname-char-replacement", "\"\"", null),
        ("DhcpN", "decline-probation-period", "86400", null),
        ("DhcpN", "dhcp-ddns", "{}", null),
        ("DhcpN", "dhcp-queue-control", "{}", null),
        ("DhcpN", "dhcp4o6-port", "0", null),
        ("DhcpN", "early-global-reservations-lookup", "false", null),
        ("DhcpN", "expired-leases-processing", "{}", null),
        ("DhcpN", "hooks-libraries", "[]", null),
        ("DhcpN", "host-reservation-identifiers", "[ \"hw-address\", \"duid\", \"circuit-id\", \"client-id\" ]", Universe.V4),
        ("DhcpN", "host-reservation-identifiers", "[ \"hw-address\", \"duid\" ]", Universe.V6),
        ("DhcpN", "interfaces-config", "{ \"re-detect\": false }", null),
        ("DhcpN", "ip-reservations-unique", "true", null),
        ("DhcpN", "lease-database", "{}", null),
        ("DhcpN", "mac-sources", "[ \"any\" ]", Universe.V6),
        ("DhcpN", "multi-threading", "{}", null),
        ("DhcpN", "option-data", "[]", null),
        ("DhcpN", "option-def", "[]", null),
        ("DhcpN", "parked-packet-limit", "256", null),
        ("DhcpN", "relay-supplied-options", "[]", Universe.V6),
        ("DhcpN", "reservations-global", "false", null),
        ("DhcpN", "reservations-in-subnet", "true", null),
        ("DhcpN", "reservations-out-of-pool", "false", null),
        ("DhcpN", "reservations-lookup-first", "false", null),
        ("DhcpN", "sanity-checks", "{}", null),
        ("DhcpN", "server-id", "{}", Universe.V6),
        ("DhcpN", "server-tag", "\"\"", null),
        ("DhcpN", Networks, "[]", null),
        ("DhcpN", Subnets, "[]", null),
        ("DhcpN", "statistic-default-sample-age", "0", null),
        ("DhcpN", "statistic-default-sample-count", "20", null),
        ("DhcpN", "store-extended-info", "false", null),
        ("dhcp-ddns", "enable-updates", "false", null),
        ("dhcp-ddns", "max-queue-size", "1024", null),
        ("dhcp-ddns", "ncr-format", "\"JSON\"", null),
        ("dhcp-ddns", "ncr-protocol", "\"UDP\"", null),
        ("dhcp-ddns", "sender-ip", "\"\"", null),
        ("dhcp-ddns", "sender-port", "0", null),
        ("dhcp-ddns", "server-ip", "\"127.0.0.1\"", null),
        ("dhcp-ddns", "server-port", "53001", null),
        ("dhcp-queue-control", "capacity", "64", null),
        ("dhcp-queue-control", "enable-queue", "false", null),
        ("dhcp-queue-control", "queue-type", "\"kea-ring4\"", Universe.V4),
        ("dhcp-queue-control", "queue-type", "\"kea-ring6\"", Universe.V6),
        ("expired-leases-processing", "flush-reclaimed-timer-wait-time", "25", null),
        ("expired-leases-processing", "hold-reclaimed-time", "3600", null),
        ("expired-leases-processing", "max-reclaim-leases", "100", null),
        ("expired-leases-processing", "max-reclaim-time", "250", null),
        ("expired-leases-processing", "reclaim-timer-wait-time", "10", null),
        ("expired-leases-processing", "unwarned-reclaim-cycles", "5", null),
        ("interfaces-config", "interfaces", "[]", null),
        ("interfaces-config", "re-detect", "true", null),
        ("lease-database", "type", "\"memfile\"", null),
        ("multi-threading", "enable-multi-threading", "true", null),
        ("multi-threading", "packet-queue-size", "64", null),
        ("multi-threading", "thread-pool-size", "0", null),
        ("sanity-checks", "extended-info-checks", "\"fix\"", null),
        ("sanity-checks", "lease-checks", "\"warn\"", null),
        ("server-id", "enterprise-id", "0", Universe.V6),
        ("server-id", "htype", "0", Universe.V6),
        ("server-id", "identifier", "\"\"", Universe.V6),
        ("server-id", "persist", "true", Universe.V6),
        ("server-id", "time", "0", Universe.V6),
        ("server-id", "type", "\"LLT\"", Universe.V6),
        ("loggers", "debuglevel", "0", null),
        ("loggers", "severity", "\"INFO\"", null),
        ("output-options", "flush", "true", null),
        ("output-options", "pattern", "\"\"", null),
        ("client-classes", "boot-file-name", "\"\"", Universe.V4),
        ("client-classes", "next-server", "\"0.0.0.0\"", Universe.V4),
        ("client-classes", "server-hostname", "\"\"", Universe.V4),
        ("client-classes", "option-def", "[]", Universe.V4),
        ("client-classes", "option-data", "[]", null),
        ("option-def", "array", "false", null),
        ("option-def", "encapsulate", "\"\"", null),
        ("option-def", "record-types", "\"\"", null),
        ("option-data", "always-send", "false", null),
        ("option-data", "never-send", "false", null),
        (Networks, "option-data", "[]", null),
        (Networks, "relay", "{}", null),
        (Networks, Subnets, "[]", null),
        (Networks, "rapid-commit", "false", Universe.V6),
        (Subnets, "4o6-interface", "\"\"", Universe.V4),
        (Subnets, "4o6-interface-id", "\"\"", Universe.V4),
        (Subnets, "4o6-subnet", "\"\"", Universe.V4),
        (Subnets, "option-data", "[]", null),
        (Subnets, "pools", "[]", null),
        (Subnets, "pd-pools", "[]", Universe.V6),
        (Subnets, "reservations", "[]", null),
        ("relay", "ip-addresses", "[]", null),
        ("pools", "option-data", "[]", null),
        ("pd-pools", "option-data", "[]", null),
        ("reservations", "client-classes", "[]", null),
        ("reservations", "hostname", "\"\"", null),
        ("reservations", "option-data", "[]", null),
        ("reservations", "boot-file-name", "\"\"", Universe.V4),
        ("reservations", "next-server", "\"0.0.0.0\"", Universe.V4),
        ("reservations", "server-hostname", "\"\"", Universe.V4),
        ("reservations", "ip-addresses", "[]", Universe.V6),
        ("reservations", "prefixes", "[]", Universe.V6),
    ];

    /// <summary>Parameters that networks and subnets show as they inherit them; nothing where no scope has them.</summary>
    private static readonly (string Name, Universe? Only)[] Inherited =
    [
        ("allocator", null),
        ("pd-allocator", Universe.V6),
        ("cache-max-age", null),
        ("cache-threshold", null),
        ("calculate-tee-times", null),
        ("t1-percent", null),
        ("t2-percent", null),
        ("valid-lifetime", null),
        ("min-valid-lifetime", null),
        ("max-valid-lifetime", null),
        ("preferred-lifetime", Universe.V6),
        ("min-preferred-lifetime", Universe.V6),
        ("max-preferred-lifetime", Universe.V6),
        ("rebind-timer", null),
        ("renew-timer", null),
        ("store-extended-info", null),
    ];

    private static readonly Dictionary<string, ShownDefault[]> V4 = Of(Universe.V4);
    private static readonly Dictionary<string, ShownDefault[]> V6 = Of(Universe.V6);

    /// <summary>The rows of a scope.</summary>
    public static ShownDefault[] Of(Universe universe, string scope) =>
        (universe == Universe.V4 ? V4 : V6).GetValueOrDefault(scope) ?? [];

    private static Dictionary<string, ShownDefault[]> Of(Universe universe)
    {
        string figure = universe == Universe.V4 ? "4" : "6";
        var rows = Rows.Where(r => r.Only is null || r.Only == universe)
            .Select(r => new ShownDefault(Named(r.Scope), Named(r.Name), Parse(r.Value)));
        var inherited = Inherited.Where(r => r.Only is null || r.Only == universe)
            .SelectMany(r => new[] { Networks, Named(Subnets) }.Select(s => new ShownDefault(s, r.Name, null, IsInherited: true)));
        var relay = new ShownDefault(Named(Subnets), "relay", Parse("{}"), IsInherited: true);
        return rows.Concat(inherited).Append(relay).GroupBy(r => r.Scope).ToDictionary(g => g.Key, g => g.ToArray());

        string Named(string name) => name is "DhcpN" or Subnets ? name[..^1] + figure : name;
    }

    private static Element Parse(string json) => JsonReader.Read(Encoding.UTF8.GetBytes(json), "", new Diagnostics())!;
}
