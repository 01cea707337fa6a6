using System.Globalization;
using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>What a server kept of one exchange: the lease rows it wrote and how far its counters went.</summary>
/// <param name="End">Where the lease file ended, in rows.</param>
internal sealed record Kept(IReadOnlyList<Dictionary<string, string>> Rows, SortedDictionary<string, string> Counters,
    SortedDictionary<string, string> Before, int End)
{
    /// <summary>Stands for two rows of one lease where one says the same.</summary>
    public const string WrittenTwice = "written twice";

    /// <summary>Row by row and counter by counter, all of it said of the query.</summary>
    /// <param name="query">Null at the end of a run.</param>
    public static IEnumerable<Difference> Compare(string scenario, Message? query, Kept expected, Kept found)
    {
        string subject = query?.Label ?? "end";
        IEnumerable<Difference> differences =
        [
            .. CompareRows(scenario, subject, expected.Rows, found.Rows),
            .. Steps(scenario, expected, found),
        ];
        return differences.Select(difference => difference with { Query = query });
    }

    // Kea writes a lease first without and then with its name; in DHCPv6 after the other leases of the exchange.
    private static IEnumerable<Difference> CompareRows(string scenario, string subject,
        IReadOnlyList<Dictionary<string, string>> expected, IReadOnlyList<Dictionary<string, string>> found)
    {
        List<Dictionary<string, string>> last = [.. expected.Where((row, i) => !expected.Skip(i + 1).Any(later => IsNamed(row, later)))];
        if (last.Count == expected.Count || last.Count != found.Count)
        {
            return LeaseFileComparison.CompareRows(scenario, subject, expected, found);
        }

        return LeaseFileComparison.CompareRows(scenario, subject, Sorted(last), Sorted(found))
            .Prepend(new(scenario, subject, "lease.rows", WrittenTwice, "once"));
    }

    private static bool IsNamed(Dictionary<string, string> row, Dictionary<string, string> later) =>
        row["address"] == later["address"] && row["hostname"] != later["hostname"];

    private static List<Dictionary<string, string>> Sorted(IEnumerable<Dictionary<string, string>> rows) =>
        [.. rows.OrderBy(row => row["address"], StringComparer.Ordinal)];

    // A counter only one of them has was told at the start.
    private static IEnumerable<Difference> Steps(string scenario, Kept expected, Kept found)
    {
        foreach (string name in expected.Counters.Keys.Intersect(found.Counters.Keys))
        {
            long left = expected.Step(name);
            long right = found.Step(name);
            if (left != right)
            {
                yield return new Difference(scenario, name, "counter",
                    left.ToString(CultureInfo.InvariantCulture), right.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>How far a counter went.</summary>
    public long Step(string name) => Number(Counters[name]) - Number(Before.GetValueOrDefault(name, "0"));

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
