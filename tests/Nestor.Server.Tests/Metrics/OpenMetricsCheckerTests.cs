using System.Text;

namespace Nestor.Server.Tests.Metrics;

/// <summary>The checker of our own finds what is wrong.</summary>
public sealed class OpenMetricsCheckerTests
{
    private const string Good = "# TYPE a counter\n# HELP a x\na_total{b=\"c\"} 1\na_total{b=\"\\\"\\\\\\n,}\"} 2.5\n# TYPE h_seconds histogram\n# UNIT h_seconds seconds\n"
        + "h_seconds_bucket{s=\"1\",le=\"1e-06\"} 1\nh_seconds_bucket{s=\"1\",le=\"+Inf\"} 2\nh_seconds_sum{s=\"1\"} 1.5e-05\nh_seconds_count{s=\"1\"} 2\n"
        + "# TYPE g_total gauge\ng_total -5\n# TYPE i info\ni_info{v=\"1\"} 1\n# EOF\n";

    [Fact]
    public void A_right_text_is_read()
    {
        var result = OpenMetricsChecker.Check(Encoding.UTF8.GetBytes(Good));
        Assert.Null(result.Problem);
        Assert.Equal(8, result.Samples.Count);
        Assert.Equal(2.5, result.Samples["a_total{b=\"\\\"\\\\\\n,}\"}"]);
        Assert.Equal("counter", result.Types["a"]);
    }

    [Theory]
    [InlineData("# EOF\n", "")]
    [InlineData("# EOF\n", "# EOF\n# EOF\n")]
    [InlineData("# EOF\n", "# EOF\n\n")]
    [InlineData("a_total{b=\"c\"} 1", "a{b=\"c\"} 1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\"} -1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\"} NaN")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\"} 1\na_total{b=\"c\"} 1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\",b=\"d\"} 1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\",} 1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"\\c\"} 1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\"}  1")]
    [InlineData("a_total{b=\"c\"} 1", "a_total{b=\"c\"} 1 ")]
    [InlineData("a_total{b=\"c\"} 1\n", "a_total{b=\"c\"} 1\n\n")]
    [InlineData("a_total{b=\"c\"} 1\n", "a_total{b=\"c\"} 1\r\n")]
    [InlineData("# HELP a x", "# HELP a x\n# HELP a y")]
    [InlineData("# HELP a x", "# HELP a \\x")]
    [InlineData("# HELP a x", "# comment")]
    [InlineData("# TYPE a counter\n", "")]
    [InlineData("# TYPE a counter", "# TYPE a sum")]
    [InlineData("# TYPE g_total gauge", "# TYPE a_total gauge\na_total 1\n# TYPE g_total gauge")]
    [InlineData("# TYPE g_total gauge", "# TYPE a counter\na_total 1\n# TYPE g_total gauge")]
    [InlineData("# UNIT h_seconds seconds", "# UNIT h_seconds bytes")]
    [InlineData(",le=\"+Inf\"} 2", ",le=\"9\"} 2")]
    [InlineData(",le=\"+Inf\"} 2", ",le=\"+Inf\"} 0")]
    [InlineData(",le=\"1e-06\"} 1", "} 1")]
    [InlineData("_count{s=\"1\"} 2", "_count{s=\"1\"} 3")]
    [InlineData("i_info{v=\"1\"} 1", "i_info{v=\"1\"} 2")]
    public void Each_thing_that_is_wrong_is_found(string before, string after)
    {
        Assert.Contains(before, Good, StringComparison.Ordinal);
        Assert.NotNull(OpenMetricsChecker.Check(Encoding.UTF8.GetBytes(Good.Replace(before, after, StringComparison.Ordinal))).Problem);
    }
}
