using SideBySide.Comparison;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SideBySide;

/// <summary>The same packets to Kea and to us: answers, lease files and counters, field by field.</summary>
public sealed class CompareTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_answer_lease_and_counter_is_Keas_or_a_difference_with_a_reason()
    {
        Requirements.Check();
        var findings = new Findings(output);
        List<Scenario> chosen = Chosen();
        foreach (Scenario scenario in chosen)
        {
            findings.Add(findings.Play(scenario.Name, () => Bench.Run(scenario, ServerCommand.Subject)));
        }

        // Kea against itself: the table of differences has nothing to say there.
        KnownDifference[] known = ServerCommand.Subject.IsReference ? [] : KnownDifferences.All;
        findings.Judge(known, chosen.Count == Catalogue.All.Length, distinct: 300);
    }

    [Fact]
    public void A_server_with_another_configuration_is_noticed_in_answers_leases_and_counters()
    {
        Requirements.Check();
        string other = Fixture.Text("plain")
            .Replace("\"valid-lifetime\": 4000", "\"valid-lifetime\": 4001", StringComparison.Ordinal)
            .Replace("192.0.2.10 - 192.0.2.60", "192.0.2.10 - 192.0.2.59", StringComparison.Ordinal);
        Scenario scenario = Catalogue.Plain with { Generated = 60, Script = null };
        Session session = Bench.Run(scenario, ServerCommand.Reference, other);
        Assert.Contains(session.Differences, d => d.Field == "option 51" && d is { Reference: "00000fa0", Found: "00000fa1" });
        Assert.Contains(session.Differences, d => d.Field == "lease.valid_lifetime");
        Assert.Contains(session.Differences, d => d is { Subject: "subnet[1].total-addresses", Reference: "51", Found: "50" });
    }

    [Fact]
    public void Every_known_difference_is_told_to_the_operator() => Documents.Tell(KnownDifferences.All);

    // NESTOR_SCENARIO names one configuration, for work on a difference.
    private static List<Scenario> Chosen() =>
        Environment.GetEnvironmentVariable("NESTOR_SCENARIO") is { Length: > 0 } name
            ? [.. Catalogue.All.Where(scenario => scenario.Name == name)]
            : [.. Catalogue.All];
}
