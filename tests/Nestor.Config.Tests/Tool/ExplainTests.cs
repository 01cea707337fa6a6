using Nestor.Config.Keywords;

namespace Nestor.Config.Tests.Tool;

/// <summary>What <c>nestor config explain</c> prints and returns.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_keyword_is_told_with_its_type_scopes_default_and_inheritance()
    {
        var (code, output, _) = _tool.Run("explain", "allocator", "--family", "4");
        Assert.Equal(0, code);
        Assert.Equal(
            """
            allocator
              meaning      address allocation strategy
              type         string
              values       iterative, random, flq, shared-flq
              stands in    Dhcp4, shared-networks, subnet4
              default      iterative
              inherited    by shared-networks, subnet4 from the scope above
              state        acted on

            """,
            output);
    }

    [Fact]
    public void An_older_keyword_leads_to_todays()
    {
        var (code, output, _) = _tool.Run("explain", "control-socket");
        Assert.Equal(0, code);
        Assert.StartsWith("control-socket is an older keyword in Dhcp4, Dhcp6; write control-sockets\ncontrol-sockets\n", output, StringComparison.Ordinal);
        Assert.Contains("  older names  control-socket\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_keyword_gets_the_nearest_one()
    {
        var (code, output, errors) = _tool.Run("explain", "valid-lifetme");
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal("there is no keyword valid-lifetme; did you mean valid-lifetime?\n", errors);
        Assert.Equal(1, _tool.Run("explain", "pd-pools", "--family", "4").Code);
    }

    [Fact]
    public void Every_keyword_of_the_table_can_be_explained()
    {
        foreach (string name in KeywordTable.V4.Rows.Select(k => k.Name).Distinct())
        {
            Assert.Equal(0, _tool.Run("explain", name, "--family", "4").Code);
        }
    }
}
