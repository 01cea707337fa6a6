using System.Buffers.Binary;
using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>Every difference of the DHCPv6 servers that has a reason. One that is gone fails.</summary>
internal static class KnownDifferences6
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";
    private const int RelayHeader = 34;

    private static readonly string[] Reserving = ["v6-shared-network", "v6-reservations", "v6-small", "v6-options"];

    public static readonly KnownDifference[] All =
    [
        new("the words behind a status code are our own", Ours, d => d.Field.EndsWith("/words", StringComparison.Ordinal)),
        Of("a CONFIRM without addresses counts as dropped", Ours, (d, q) =>
            q.Type == MessageType6.Confirm && d.Subject == "pkt6-receive-drop"),
        Of("a relay's message that ends within its header counts as one that could not be read", Ours, (d, q) =>
            q.ToBytes() is [MessageType6.RelayForward or MessageType6.RelayReply, ..] and { Length: < RelayHeader } &&
            d.Subject is "pkt6-parse-failed" or "pkt6-unknown-received"),
        Of("the answer to a DECLINE has a status for the whole (RFC 8415 section 18.3.8)", Ours, (d, q) =>
            q.Type == MessageType6.Decline && d is { Field: "option 13/status", Reference: "none" }),
        Of("leases of reserved addresses and prefixes are counted when they are given", Ours, (d, q) =>
            d is { Field: "counter", Reference: "0" } && d.Subject.Contains("assigned-", StringComparison.Ordinal) &&
            Reserving.Contains(d.Scenario) && q.Type is not (MessageType6.Release or MessageType6.Decline)),
        Of("a CONFIRM of an address of any subnet of the shared network succeeds (RFC 8415 section 18.3.3)", Ours, (d, q) =>
            d is { Scenario: "v6-shared-network" or "v6-relays", Field: "option 13/status", Reference: "4", Found: "0" } &&
            q.Type == MessageType6.Confirm),
        Of("a DHCPv6 query to an address of the server's own is dropped (3.1.9)", Kea3, (d, q) =>
            q.Hops.Count == 0 && !q.Envelope.Target.StartsWith("ff", StringComparison.Ordinal) && IsDropped(d)),
        Of("a preferred lifetime longer than the valid one becomes 0.625 of it", Kea3, (d, q) =>
            (d.Field.EndsWith("/preferred", StringComparison.Ordinal) || d.Field.EndsWith("/t1", StringComparison.Ordinal) ||
                d.Field.EndsWith("/t2", StringComparison.Ordinal) || d.Field == "lease.pref_lifetime") &&
            Wishes(q).Any(wish => wish.Preferred > wish.Valid)),
        Of("a wished length of prefix chooses the pool (2.3.4)", Kea3, (d, q) =>
            d is { Scenario: "v6-prefixes" } && q.Options.Any(o => o.Code == OptionCode6.IaPd && o.Body.Length > 12) &&
            (d.Field.Contains("option 26", StringComparison.Ordinal) || d.Field is "lease.address" or "lease.prefix_len")),
        Of("DUIDs of 129 and 130 bytes are served (2.3.8)", Kea3, (d, q) =>
            q.Options.Any(o => o.Code == OptionCode6.ClientId && o.Body.Length is 129 or 130) && IsServed(d)),
        new("a lease is written once, with its name", Ours, d => d is { Field: "lease.rows", Reference: Kept.WrittenTwice }),
        Of("a name whose flags exclude each other does not drop the query (3.2)", Kea3, (d, q) =>
            q.Options.Any(o => o.Code == OptionCode6.Fqdn && o.Body is [var flags, ..] && (flags & 5) == 5) && IsServed(d)),
        new("a declined DHCPv6 lease has the DUID 00:00:00", Kea3, d =>
            d is { Field: "lease.duid", Reference: "00", Found: "00:00:00" }),
        new("the lease file has the column pool_id (2.3.8)", Kea3, d => d is { Subject: "lease file", Field: "header" }),
        new("a released lease is kept in state 3 for its client's return (2.7)", Kea3, d =>
            d is { Field: "lease.state", Reference: "0", Found: "3" }),
        new("counters that came with 2.3 to 3.1", Kea3, d => d is { Field: "counter", Reference: "none" }),
    ];

    /// <summary>What is seen when only the reference goes on with a query.</summary>
    private static bool IsDropped(Difference d) =>
        d.Field == "counter" || d is { Field: "answer", Found: "none" } or { Field: "lease.rows", Found: "0 []" };

    /// <summary>What is seen when only we go on with a query.</summary>
    private static bool IsServed(Difference d) =>
        d.Field == "counter" || d is { Field: "answer", Reference: "none" } or { Field: "lease.rows", Reference: "0 []" };

    private static KnownDifference Of(string reason, string document, Func<Difference, Query6, bool> matches) =>
        new(reason, document, d => d.Query is Query6 query && matches(d, query));

    /// <summary>The lifetimes wished for in any association.</summary>
    private static IEnumerable<(uint Preferred, uint Valid)> Wishes(Query6 query) =>
        from association in query.Options
        where association.Code is OptionCode6.IaNa or OptionCode6.IaPd && association.Body.Length >= 12
        from option in Option6.Decode(association.Body.AsSpan(12), out _)
        let at = option.Code == OptionCode6.IaAddress ? 16 : 0
        where option.Code is OptionCode6.IaAddress or OptionCode6.IaPrefix && option.Body.Length >= at + 8
        select (BinaryPrimitives.ReadUInt32BigEndian(option.Body.AsSpan(at)), BinaryPrimitives.ReadUInt32BigEndian(option.Body.AsSpan(at + 4)));
}
