using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>A difference that is wanted: what it looks like, why it is so, and where the operator reads of it.</summary>
/// <param name="Reason">As it stands in docs/differences-from-kea.md.</param>
/// <param name="Document">The heading it stands under.</param>
internal sealed record KnownDifference(string Reason, string Document, Func<Difference, bool> Matches);

/// <summary>Every difference from Kea 2.2 that has a reason. One that is gone fails.</summary>
internal static class KnownDifferences
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";

    public static readonly KnownDifference[] All =
    [
        Of("options hidden in sname and file are read (RFC 2131 section 4.1)", Ours, (d, q) =>
            q.HidesOptions && d.Field is "option 12" or "lease.hostname" or "lease.rows"),
        Of("a packet that ends before the cookie is received, dropped and counted", Ours, (d, q) =>
            q.IsTooShort && d.Subject is "pkt4-received" or "pkt4-parse-failed" or "pkt4-receive-drop"),
        Of("an unusable client identifier drops the query, whatever it asks", Ours, (d, q) =>
            q.ClientIdLength is 0 or 1 or > 255 && IsDropped(d)),
        Of("option 82 in several pieces is sent back as one", Ours, (d, q) => q.Count(82) > 1 && d.Field == "option 82"),
        Of("options in several pieces are joined, also next to a broken one", Ours, (d, q) =>
            ((q.Count(61) > 1 || q.Count(81) > 1) && (IsDropped(d) || IsServed(d)))
            || (q.Count(12) > 1 && d.Field is "option 12" or "lease.hostname")),
        Of("a DECLINE that lacks its server identifier counts as dropped", Ours, (d, q) =>
            q.Type == 4 && !q.Has(54) && d.Subject == "pkt4-receive-drop"),
        Of("a client without hardware address does not own the leases that have none", Ours, (d, q) =>
            q.HardwareLength == 0 && q.Count(61) != 1 && (IsDropped(d) || IsServed(d) || d.Field == "lease.rows")),
        Of("UDP sockets hear broadcasts, so direct clients are served", Ours, (d, q) =>
            d.Scenario == "udp" && (q.IsBroadcast || q.AsksFromBroadcastAddress) && IsServed(d)),
        new("a name that is reserved or made of an address is stored in lower case", Ours, d =>
            d.Field == "lease.hostname" && d.Found != d.Reference && d.Found.Equals(d.Reference, StringComparison.OrdinalIgnoreCase)),
        new("a lease is written once, with its name", Ours, d => d is { Field: "lease.rows", Reference: Kept.WrittenTwice }),
        new("an odd character of a name in option 81 stays as it is", Ours, d =>
            d.Scenario == "names" && (d.Field == "lease.hostname" ? d.Reference.Replace("\\032", " ", StringComparison.Ordinal) == d.Found
                : d.Field == "option 81" && d.Reference.Replace("5c303332", "20", StringComparison.Ordinal) == d.Found)),
        Of("a number in an option that is too long drops the query (3.3.0)", Kea3, (d, q) => q.HasOverlongValue && IsDropped(d)),
        Of("client identifiers of 129 to 255 bytes are served (2.3.8)", Kea3, (d, q) =>
            q.ClientIdLength is > 128 and <= 255 && IsServed(d)),
        new("a relayed NAK asks the relay to broadcast it (3.3.0)", Kea3, d =>
            d.Field == "flags" && Convert.ToInt32(d.Found, 16) == (Convert.ToInt32(d.Reference, 16) | 0x8000)),
        new("a released lease is kept in state 3 for its client's return (2.7)", Kea3, d =>
            d is { Field: "lease.state", Reference: "0", Found: "3" }),
        new("the lease file has the column pool_id (2.3.8)", Kea3, d => d is { Subject: "lease file", Field: "header" }),
        new("an address that no pool knows is left to other servers (2.4)", Kea3, d =>
            d.Reference.StartsWith("type 6 ", StringComparison.Ordinal) && d is { Field: "answer", Found: "none" }),
        new("counters that came with 2.3 to 3.1", Kea3, d => d is { Field: "counter", Reference: "none" }),
    ];

    private static KnownDifference Of(string reason, string document, Func<Difference, QueryFacts, bool> matches) =>
        new(reason, document, d => d.Query is Query query && matches(d, new QueryFacts(query)));

    /// <summary>What is seen when only the reference goes on with a query: no answer, no row, other counters.</summary>
    private static bool IsDropped(Difference d) =>
        d.Field == "counter" || d is { Field: "answer", Found: "none" } or { Field: "lease.rows", Found: "0 []" };

    /// <summary>What is seen when only we do.</summary>
    private static bool IsServed(Difference d) =>
        d.Field == "counter" || d is { Field: "answer", Reference: "none" } or { Field: "lease.rows", Reference: "0 []" };
}
