using Nestor.Config.Loading;

namespace Nestor.Config.Tests;

/// <summary>The keyword table against the list of Kea's keywords in parity/config-dhcp4.tsv.</summary>
public sealed class KeywordTableTests
{
    public static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Nestor.slnx")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }

    /// <summary>Path and type of every keyword place.</summary>
    public static IEnumerable<(string Path, string Type)> Rows =>
        File.ReadLines(Path.Combine(Root, "parity/config-dhcp4.tsv")).Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Split('\t')).Select(f => (f[0], f[1]));

    /// <summary>A configuration with the value at a path of the ledger.</summary>
    public static string Wrap(string path, string value)
    {
        // Dhcp4/subnet4[]/pools[]/pool -> { "Dhcp4": { "subnet4": [ { "pools": [ { "pool": VALUE } ] } ] } }
        string text = value;
        foreach (string step in path.Split('/').Reverse())
        {
            text = step.EndsWith("[]", StringComparison.Ordinal)
                ? $"{{ \"{step[..^2]}\": [ {text} ] }}"
                : $"{{ \"{step}\": {text} }}";
        }

        return text;
    }

    private static IReadOnlyList<string> Check(string text) =>
        [.. ConfigLoader.Load4(System.Text.Encoding.UTF8.GetBytes(text), "f", null).Diagnostics.All.Where(d => d.IsError).Select(d => d.Text)];

    [Fact]
    public void Every_keyword_of_Kea_is_known_in_its_place()
    {
        Assert.True(Rows.Count() > 600);
        foreach (var (path, type) in Rows)
        {
            string good = type switch
            {
                "integer" => "1",
                "real" => "0.5",
                "boolean" or "boolean|string" => "true",
                "string" => "\"\"",
                _ when type.StartsWith("list", StringComparison.Ordinal) => "[ ]",
                _ => "{ }",
            };
            Assert.DoesNotContain(Check(Wrap(path, good)), e => e.Contains("unknown keyword", StringComparison.Ordinal)
                || e.Contains($"for \"{path.Split('/')[^1]}\"; leave", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_refused_for_every_keyword()
    {
        foreach (var (path, type) in Rows)
        {
            string bad = type == "integer" || type == "real" ? "\"x\"" : "7";
            Assert.Contains(Check(Wrap(path, bad)), e => e.Contains("wanted", StringComparison.Ordinal) && e.Contains("found", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_unknown_keyword_is_refused_in_every_map_that_has_keywords()
    {
        foreach (string map in Rows.Select(r => r.Path[..r.Path.LastIndexOf('/')]).Distinct())
        {
            Assert.Contains(Check(Wrap(map + "/no-such-keyword", "1")), e => e.Contains("no-such-keyword", StringComparison.Ordinal));
        }
    }
}
