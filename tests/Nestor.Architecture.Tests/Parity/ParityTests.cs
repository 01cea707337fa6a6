using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests.Parity;

/// <summary>The ledger of what Kea has and we have: it may say that something is missing, but it may not lie.</summary>
public sealed class ParityTests
{
    private static readonly string[] Tables =
    [
        "config-dhcp4", "config-dhcp6", "options-dhcp4", "options-dhcp6", "statistics", "log-messages", "cli", "lease-file",
        "expressions", "commands", "config-ctrl-agent",
    ];

    [Fact]
    public void Every_table_is_there_and_has_rows()
    {
        Findings.MustBeNone(Tables.Where(table => !Ledger.Read($"parity/{table}.tsv").Any()));
    }

    [Fact]
    public void Every_status_is_proven_recognised_or_missing()
    {
        Findings.MustBeNone(Ledger.All()
            .Where(row => row.Status is not ("proven" or "recognised" or "missing"))
            .Select(row => $"{row.File}:{row.Line}: {row.Status}"));
    }

    [Fact]
    public void Every_proven_row_names_a_living_test()
    {
        Assert.True(LivingTests.Count > 20, "the scanner finds too few tests to be right");
        Assert.True(LivingTests.Has($"{typeof(ParityTests).FullName}.{nameof(Every_proven_row_names_a_living_test)}"));
        Findings.MustBeNone(Ledger.All()
            .Where(row => row.Status == "proven" && !LivingTests.Has(row.Proof))
            .Select(row => $"{row.File}:{row.Line}: {row.Key}: no test {row.Proof}"));
    }

    [Fact]
    public void Every_other_row_gives_a_reason()
    {
        Findings.MustBeNone(Ledger.All()
            .Where(row => row.Status != "proven" && row.Proof.Length == 0)
            .Select(row => $"{row.File}:{row.Line}: {row.Key}"));
    }

    [Fact]
    public void Every_difference_from_Kea_names_a_living_test()
    {
        // "- what differs. `Full.Name.Of_a_test`"
        foreach (string line in Tree.Lines("docs/differences-from-kea.md").Where(l => l.StartsWith("- ", StringComparison.Ordinal)))
        {
            string[] quoted = line.Split('`');
            Assert.True(quoted.Length >= 3, $"no test named: {line}");
            Assert.True(LivingTests.Has(quoted[^2]), $"no test {quoted[^2]}: {line}");
        }
    }
}
