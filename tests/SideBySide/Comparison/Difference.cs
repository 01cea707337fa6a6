using System.Globalization;
using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>One place where the servers do not agree.</summary>
/// <param name="Scenario">The configuration.</param>
/// <param name="Subject">The exchange's label, a lease's address or a counter's name.</param>
/// <param name="Field">What differs: `answer`, a header field, `option 54`, `lease.state`, `counter`.</param>
/// <param name="Reference">Kea's value; "none" when there is none.</param>
/// <param name="Found">The subject's value.</param>
internal sealed record Difference(string Scenario, string Subject, string Field, string Reference, string Found)
{
    private static readonly string[] Seconds = ["/preferred", "/valid", "/t1", "/t2"];

    // What a DHCPv6 answer gives.
    private static readonly string[] Resources = ["/address", "/prefix", "/length", "/status", "type"];

    // Counters that say nothing of the leases.
    private static readonly string[] CountsOnly = ["pkt4-", "pkt6-", "v6-allocation-fail"];

    /// <summary>Null for leases and counters.</summary>
    public Message? Query { get; init; }

    /// <summary>A lease time, T1 or T2 that is one second apart.</summary>
    public bool IsOneSecond => IsOneSecondAsNumber || IsOneSecondAsBytes;

    private bool IsOneSecondAsNumber =>
        Seconds.Any(name => Field.EndsWith(name, StringComparison.Ordinal)) &&
        long.TryParse(Reference, CultureInfo.InvariantCulture, out long left) &&
        long.TryParse(Found, CultureInfo.InvariantCulture, out long right) &&
        Math.Abs(left - right) <= 1;

    private bool IsOneSecondAsBytes =>
        Field is "option 51" or "option 58" or "option 59" &&
        uint.TryParse(Reference, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint left) &&
        uint.TryParse(Found, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint right) &&
        Math.Abs((long)left - right) <= 1;

    /// <summary>Of a configuration made at random.</summary>
    public bool IsGenerated => Scenario.Contains("generated-", StringComparison.Ordinal);

    /// <summary>After it the two servers may hold different leases, or know different names for them.</summary>
    public bool DividesState => Field switch
    {
        "answer" => Query switch
        {
            Query query => new QueryFacts(query).Type is 0 or 1,
            Query6 query => query.Verbatim is not null || query.Type == MessageType6.Solicit,
            _ => true,
        },
        "lease.rows" => Reference != Kept.WrittenTwice,
        "yiaddr" or "option 53" => true,
        "lease.state" => (Reference, Found) != ("0", "3"),
        "lease.duid" => (Reference, Found) != ("00", "00:00:00"),
        "option 13/status" => false,
        "counter" => !CountsOnly.Any(name => Subject.Contains(name, StringComparison.Ordinal)),

        // No server decides anything by these.
        "lease.hwaddr" or "lease.hwtype" or "lease.hwaddr_source" or "lease.pref_lifetime" => Query is not Query6,
        _ => Field.StartsWith("lease.", StringComparison.Ordinal) ||
            (Query is Query6 && Resources.Any(name => Field.EndsWith(name, StringComparison.Ordinal))),
    };

    public override string ToString() =>
        $"{Scenario}: {(Query is null || Query.Label == Subject ? "" : Query.Label + ": ")}{Subject}: {Field}: " +
        $"reference {Reference}, subject {Found}";
}
