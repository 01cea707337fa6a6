namespace SideBySide.Comparison;

/// <summary>A difference that is wanted: what it looks like, why it is so, and where the operator reads of it.</summary>
/// <param name="Document">A heading of docs/differences-from-kea.md.</param>
internal sealed record KnownDifference(string Reason, string Document, Func<Difference, bool> Matches);

/// <summary>Every difference from Kea 2.2 that has a reason. One that is gone fails.</summary>
internal static class KnownDifferences
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";

    public static readonly KnownDifference[] All =
    [
        new("options hidden in sname and file are read (RFC 2131 section 4.1)", Ours, d =>
            d.Subject.Contains("overload", StringComparison.Ordinal) && d is { Field: "option 12", Reference: "none" }),
        new("UDP sockets hear broadcasts, so direct clients are served", Ours, d =>
            d is { Scenario: "udp", Field: "answer", Reference: "none" }),
        new("a relayed NAK asks the relay to broadcast it (3.3.0)", Kea3, d =>
            d.Field == "flags" && d.Found == "8" + d.Reference[1..]),
        new("a released lease is kept in state 3 for its client's return (2.7)", Kea3, d =>
            d is { Field: "lease.state", Reference: "0", Found: "3" }),
        new("the lease file has the column pool_id (2.3.8)", Kea3, d => d is { Subject: "lease file", Field: "header" }),
        new("an address that no pool knows is left to other servers (2.4)", Kea3, d =>
            d.Field == "answer" && d.Reference.StartsWith("type 6 ", StringComparison.Ordinal) && d.Found == "none"),
        new("counters that came with 2.3 to 3.1", Kea3, d => d is { Field: "counter", Reference: "none" }),
    ];
}
