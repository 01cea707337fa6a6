using System.Text.Json;
using Nestor.Engine.Bench;

namespace Nestor.Engine.Tests;

/// <summary>What an exchange may allocate stands in bench/budgets.json; bench/engine measures the time of the same.</summary>
public sealed class BudgetTests
{
    public static TheoryData<string> Names => [.. Operations.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exchange_allocates_no_more_than_its_budget(string name)
    {
        var cost = Operations.Measure(name, 20_000);
        Assert.InRange(cost.Bytes, 0, Budgets()[name]);
    }

    [Fact]
    public void Every_budget_has_an_operation_and_the_other_way_round()
    {
        Assert.Equal(Operations.Names.Order(), Budgets().Keys.Order());
    }

    private static Dictionary<string, double> Budgets()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "budgets.json")));
        return file.RootElement.GetProperty("bytes per operation").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
    }
}
