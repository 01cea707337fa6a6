using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>The keyword table against the list of Kea's keywords in parity/config-dhcp4.tsv and -dhcp6.tsv.</summary>
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
    public static IEnumerable<(string Path, string Type)> Rows(Universe universe) => Ledger(universe).Select(f => (f[0], f[1]));

    /// <summary>The rows of the family's ledger.</summary>
    public static IEnumerable<string[]> Ledger(Universe universe) =>
        File.ReadLines(Path.Combine(Root, $"parity/config-dhcp{(universe == Universe.V4 ? 4 : 6)}.tsv")).Skip(1)
            .Where(l => l.Length > 0).Select(l => l.Split('\t'));

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

    private static IReadOnlyList<string> Check(Universe universe, string text) =>
        [.. Texts.LoadWhole(universe, text).Diagnostics.All.Where(d => d.IsError).Select(d => d.Text)];

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void Every_keyword_of_Kea_is_known_in_its_place(Universe universe)
    {
        Assert.True(Rows(universe).Count() > 600);
        foreach (var (path, type) in Rows(universe))
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
            Assert.DoesNotContain(Check(universe, Wrap(path, good)), e => e.Contains("unknown keyword", StringComparison.Ordinal)
                || e.Contains($"for \"{path.Split('/')[^1]}\"; leave", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void A_value_of_the_wrong_type_is_refused_for_every_keyword(Universe universe)
    {
        foreach (var (path, type) in Rows(universe))
        {
            string bad = type == "integer" || type == "real" ? "\"x\"" : "7";
            Assert.Contains(Check(universe, Wrap(path, bad)), e => e.Contains("wanted", StringComparison.Ordinal) && e.Contains("found", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void An_unknown_keyword_is_refused_in_every_map_that_has_keywords(Universe universe)
    {
        foreach (string map in Rows(universe).Select(r => r.Path[..r.Path.LastIndexOf('/')]).Distinct())
        {
            Assert.Contains(Check(universe, Wrap(map + "/no-such-keyword", "1")), e => e.Contains("no-such-keyword", StringComparison.Ordinal));
        }
    }
}
