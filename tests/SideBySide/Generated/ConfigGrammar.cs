using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>A configuration made from a seed, and where its relays are.</summary>
internal sealed record GeneratedConfig(string Name, JsonObject Server, IReadOnlyList<string> Relays);

/// <summary>
/// Configurations that Kea 2.2 and Kea 3 take, each made at random from a seed: classes, networks, reservations, options
/// and parameters of every scope.
/// </summary>
internal static class ConfigGrammar
{
    /// <param name="isShown">To be read, not served: also keywords that no exchange shows.</param>
    public static GeneratedConfig Make(Family family, int seed, bool isShown)
    {
        var dice = new Dice(seed);
        var keywords = new ScopeKeywords(family, dice, isShown);
        var options = new OptionGrammar(family, dice, isShown);
        var classes = new ClassGrammar(family, dice, keywords, options);
        var reservations = new ReservationGrammar(family, dice, keywords, options, classes, isShown);
        var networks = new NetworkGrammar(family, dice, keywords, options, classes, reservations, isShown);
        var server = new JsonObject();
        keywords.Add(server, 'G', 15);
        AddIdentifiers(server, family, dice, isShown);
        server["option-def"] = options.Definitions();
        server["option-data"] = options.Some(6);
        server["client-classes"] = classes.Classes();
        if (dice.Chance(40))
        {
            server["reservations"] = reservations.Some(3, null, null);
        }

        networks.Add(server);
        if (isShown)
        {
            AddRest(server, family, dice);
        }

        // In a file Kea 2.2 takes no empty list of some kinds.
        foreach (string name in server.Where(member => member.Value is JsonArray { Count: 0 }).Select(member => member.Key).ToList())
        {
            server.Remove(name);
        }

        return new($"{(family == Family.V4 ? "" : "v6-")}generated-{seed}", server, networks.Relays);
    }

    private static void AddIdentifiers(JsonObject server, Family family, Dice dice, bool isShown)
    {
        string[] known = family == Family.V4 ? ["hw-address", "client-id", "circuit-id", "duid"] : ["duid", "hw-address"];
        if (dice.Chance(50))
        {
            known = [.. known.OrderBy(_ => dice.Below(1000)), .. isShown && dice.Chance(30) ? new[] { "flex-id" } : []];
            server["host-reservation-identifiers"] = new JsonArray([.. known.Select(name => JsonValue.Create(name))]);
        }
    }

    /// <summary>Maps and lists that stand once, at the top.</summary>
    private static void AddRest(JsonObject server, Family family, Dice dice)
    {
        (int Percent, string Families, string Name, string[] Values)[] rows =
        [
            (20, "46", "dhcp-queue-control", ["""{ "enable-queue": false }""", """{ "enable-queue": true, "queue-type": "kea-ring4", "capacity": 100 }"""]),
            (30, "46", "multi-threading", ["""{ "enable-multi-threading": false }""", """{ "enable-multi-threading": true, "thread-pool-size": 2, "packet-queue-size": 16 }"""]),
            (30, "46", "sanity-checks", ["""{ "lease-checks": "none" }""", """{ "lease-checks": "fix-del" }"""]),
            (40, "46", "expired-leases-processing",
                ["""{ "reclaim-timer-wait-time": 5 }""", """{ "flush-reclaimed-timer-wait-time": 20, "hold-reclaimed-time": 60, "max-reclaim-leases": 7, "max-reclaim-time": 0, "unwarned-reclaim-cycles": 9 }"""]),
            (30, "46", "dhcp-ddns",
                ["""{ "enable-updates": false }""", """{ "enable-updates": false, "server-ip": "127.0.0.9", "server-port": 5301, "sender-ip": "0.0.0.0", "sender-port": 0, "max-queue-size": 9, "ncr-protocol": "UDP", "ncr-format": "JSON" }"""]),
            (30, "4", "compatibility", ["""{ "lenient-option-parsing": true }""", """{ "lenient-option-parsing": false }"""]),
            (30, "6", "mac-sources", ["""[ "any" ]""", """[ "duid", "ipv6-link-local" ]""", """[ "client-link-addr-option", "rfc4649", "subscriber-id", "docsis-cmts" ]"""]),
            (30, "6", "relay-supplied-options", ["""[ "65" ]""", """[ "110", "120", "130" ]"""]),
            (30, "6", "server-id",
                ["""{ "type": "LL", "htype": 1, "identifier": "0200000000F1", "persist": false }""", """{ "type": "LLT", "htype": 8, "identifier": "A65DC7410F05", "time": 2518920166, "persist": false }"""]),
        ];
        foreach ((int percent, string families, string name, string[] values) in rows)
        {
            if (families.Contains(family == Family.V4 ? '4' : '6') && dice.Chance(percent))
            {
                string value = dice.Pick(values);
                server[name] = JsonNode.Parse(family == Family.V4 ? value : value.Replace("kea-ring4", "kea-ring6", StringComparison.Ordinal));
            }
        }
    }
}
