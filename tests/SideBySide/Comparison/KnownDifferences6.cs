namespace SideBySide.Comparison;

/// <summary>Every difference of the DHCPv6 servers that has a reason. One that is gone fails.</summary>
internal static class KnownDifferences6
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";

    public static readonly KnownDifference[] All =
    [
        new("the words behind a status code are our own", Ours, d => d.Field.EndsWith("/words", StringComparison.Ordinal)),
        new("the lease file has the column pool_id (2.3.8)", Kea3, d => d is { Subject: "lease file", Field: "header" }),
        new("a released lease is kept in state 3 for its client's return (2.7)", Kea3, d =>
            d is { Field: "lease.state", Reference: "0", Found: "3" }),
        new("counters that came with 2.3 to 3.1", Kea3, d => d is { Field: "counter", Reference: "none" }),
    ];
}
