using System.Globalization;

namespace SideBySide.Soak;

/// <summary>The sums that must come out right among Kea's packet counters.</summary>
internal static class PacketBalance
{
    private static readonly string[] Types =
    [
        "discover", "offer", "request", "ack", "nak", "release", "decline", "inform", "lease-query", "unknown",
    ];

    // Kea 3.1 names each reason; Kea 2.2 knows the first one only.
    private static readonly string[] Reasons =
    [
        "parse-failed", "service-disabled", "queue-full", "duplicate", "rfc-violation", "admin-filtered",
        "not-for-us", "processing-failed", "limit-exceeded",
    ];

    /// <summary>What does not add up; nothing when all does.</summary>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string> counters)
    {
        long received = Value(counters, "pkt4-received");
        long typed = Types.Sum(type => Value(counters, $"pkt4-{type}-received"));
        long parseFailed = Value(counters, "pkt4-parse-failed");
        long dropped = Value(counters, "pkt4-receive-drop");

        // A packet without a readable type is no type's; one of a type may yet fail to be parsed to the end.
        if (typed > received || typed + parseFailed < received)
        {
            yield return $"received {received}, by type {typed}, parse-failed {parseFailed}";
        }

        if (counters.ContainsKey("pkt4-rfc-violation"))
        {
            long reasons = Reasons.Sum(reason => Value(counters, $"pkt4-{reason}"));
            if (reasons != dropped)
            {
                yield return $"dropped {dropped}, by reason {reasons}";
            }
        }

        long sent = Value(counters, "pkt4-sent");
        long sentTyped = new[] { "offer", "ack", "nak" }.Sum(type => Value(counters, $"pkt4-{type}-sent"));
        if (sent != sentTyped)
        {
            yield return $"sent {sent}, by type {sentTyped}";
        }

        if (dropped > received || sent + dropped > received)
        {
            yield return $"received {received}, sent {sent}, dropped {dropped}";
        }
    }

    private static long Value(IReadOnlyDictionary<string, string> counters, string name) =>
        counters.TryGetValue(name, out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
}
