namespace SideBySide.Comparison;

/// <summary>A difference that is wanted: what it looks like, why it is so, and where the operator reads of it.</summary>
/// <param name="Document">A heading of docs/differences-from-kea.md.</param>
internal sealed record KnownDifference(string Reason, string Document, Func<Difference, bool> Matches);

/// <summary>Every difference from Kea 2.2 that has a reason. One that is not here fails, and so does one that is gone.</summary>
internal static class KnownDifferences
{
    public static readonly KnownDifference[] All = [];
}
