using System.Globalization;

namespace SideBySide.Comparison;

/// <summary>Lease files row by row: each address has its history, and the two histories must be the same.</summary>
internal static class LeaseFileComparison
{
    /// <summary>Seconds between the clocks of two answers to one question.</summary>
    private const long ExpireTolerance = 2;

    public static IEnumerable<Difference> Compare(string scenario, string expectedFile, string foundFile)
    {
        LeaseRows expected = LeaseRows.Read(expectedFile);
        LeaseRows found = LeaseRows.Read(foundFile);
        foreach (Difference difference in CompareForm(scenario, expected, found))
        {
            yield return difference;
        }

        foreach (string address in expected.Histories.Keys.Union(found.Histories.Keys).Order(StringComparer.Ordinal))
        {
            List<Dictionary<string, string>> left = expected.Histories.GetValueOrDefault(address, []);
            List<Dictionary<string, string>> right = found.Histories.GetValueOrDefault(address, []);
            foreach (Difference difference in CompareRows(scenario, address, left, right))
            {
                yield return difference;
            }
        }
    }

    /// <summary>The header, and that every row is whole.</summary>
    public static IEnumerable<Difference> CompareForm(string scenario, LeaseRows expected, LeaseRows found)
    {
        if (expected.Header != found.Header)
        {
            yield return new Difference(scenario, "lease file", "header", expected.Header, found.Header);
        }

        foreach (string problem in expected.Problems.Concat(found.Problems))
        {
            yield return new Difference(scenario, "lease file", "row", "whole rows", problem);
        }
    }

    /// <summary>Two lists of rows that ought to say the same.</summary>
    public static IEnumerable<Difference> CompareRows(string scenario, string subject,
        IReadOnlyList<Dictionary<string, string>> expected, IReadOnlyList<Dictionary<string, string>> found) =>
        expected.Count == found.Count
            ? expected.Zip(found).SelectMany(pair => Rows(scenario, subject, pair.First, pair.Second))
            : [new Difference(scenario, subject, "lease.rows", Listed(expected), Listed(found))];

    private static IEnumerable<Difference> Rows(string scenario, string subject, Dictionary<string, string> expected,
        Dictionary<string, string> found)
    {
        foreach (string column in expected.Keys.Intersect(found.Keys))
        {
            string left = expected[column];
            string right = found[column];
            if (left != right && !(column == "expire" && IsNear(left, right)))
            {
                yield return new Difference(scenario, subject, "lease." + column, left, right);
            }
        }
    }

    private static bool IsNear(string left, string right) =>
        long.TryParse(left, CultureInfo.InvariantCulture, out long a) &&
        long.TryParse(right, CultureInfo.InvariantCulture, out long b) &&
        Math.Abs(a - b) <= ExpireTolerance;

    private static string Listed(IReadOnlyList<Dictionary<string, string>> rows) =>
        $"{rows.Count} [" + string.Join(" ; ", rows.Select(row => string.Join(',', row.Values))) + "]";
}
