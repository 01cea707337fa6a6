using SideBySide.Comparison;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide;

/// <summary>The same DHCPv6 packets to Kea and to us: answers, lease files and counters, field by field.</summary>
public sealed class Compare6Tests(ITestOutputHelper output)
{
    [Fact]
    public void Every_DHCPv6_answer_lease_and_counter_is_Keas_or_a_difference_with_a_reason()
    {
        Requirements.Check(ServerCommand.Subject6);
        var findings = new Findings(output);
        List<Scenario6> chosen = Chosen();
        foreach (Scenario6 scenario in chosen)
        {
            findings.Add(findings.Play(scenario.Name, () => Bench6.Run(scenario, ServerCommand.Subject6)));
        }

        // Kea against itself: the table of differences has nothing to say there.
        KnownDifference[] known = ServerCommand.Subject6.IsReference ? [] : KnownDifferences6.All;
        findings.Judge(known, chosen.Count == Catalogue6.All.Length, distinct: 1500);
    }

    [Fact]
    public void A_DHCPv6_server_with_another_configuration_is_noticed_in_answers_leases_and_counters()
    {
        Requirements.Check(ServerCommand.Subject6);
        string other = Fixture.Text("v6-plain")
            .Replace("\"valid-lifetime\": 4000", "\"valid-lifetime\": 4001", StringComparison.Ordinal)
            .Replace("2001:db8:1::10 - 2001:db8:1::3f", "2001:db8:1::10 - 2001:db8:1::3e", StringComparison.Ordinal);
        Scenario6 scenario = Catalogue6.Plain with { Generated = 30, Script = null };
        Session6 session = Bench6.Run(scenario, ServerCommand.Reference6, other);
        Assert.Contains(session.Differences, d => d is { Field: "option 3/option 5/valid", Reference: "4000", Found: "4001" });
        Assert.Contains(session.Differences, d => d.Field == "lease.valid_lifetime");
        Assert.Contains(session.Differences, d => d is { Subject: "subnet[1].total-nas", Reference: "48", Found: "47" });
    }

    [Fact]
    public void Every_known_difference_of_DHCPv6_is_told_to_the_operator() => Documents.Tell(KnownDifferences6.All);

    // NESTOR_SCENARIO names one configuration, for work on a difference.
    private static List<Scenario6> Chosen() =>
        Environment.GetEnvironmentVariable("NESTOR_SCENARIO") is { Length: > 0 } name
            ? [.. Catalogue6.All.Where(scenario => scenario.Name == name)]
            : [.. Catalogue6.All];
}
