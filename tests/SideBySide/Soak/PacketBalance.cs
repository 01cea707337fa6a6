using System.Globalization;

namespace SideBySide.Soak;

/// <summary>The sums that must come out right among Kea's packet counters.</summary>
/// <param name="family">What all names begin with.</param>
/// <param name="types">Of the queries that are counted by type.</param>
/// <param name="answers">Of the answers.</param>
internal sealed class PacketBalance(string family, string[] types, string[] answers)
{
    public static readonly PacketBalance V4 = new(
        "pkt4-",
        ["discover", "offer", "request", "ack", "nak", "release", "decline", "inform", "lease-query", "unknown"],
        ["offer", "ack", "nak"]);

    public static readonly PacketBalance V6 = new(
        "pkt6-",
        [
            "solicit", "advertise", "request", "reply", "renew", "rebind", "confirm", "release", "decline", "infrequest",
            "dhcpv4-query", "dhcpv4-response", "lease-query", "addr-reg-inform", "addr-reg-reply", "reconfigure", "unknown",
        ],
        ["advertise", "reply", "dhcpv4-response", "addr-reg-reply", "lease-query-reply"]);

    // Kea 3.1 names each reason; Kea 2.2 knows the first one only.
    private static readonly string[] Reasons =
    [
        "parse-failed", "service-disabled", "queue-full", "duplicate", "rfc-violation", "admin-filtered",
        "not-for-us", "processing-failed", "limit-exceeded",
    ];

    /// <summary>What does not add up; nothing when all does.</summary>
    public IEnumerable<string> Faults(IReadOnlyDictionary<string, string> counters)
    {
        long received = Value(counters, "received");
        long typed = types.Sum(type => Value(counters, $"{type}-received"));
        long parseFailed = Value(counters, "parse-failed");
        long dropped = Value(counters, "receive-drop");

        // A packet without a readable type is no type's; one of a type may yet fail to be parsed to the end.
        if (typed > received || typed + parseFailed < received)
        {
            yield return $"received {received}, by type {typed}, parse-failed {parseFailed}";
        }

        if (counters.ContainsKey(family + "rfc-violation"))
        {
            long reasons = Reasons.Sum(reason => Value(counters, reason));
            if (reasons != dropped)
            {
                yield return $"dropped {dropped}, by reason {reasons}";
            }
        }

        long sent = Value(counters, "sent");
        long sentTyped = answers.Sum(type => Value(counters, $"{type}-sent"));
        if (sent != sentTyped)
        {
            yield return $"sent {sent}, by type {sentTyped}";
        }

        if (dropped > received || sent + dropped > received)
        {
            yield return $"received {received}, sent {sent}, dropped {dropped}";
        }
    }

    private long Value(IReadOnlyDictionary<string, string> counters, string name) =>
        counters.TryGetValue(family + name, out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
}
