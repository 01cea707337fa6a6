using System.Text.Json.Nodes;

namespace SideBySide.ConfigGet;

/// <summary>A member that the two servers do not show alike.</summary>
/// <param name="Path">Names from the server's map on, with [] for lists.</param>
/// <param name="Reference">Kea's value as JSON; "none" when it is not there.</param>
internal sealed record ShownDifference(string Example, string Path, string Reference, string Found)
{
    private static readonly string[] Identifiers = ["hw-address", "duid", "circuit-id", "client-id", "flex-id"];

    public string Name => Path[(Path.LastIndexOf('/') + 1)..].Replace("[]", "", StringComparison.Ordinal);

    public static List<ShownDifference> Between(string example, JsonNode reference, JsonNode found)
    {
        var all = new List<ShownDifference>();
        Compare(example, "", reference, found, all);
        return all;
    }

    private static void Compare(string example, string path, JsonNode? reference, JsonNode? found, List<ShownDifference> to)
    {
        if (reference is JsonObject left && found is JsonObject right)
        {
            foreach (string name in left.Select(m => m.Key).Union(right.Select(m => m.Key)))
            {
                Compare(example, $"{path}/{name}", left[name], right[name], to);
            }
        }
        else if (reference is JsonArray first && found is JsonArray second && first.Count == second.Count)
        {
            foreach (var (one, other) in InOrder(path, first).Zip(InOrder(path, second)))
            {
                Compare(example, path + "[]", one, other, to);
            }
        }
        else if (!JsonNode.DeepEquals(reference, found))
        {
            to.Add(new ShownDifference(example, path, Text(reference), Text(found)));
        }
    }

    /// <summary>Kea shows reservations as they lie in a hash table, which means nothing; ours are in the order they were written.</summary>
    private static IEnumerable<JsonNode?> InOrder(string path, JsonArray list) => path.EndsWith("/reservations", StringComparison.Ordinal)
        ? list.OrderBy(r => string.Concat(Identifiers.Select(name => $"{r![name]} ")), StringComparer.Ordinal)
        : list;

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "none";

    public override string ToString() => $"{Example}: {Path}: reference {Reference}, subject {Found}";
}
