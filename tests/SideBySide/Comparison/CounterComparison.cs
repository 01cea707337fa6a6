using System.Globalization;

namespace SideBySide.Comparison;

/// <summary>Statistics by Kea's names.</summary>
internal static class CounterComparison
{
    /// <summary>Packets are counted from the start of the exchanges on; everything else as it stands.</summary>
    public static SortedDictionary<string, string> Since(SortedDictionary<string, string> start,
        SortedDictionary<string, string> now)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in now)
        {
            bool isPacketCount = name.StartsWith("pkt4-", StringComparison.Ordinal);
            values[name] = isPacketCount ? $"{Number(value) - Number(start.GetValueOrDefault(name, "0"))}" : value;
        }

        return values;
    }

    public static IEnumerable<Difference> Compare(string scenario, SortedDictionary<string, string> expected,
        SortedDictionary<string, string> found)
    {
        foreach (string name in expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            string left = expected.GetValueOrDefault(name, "none");
            string right = found.GetValueOrDefault(name, "none");
            if (left != right)
            {
                yield return new Difference(scenario, name, "counter", left, right);
            }
        }
    }

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
