using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>
/// What parity/config-dhcp4.tsv and -dhcp6.tsv say of each keyword against what the loader says: one that is not acted on warns by
/// its name, one that is does not.
/// </summary>
public sealed class LedgerTests
{
    private const string NotActedOn = "not acted on";

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void Every_keyword_that_is_only_recognised_warns_by_its_name_when_it_is_set(Universe universe)
    {
        int count = 0;
        foreach (string[] row in Rows(universe).Where(r => r[^2] == "recognised"))
        {
            count++;
            Assert.True(Warnings(universe, row).Any(w => w.Contains($"\"{Name(row)}\"", StringComparison.Ordinal)), $"{row[0]} does not warn");
            Assert.True(row[^1].StartsWith("warned about by name; waits for ", StringComparison.Ordinal), $"{row[0]} does not say what it waits for: {row[^1]}");
        }

        Assert.True(count > 100);
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void No_keyword_that_is_proven_warns_that_it_is_not_acted_on(Universe universe)
    {
        int count = 0;
        foreach (string[] row in Rows(universe).Where(r => r[^2] == "proven"))
        {
            count++;
            Assert.DoesNotContain(Warnings(universe, row), w => w.Contains($"\"{Name(row)}\"", StringComparison.Ordinal));
        }

        Assert.True(count > 100);
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void No_keyword_is_missing(Universe universe) => Assert.DoesNotContain(Rows(universe), r => r[^2] == "missing");

    [Fact]
    public void A_keyword_that_is_not_acted_on_warns_once_with_its_scope_and_what_is_in_it()
    {
        var result = Texts.Load("""
            "hosts-database": { "type": "mysql", "port": 4 },
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.0/25" } ] } ],
            "hosts-databases": [ { "type": "mysql" }, { "type": "pgsql" } ]
            """);
        Assert.Equal(
            [
                "kea.conf:2.1: warning: \"hosts-database\" in Dhcp4 with its \"port\", \"type\" is recognised but not acted on yet",
                "kea.conf:4.1: warning: \"hosts-databases\" in Dhcp4 with its \"type\" is recognised but not acted on yet",
            ],
            result.Diagnostics.All.Select(d => d.ToString()));
    }

    /// <summary>Examples of Debian's package kea-doc: configurations people start from.</summary>
    [Theory]
    [InlineData(Universe.V4, "kea4")]
    [InlineData(Universe.V6, "kea6")]
    public void The_examples_of_Keas_documentation_load_and_warn_only_of_what_is_not_acted_on_or_spelled_as_of_old(Universe universe, string folder)
    {
        string[] files = [.. Directory.EnumerateDirectories("/usr/share/doc", "kea*").Select(f => Path.Combine(f, "examples", folder))
            .Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*.json"))];
        Assert.SkipWhen(files.Length == 0, "Debian's kea-doc is not installed");
        Assert.True(files.Length >= 20);
        var later = Rows(universe).Where(r => r[^2] == "recognised").Select(Name).ToHashSet();
        foreach (string file in files)
        {
            byte[] text = File.ReadAllBytes(file);
            var diagnostics = universe == Universe.V4
                ? ConfigLoader.Load4(text, Path.GetFileName(file), JsonReader.OpenFile).Diagnostics
                : ConfigLoader.Load6(text, Path.GetFileName(file), JsonReader.OpenFile).Diagnostics;
            Assert.False(diagnostics.HasErrors, string.Join('\n', diagnostics.All));
            foreach (var warning in diagnostics.All)
            {
                string name = warning.Text.Split('"') is { Length: > 1 } quoted ? quoted[1] : "";
                Assert.True(
                    warning.Text.Contains("is recognised but not acted on yet", StringComparison.Ordinal) ? later.Contains(name)
                    : warning.Text.Contains("has no id and gets", StringComparison.Ordinal)
                        || warning.Text.Contains("older", StringComparison.Ordinal) || warning.Text.Contains("a comma with nothing behind it", StringComparison.Ordinal)
                        || warning.Text.Contains("is more than it holds and is left out", StringComparison.Ordinal)
                        || warning.Text.Contains("nothing defines client class", StringComparison.Ordinal),
                    warning.ToString());
            }
        }
    }

    private static string Name(string[] row) => row[0].Split('/')[^1];

    private static IEnumerable<string[]> Rows(Universe universe) => KeywordTableTests.Ledger(universe);

    private static IEnumerable<string> Warnings(Universe universe, string[] row)
    {
        string value = row[1] switch
        {
            "integer" => "1",
            "real" => "0.5",
            "boolean" or "boolean|string" => "true",
            "string" => $"\"{row[3].Split('|', ' ')[0]}\"",
            _ when row[1].StartsWith("list", StringComparison.Ordinal) => "[ ]",
            _ => "{ }",
        };
        return Texts.LoadWhole(universe, KeywordTableTests.Wrap(row[0], value)).Diagnostics.All
            .Where(d => !d.IsError && d.Text.Contains(NotActedOn, StringComparison.Ordinal)).Select(d => d.Text);
    }
}
