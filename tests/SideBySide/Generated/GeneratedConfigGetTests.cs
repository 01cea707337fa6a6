using System.Globalization;
using System.Text.Json.Nodes;
using SideBySide.ConfigGet;
using SideBySide.Net;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Generated;

/// <summary>config-get of both servers for configurations made at random, member by member.</summary>
public sealed class GeneratedConfigGetTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 100;
    private readonly string _folder = Directory.CreateTempSubdirectory("gcg").FullName;

    [Theory]
    [InlineData("4")]
    [InlineData("6")]
    public void A_hundred_generated_configurations_are_shown_as_Kea_shows_them(string figure)
    {
        var subject = figure == "4" ? ServerCommand.Subject : ServerCommand.Subject6;
        var reference = figure == "4" ? ServerCommand.Reference : ServerCommand.Reference6;
        Requirements.Check(subject);
        using var link = Link.Create(["192.0.2.1/24"]);
        using var kea = new ConfigServer(reference, link, Path.Combine(_folder, "kea"));
        using var own = new ConfigServer(subject, link, Path.Combine(_folder, "own"));
        var refusals = new List<string>();
        var differences = new List<ShownDifference>();
        for (int i = 0; i < Count; i++)
        {
            GeneratedConfig config = ConfigGrammar.Make(subject.Family, Bench.Seed + i, isShown: true);
            (JsonNode? expected, string keaRefusal) = kea.Take(config.Server);
            (JsonNode? found, string ownRefusal) = own.Take(config.Server);
            if (expected is null || found is null)
            {
                refusals.Add($"{config.Name}: kea: {keaRefusal}; own: {ownRefusal}");
                continue;
            }

            differences.AddRange(ShownDifference.Between(config.Name, expected, found));
        }

        KnownShape[] known = [.. KnownShape.All, .. KnownShape.Further];
        string[] open = [.. differences.Where(d => !Array.Exists(known, k => k.Explains(d))).Select(d => d.ToString())];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} configurations, {differences.Count} differences, {open.Length} without a reason"));
        if (Environment.GetEnvironmentVariable("NESTOR_DIFFERENCES") is { Length: > 0 } file)
        {
            File.WriteAllLines(file + figure, refusals.Concat(open));
        }

        Assert.True(refusals.Count == 0, string.Join('\n', refusals));
        Assert.True(open.Length == 0, string.Join('\n', open));
        Assert.Empty(KnownShape.Further.Where(k => k.Families.Contains(figure, StringComparison.Ordinal) && !differences.Exists(k.Explains)).Select(k => k.Reason));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
