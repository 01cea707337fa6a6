using SideBySide.Grammar;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Expressions;

/// <summary>Generated expressions have the same values in Kea and in ours, for the same packets.</summary>
public sealed class ExpressionTests(ITestOutputHelper output)
{
    private const int PerBatch = 200;
    private const int Batches = 5;

    [Fact]
    public void A_thousand_expressions_of_DHCPv4_have_Keas_values()
    {
        Requirements.Check(ServerCommand.Subject);
        var grammar = new ExpressionGrammar(new Dice(Bench.Seed), Vocabulary.Texts4, Vocabulary.Tests4);
        Judge(grammar, batch => ExpressionBench.Compare(
            batch, ExpressionQueries.Of4(), Open4, new Terrain().Fence(0x5600_0000), (ServerCommand.Reference, ServerCommand.Subject)));
    }

    [Fact]
    public void A_thousand_expressions_of_DHCPv6_have_Keas_values()
    {
        Requirements.Check(ServerCommand.Subject6);
        var grammar = new ExpressionGrammar(new Dice(Bench.Seed + 1), Vocabulary.Texts6, Vocabulary.Tests6);
        Judge(grammar, batch => ExpressionBench.Compare(
            batch, ExpressionQueries.Of6(), Open6, Terrain6.Fence(0x56_0000), (ServerCommand.Reference6, ServerCommand.Subject6)));
    }

    private void Judge(ExpressionGrammar grammar, Func<List<string>, ExpressionFindings> compare)
    {
        List<ExpressionFindings> found =
            [.. Enumerable.Range(0, Batches).Select(_ => compare([.. Enumerable.Range(0, PerBatch).Select(_ => grammar.Next())]))];
        List<string> differences = [.. found.SelectMany(f => f.Differences)];
        int values = found.SelectMany(f => f.Values).Distinct().Count();
        int faults = found.Sum(f => f.Faults);
        output.WriteLine($"{Batches * PerBatch} expressions, {values} values, {faults} faults, {differences.Count} differences");
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(40))}");

        // Were they worth it?
        Assert.True(values > 300, $"only {values} values");
        Assert.True(faults is > 10 and < 1_000, $"{faults} faults");
    }

    private static Side<Reply> Open4(ServerCommand command, string folder, string classes) =>
        new Side(command, ExpressionQueries.ServerAddresses4, "192.0.2.254", folder, (_, at) => $$"""
            { "Dhcp4": {
              {{Common(command, at)}},
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.49" } ] } ],
              "client-classes": [ {{classes}} ]
            } }
            """);

    private static Side<Reply6> Open6(ServerCommand command, string folder, string classes) =>
        new Side6(command, new Terrain6().ServerAddresses, folder, (_, at) => $$"""
            { "Dhcp6": {
              {{Common(command, at)}},
              "server-id": { "type": "LL", "htype": 1, "identifier": "0200000000F1", "persist": false },
              "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::3f" } ] } ],
              "client-classes": [ {{classes}} ]
            } }
            """);

    private static string Common(ServerCommand command, string folder) => $$"""
        "interfaces-config": { "interfaces": [ "eth0" ] },
        "multi-threading": { "enable-multi-threading": false },
        "lease-database": { "type": "memfile", "persist": false },
        "loggers": [ { "name": "{{command.Family.Program}}", "severity": "DEBUG", "debuglevel": 99,
          "output_options": [ { "output": "{{folder}}/kea.log", "maxsize": 0 } ] } ]
        """;
}
