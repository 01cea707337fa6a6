using SideBySide.Comparison;

namespace SideBySide.Generated;

/// <summary>Differences with a reason that only generated configurations show.</summary>
internal static class GeneratedDifferences
{
    public static readonly KnownDifference[] V4 = [];

    public static readonly KnownDifference[] V6 = [];
}
