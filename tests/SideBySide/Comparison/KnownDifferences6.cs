using System.Buffers.Binary;
using System.Globalization;
using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>Every difference of the DHCPv6 servers that has a reason. One that is gone fails.</summary>
internal static class KnownDifferences6
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";
    private const int LongestPrefix = 128;
    private const int MostHops = 32;

    private static readonly string[] Reserving = ["v6-shared-network", "v6-reservations", "v6-small", "v6-options"];

    private static readonly string[] Lifetimes = ["/preferred", "/valid", "/t1", "/t2"];

    public static readonly KnownDifference[] All =
    [
        new("the words behind a status code are our own", Ours, d => d.Field.EndsWith("/words", StringComparison.Ordinal)),
        Of("a CONFIRM without addresses counts as dropped", Ours, (d, q) =>
            q.Type == MessageType6.Confirm && d.Subject == "pkt6-receive-drop"),
        Of("a relay's message that ends within its header counts as one that could not be read", Ours, (d, q) =>
            q.ToBytes() is [MessageType6.RelayForward or MessageType6.RelayReply, ..] and { Length: < Query6.RelayHeader } &&
            d.Subject is "pkt6-parse-failed" or "pkt6-unknown-received"),
        Of("a DECLINE is answered with a status of success for the whole message (RFC 9915 section 18.3.8)", Ours, (d, q) =>
            q.Type == MessageType6.Decline && d is { Field: "option 13/status", Reference: "none" }),
        Of("leases of reserved addresses and prefixes are counted when they are given", Ours, (d, q) =>
            d is { Field: "counter", Reference: "0" } && d.Subject.Contains("assigned-", StringComparison.Ordinal) &&
            (Reserving.Contains(d.Scenario) || d.IsGenerated) && q.Type is not (MessageType6.Release or MessageType6.Decline)),
        Of("a CONFIRM of an address of any subnet of the shared network succeeds (RFC 8415 section 18.3.3)", Ours, (d, q) =>
            d is { Field: "option 13/status", Reference: "4", Found: "0" } &&
            (d.Scenario is "v6-shared-network" or "v6-relays" || d.IsGenerated) && q.Type == MessageType6.Confirm),
        Of("a message that a DHCPv6 client sends to the server's own address is dropped (3.1.9)", Kea3, (d, q) =>
            q.Hops.Count == 0 && !q.Envelope.Target.StartsWith("ff", StringComparison.Ordinal) && IsDropped(d)),
        Of("what is sent to all servers of the site is heard (3.0)", Kea3, (d, q) =>
            q.Envelope.Target == "ff05::1:3" && IsServed(d)),
        Of("a registration is a known type of message (2.7.7)", Kea3, (d, q) =>
            q.Type is 36 or 37 && d is { Subject: "pkt6-unknown-received", Reference: "1", Found: "0" }),
        Of("options are those of the subnet of the last lease", Kea3, (d, q) =>
            d is { Scenario: "v6-shared-network", Field: "option 23" }),
        new("of leases without end T1 and T2 are without end (RFC 9915 section 21.4)", Ours, d =>
            d is { Reference: "2147483648" or "3435973836", Found: "4294967295" } && (d.Field.EndsWith("/t1", StringComparison.Ordinal) ||
                d.Field.EndsWith("/t2", StringComparison.Ordinal))),
        Of("a SOLICIT without rapid commit changes no lease", Ours, (d, q) =>
            q.Type == MessageType6.Solicit && d is { Field: "lease.rows", Found: "0 []" }),
        Of("a DHCPv4 query to a server without dhcp4o6-port counts as dropped", Ours, (d, q) =>
            q.Type == 20 && d is { Subject: "pkt6-receive-drop", Reference: "0" }),
        new("a name that is reserved or made of an address is stored in lower case", Ours, d =>
            d.Field == "lease.hostname" && d.Found != d.Reference && d.Found.Equals(d.Reference, StringComparison.OrdinalIgnoreCase)),
        new("no counter falls below zero", Ours, d => d is { Field: "counter", Reference: "-1", Found: "0" }),
        Of("what every option 6 of a query asks for is sent", Ours, (d, q) =>
            d is { Reference: "none" } && d.Field.StartsWith("option ", StringComparison.Ordinal) &&
            q.SentOptions().Count(o => o.Code == OptionCode6.OptionRequest) > 1),
        Of("an IA has one status", Ours, (d, q) =>
            q.Type == MessageType6.Decline && d.Found == "none" && d.Field.Contains("/option 13#", StringComparison.Ordinal)),
        new("a lease that changes hands has its new client's hardware address", Ours, d =>
            d is { Scenario: "v6-short-lives", Field: "lease.hwaddr", Found: "02:00:00:00:2b:99" }),
        Of("a lease is stored with the name that its own subnet reserves", Ours, (d, q) =>
            d is { Scenario: "v6-shared-network", Field: "lease.hostname" } && d.Subject.StartsWith("resident", StringComparison.Ordinal)),
        Of("a DHCPv6 message inside of more than 32 relay messages is dropped", Ours, (d, q) => q.Hops.Count > MostHops && IsDropped(d)),
        Of("an answer to an address that is not link-local comes from one that is not either", Ours, (d, q) =>
            d.Field == "ip.src" && !q.Envelope.Source.StartsWith("fe80", StringComparison.Ordinal)),
        Of("the hardware address is taken from the link-local one when the DUID has none", Ours, (d, q) =>
            d is { Field: "lease.hwaddr" or "lease.hwtype" or "lease.hwaddr_source", Reference: "" } &&
            q.SentOptions().Any(o => o.Code == OptionCode6.ClientId && o.Body is not [0, 1 or 3, ..])),
        Of("an address or prefix is offered to one IA of a query", Ours, (d, q) =>
            q.Type == MessageType6.Solicit && (d.Field.Contains('#', StringComparison.Ordinal) ||
                (d.Subject.Contains("v6-allocation-fail", StringComparison.Ordinal) && Rise(d) > 0)) &&
            q.SentOptions().GroupBy(o => o.Code).Any(same => same.Key is OptionCode6.IaNa or OptionCode6.IaPd && same.Count() > 1)),
        Of("a message with a prefix of more than 128 bits cannot be read", Ours, (d, q) =>
            InIas(q).Any(o => o is { Code: OptionCode6.IaPrefix, Body.Length: >= 9 } && o.Body[8] > LongestPrefix) &&
            (d.Field == "counter" || IsDropped(d))),
        new("an allocation that fails for want of pools counts in v6-allocation-fail too", Ours, d =>
            d is { Subject: "v6-allocation-fail", Reference: "0", Scenario: "v6-prefixes" or "v6-options" or "v6-relays" or "v6-classes" or "v6-names" } ||
            (d is { Subject: "v6-allocation-fail", Reference: "0" } && d.IsGenerated) ||
            d is { Subject: "v6-allocation-fail" or "subnet[3].v6-allocation-fail", Reference: "1", Found: "2", Scenario: "v6-classes" }),
        new("a reserved address outside of all pools counts as assigned", Ours, d =>
            d is { Scenario: "v6-classes" or "v6-names", Field: "counter", Reference: "0", Found: "1" } &&
            d.Subject.EndsWith("assigned-nas", StringComparison.Ordinal)),
        new("an odd character of a name in option 39 stays as it is", Ours, d =>
            d is { Scenario: "v6-names", Field: "lease.hostname" } &&
            d.Reference.Replace("\\032", " ", StringComparison.Ordinal) == d.Found),
        new("the row that takes a lease away keeps its preferred lifetime", Ours, d =>
            d is { Field: "lease.pref_lifetime", Reference: "0" } && (d.Scenario == "v6-classes" || d.IsGenerated)),
        Of("the address :: is never told to be lost", Ours, (d, q) =>
            d.Found == "none" && d.Field.Contains("/option 5", StringComparison.Ordinal) &&
            InIas(q).Any(o => o is { Code: OptionCode6.IaAddress, Body.Length: >= 16 } && o.Body.AsSpan(0, 16).IndexOfAnyExcept((byte)0) < 0)),
        Of("what a client names twice is told to be lost once", Ours, (d, q) =>
            d.Found == "none" && d.Field.Contains('#', StringComparison.Ordinal) &&
            InIas(q).GroupBy(o => Convert.ToHexString(o.Body)).Any(same => same.Count() > 1)),
        Of("an option 17 that is not whole hides nothing behind it", Ours, (d, q) =>
            q.SentOptions().Any(o => o.Code == OptionCode6.VendorOptions && !IsWhole(o.Body)) && (IsServed(d) || IsDropped(d))),
        Of("what a relay wants echoed is echoed (RFC 4994)", Ours, (d, q) =>
            d is { Reference: "none" } && d.Field.StartsWith("relay", StringComparison.Ordinal) &&
            q.Hops.Any(hop => hop.Options.Any(o => o.Code == OptionCode6.EchoRequest))),
        Of("a preferred lifetime longer than the valid one becomes 0.625 of it", Kea3, (d, q) =>
            (IsLifetime(d.Field) || d.Field == "lease.pref_lifetime") &&
            Wishes(q).Any(wish => wish.Preferred > wish.Valid || wish is { Preferred: 0, Valid: > 0 })),
        Of("a wished length of prefix chooses the pool (2.3.4)", Kea3, (d, q) =>
            d is { Scenario: "v6-prefixes" or "v6-classes" } && q.Options.Any(o => o.Code == OptionCode6.IaPd && o.Body.Length > 12) &&
            (d.Field.Contains("option 26", StringComparison.Ordinal) || d.Field is "lease.address" or "lease.prefix_len")),
        Of("DUIDs of 129 and 130 bytes are served (2.3.8)", Kea3, (d, q) =>
            q.Options.Any(o => o.Code == OptionCode6.ClientId && o.Body.Length is 129 or 130) && IsServed(d)),
        new("a lease is written once, with its name", Ours, d => d.Field == "lease.rows" &&
            (d.Reference == Kept.WrittenTwice || (d.Query is Query6 q && HasIaTwice(q) && q.Options.Any(o => o.Code == OptionCode6.Fqdn)))),
        Of("lifetimes are those wished for though the client has the lease already", Ours, (d, q) =>
            d.Scenario == "v6-lifetimes" && q.Type is MessageType6.Solicit or MessageType6.Request && q.Label.StartsWith('c') &&
            (IsLifetime(d.Field) || d.Field is "lease.valid_lifetime" or "lease.pref_lifetime" or "lease.expire")),
        Of("a name whose flags exclude each other does not drop the query (3.2)", Kea3, (d, q) =>
            q.Options.Any(o => o.Code == OptionCode6.Fqdn && o.Body is [var flags, ..] && (flags & 5) == 5) && IsServed(d)),
        new("a declined DHCPv6 lease has the DUID 00:00:00", Kea3, d =>
            d is { Field: "lease.duid", Reference: "00", Found: "00:00:00" }),
        new("the lease file has the column pool_id (2.3.8)", Kea3, d => d is { Subject: "lease file", Field: "header" }),
        new("a released lease is kept in state 3 for its client's return (2.7)", Kea3, d =>
            d is { Field: "lease.state", Reference: "0", Found: "3" }),
        new("counters that came with 2.3 to 3.1", Kea3, d => d is { Field: "counter", Reference: "none" }),
    ];

    private static bool IsLifetime(string field) => Lifetimes.Any(name => field.EndsWith(name, StringComparison.Ordinal));

    private static bool HasIaTwice(Query6 query) => query.SentOptions()
        .Where(o => o.Code is OptionCode6.IaNa or OptionCode6.IaPd && o.Body.Length >= 4)
        .GroupBy(o => (o.Code, BinaryPrimitives.ReadUInt32BigEndian(o.Body))).Any(same => same.Count() > 1);

    /// <summary>What is seen when only the reference goes on with a query.</summary>
    private static bool IsDropped(Difference d) =>
        d is { Field: "answer", Found: "none" } or { Field: "lease.rows", Found: "0 []" } ||
        (d.Field == "counter" && Rise(d) < 0 != IsOfDrops(d));

    /// <summary>What is seen when only we go on with a query, or with more of it.</summary>
    private static bool IsServed(Difference d) =>
        d.Reference == "none" || d is { Field: "lease.rows", Reference: "0 []" } ||
        (d.Field == "counter" && Rise(d) > 0 != IsOfDrops(d));

    private static bool IsOfDrops(Difference d) => d.Subject is "pkt6-receive-drop" or "pkt6-parse-failed";

    /// <summary>How much more we counted; 0 when it is no number.</summary>
    private static long Rise(Difference d) =>
        long.TryParse(d.Found, CultureInfo.InvariantCulture, out long found) &&
        long.TryParse(d.Reference, CultureInfo.InvariantCulture, out long reference) ? found - reference : 0;

    /// <summary>An enterprise's number and whole options.</summary>
    private static bool IsWhole(byte[] body)
    {
        byte[] rest = [0];
        if (body.Length >= 4)
        {
            Option6.Decode(body.AsSpan(4), out rest);
        }

        return rest.Length == 0;
    }

    private static KnownDifference Of(string reason, string document, Func<Difference, Query6, bool> matches) =>
        new(reason, document, d => d.Query is Query6 query && matches(d, query));

    /// <summary>The options inside of any association.</summary>
    private static IEnumerable<Option6> InIas(Query6 query) =>
        from association in query.SentOptions()
        where association.Code is OptionCode6.IaNa or OptionCode6.IaPd && association.Body.Length >= 12
        from option in Option6.Decode(association.Body.AsSpan(12), out _)
        select option;

    /// <summary>The lifetimes wished for in any association.</summary>
    private static IEnumerable<(uint Preferred, uint Valid)> Wishes(Query6 query) =>
        from option in InIas(query)
        let at = option.Code == OptionCode6.IaAddress ? 16 : 0
        where option.Code is OptionCode6.IaAddress or OptionCode6.IaPrefix && option.Body.Length >= at + 8
        select (BinaryPrimitives.ReadUInt32BigEndian(option.Body.AsSpan(at)), BinaryPrimitives.ReadUInt32BigEndian(option.Body.AsSpan(at + 4)));
}
