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
    /// <summary>Null for leases and counters.</summary>
    public Query? Query { get; init; }

    /// <summary>A lease time, T1 or T2 that is one second apart.</summary>
    public bool IsOneSecond =>
        Field is "option 51" or "option 58" or "option 59" &&
        uint.TryParse(Reference, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint left) &&
        uint.TryParse(Found, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint right) &&
        Math.Abs((long)left - right) <= 1;

    public override string ToString() => $"{Scenario}: {Subject}: {Field}: reference {Reference}, subject {Found}";
}
