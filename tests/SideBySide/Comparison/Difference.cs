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
    /// <summary>Null for leases and counters.</summary>
    public Query? Query { get; init; }

    public override string ToString() => $"{Scenario}: {Subject}: {Field}: reference {Reference}, subject {Found}";
}
