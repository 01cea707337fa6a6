namespace SideBySide.Comparison;

/// <summary>Statistics by Kea's names.</summary>
internal static class CounterComparison
{
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
}
