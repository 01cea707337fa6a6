using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Parameters of one value that stand in several scopes.</summary>
/// <param name="dice">Where the values come from.</param>
/// <param name="isShown">Not for exchanges: also what nobody outside of the server sees, or only after a while.</param>
internal sealed class ScopeKeywords(Family family, Dice dice, bool isShown)
{
    private static readonly (string Name, string Scopes, string Families, bool IsSeen, object[] Values)[] Rows =
    [
        ("ddns-send-updates", "GNS", "46", true, [true, false]),
        ("ddns-override-no-update", "GNS", "46", true, [true, false]),
        ("ddns-override-client-update", "GNS", "46", true, [true, false]),
        ("ddns-replace-client-name", "GNS", "46", true, ["never", "always", "when-present", "when-not-present"]),
        ("ddns-generated-prefix", "GNS", "46", true, ["host", "x"]),
        ("ddns-qualifying-suffix", "GNS", "46", true, ["suffix.example", "other.example.", ""]),
        ("ddns-update-on-renew", "GNS", "46", false, [true, false]),
        ("ddns-use-conflict-resolution", "GNS", "46", false, [true, false]),
        ("hostname-char-set", "GNS", "46", true, ["[^A-Za-z0-9.-]", "[aeiou]", ""]),
        ("hostname-char-replacement", "GNS", "46", true, ["x", "", "_"]),
        ("reservations-global", "GNS", "46", true, [true, false]),
        ("calculate-tee-times", "GNS", "46", true, [true, false]),
        ("t1-percent", "GNS", "46", true, [0.25, 0.4, 0.5]),
        ("t2-percent", "GNS", "46", true, [0.6, 0.75, 0.875]),
        ("renew-timer", "GNS", "46", true, [10, 500, 600]),
        ("rebind-timer", "GNS", "46", true, [700, 800, 9000]),
        ("cache-threshold", "GNS", "46", false, [0.2, 0.5]),
        ("cache-max-age", "GNS", "46", false, [0, 600]),
        ("store-extended-info", "GNS", "46", false, [true, false]),
        ("match-client-id", "GNS", "4", true, [true, false]),
        ("authoritative", "GNT", "4", true, [true, false]),
        ("next-server", "GNSCR", "4", true, ["192.0.2.80", "192.0.2.81", "0.0.0.0"]),
        ("server-hostname", "GNSCR", "4", true, ["boot.example", "other", ""]),
        ("boot-file-name", "GNSCR", "4", true, ["/boot/file", "other.img", ""]),
        ("rapid-commit", "NT", "6", true, [true, false]),
        ("echo-client-id", "G", "4", true, [true, false]),
        ("decline-probation-period", "G", "46", true, [100, 90000]),
        ("server-tag", "G", "46", false, ["here", ""]),
        ("statistic-default-sample-count", "G", "46", false, [0, 5]),
        ("statistic-default-sample-age", "G", "46", false, [0, 60]),
        ("parked-packet-limit", "G", "46", false, [0, 128]),
        ("ip-reservations-unique", "G", "46", false, [true]),
        ("reservations-lookup-first", "G", "46", false, [true, false]),
        ("early-global-reservations-lookup", "G", "46", false, [true, false]),
        ("4o6-interface-id", "S", "4", false, ["there"]),
        ("4o6-subnet", "S", "4", false, ["2001:db8:7::/48"]),
    ];

    /// <summary>Whatever is inherited with whatever is in order.</summary>
    private static readonly (uint Min, uint Usual, uint Max)[] Lives =
        [(700, 900, 7200), (800, 4000, 86400), (850, 1000, 100000), (701, 3000, 4294967295)];

    /// <summary>Shorter than every valid one: what is longer has become another thing since Kea 2.2.</summary>
    private static readonly (uint Min, uint Usual, uint Max)[] PreferredLives = [(50, 200, 500), (100, 300, 600), (1, 400, 650)];

    private readonly char _figure = family == Family.V4 ? '4' : '6';

    /// <param name="scope">G: global, N: shared network, S: subnet, T: one outside of them, C: class, R: reservation.</param>
    /// <param name="percent">How likely each parameter is.</param>
    public void Add(JsonObject to, char scope, int percent)
    {
        foreach ((string name, string scopes, string families, bool isSeen, object[] values) in Rows)
        {
            if ((scopes.Contains(scope) || (scope == 'T' && scopes.Contains('S'))) && families.Contains(_figure) && (isSeen || isShown) && IsClear(name, scope) && dice.Chance(percent))
            {
                to[name] = JsonValue.Create(dice.Pick(values));
            }
        }

        if (scope is not 'R')
        {
            AddLives(to, "valid-lifetime", Lives, percent);
        }

        if (_figure == '6' && scope is not 'R')
        {
            AddLives(to, "preferred-lifetime", isShown ? Lives : PreferredLives, percent);
            if (scope == 'G' && !isShown)
            {
                // Where no scope says it, it is worked out since Kea 2.4.
                to["preferred-lifetime"] ??= 250;
            }
        }

        AddReservationModes(to, scope, percent);
        if (isShown && dice.Chance(percent))
        {
            to["user-context"] = new JsonObject { ["scope"] = scope.ToString(), ["list"] = new JsonArray(1, "two", null, 3.5, true) };
        }
    }

    /// <summary>
    /// Kea 2.2 makes the names of all leases by the parameters of the subnet of the last one; in exchanges they do not differ
    /// within a network.
    /// </summary>
    private bool IsClear(string name, char scope) =>
        isShown || _figure == '4' || scope != 'S' || (!name.StartsWith("ddns-", StringComparison.Ordinal) && !name.StartsWith("hostname-", StringComparison.Ordinal));

    /// <summary>All three or some of them.</summary>
    private void AddLives(JsonObject to, string name, (uint Min, uint Usual, uint Max)[] lives, int percent)
    {
        if (!dice.Chance(percent * 2))
        {
            return;
        }

        (uint min, uint usual, uint max) = dice.Pick(lives);
        int which = dice.Pick<int>([1, 1, 7, 7, 3, 5, 2, 4]);
        if ((which & 1) != 0)
        {
            to[name] = usual;
        }

        if ((which & 2) != 0)
        {
            to["min-" + name] = min;
        }

        if ((which & 4) != 0)
        {
            to["max-" + name] = max;
        }
    }

    /// <summary>Reservations outside of pools only are reservations of the subnet.</summary>
    private void AddReservationModes(JsonObject to, char scope, int percent)
    {
        if (scope is not ('G' or 'N' or 'S' or 'T') || !dice.Chance(percent * 2))
        {
            return;
        }

        if (isShown && dice.Chance(20))
        {
            to.Remove("reservations-global");
            to["reservation-mode"] = dice.Pick(["all", "disabled", "out-of-pool", "global"]);
            return;
        }

        bool isInSubnet = dice.Chance(80);
        to["reservations-in-subnet"] = isInSubnet;
        to["reservations-out-of-pool"] = isInSubnet && dice.Chance(50);
    }
}
