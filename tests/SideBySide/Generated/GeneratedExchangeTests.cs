using System.Globalization;
using SideBySide.Comparison;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Generated;

/// <summary>Exchanges over configurations made at random: answers, lease files and counters, field by field.</summary>
public sealed class GeneratedExchangeTests(ITestOutputHelper output)
{
    [Fact]
    public void Answers_of_generated_DHCPv4_configurations_are_Keas_or_a_difference_with_a_reason()
    {
        Requirements.Check();
        var findings = new Findings(output);
        foreach (int seed in Seeds(10))
        {
            findings.Add(findings.Play($"generated-{seed}", () => GeneratedBench.Run4(seed)));
        }

        findings.Judge([.. KnownDifferences.All, .. GeneratedDifferences.V4], GeneratedDifferences.V4, 250);
    }

    [Fact]
    public void Answers_of_generated_DHCPv6_configurations_are_Keas_or_a_difference_with_a_reason()
    {
        Requirements.Check(ServerCommand.Subject6);
        var findings = new Findings(output);
        foreach (int seed in Seeds(10))
        {
            findings.Add(findings.Play($"v6-generated-{seed}", () => GeneratedBench.Run6(seed)));
        }

        findings.Judge([.. KnownDifferences6.All, .. GeneratedDifferences.V6], GeneratedDifferences.V6, 250);
    }

    [Fact]
    public void Every_known_difference_of_generated_configurations_is_told_to_the_operator() =>
        Documents.Tell(GeneratedDifferences.V4.Concat(GeneratedDifferences.V6));

    // NESTOR_GENERATED names one seed, or how many of them are wanted by "first..last", for work on a difference.
    private static IEnumerable<int> Seeds(int count)
    {
        string[] ends = (Environment.GetEnvironmentVariable("NESTOR_GENERATED") ?? "").Split("..", StringSplitOptions.RemoveEmptyEntries);
        int[] asked = [.. ends.Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return asked.Length == 0 ? Enumerable.Range(Bench.Seed, count) : Enumerable.Range(asked[0], asked[^1] - asked[0] + 1);
    }
}
