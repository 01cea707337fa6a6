using PerfDhcp.Statistics;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_true_to_one_part_in_128_over_six_decades()
    {
        var dice = new Random(7);
        var histogram = new LatencyHistogram();
        long[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Pow(10, 3 + (dice.NextDouble() * 6)))];
        foreach (long sample in samples)
        {
            histogram.Add(sample);
        }

        Array.Sort(samples);
        foreach (double share in new[] { 0.001, 0.5, 0.9, 0.99, 0.999, 1.0 })
        {
            long exact = samples[(int)Math.Ceiling(share * samples.Length) - 1];
            Assert.InRange(histogram.Percentile(share), exact, exact + (exact / 128) + 1);
        }
    }

    [Fact]
    public void Least_greatest_mean_and_deviation_are_exact()
    {
        var histogram = new LatencyHistogram();
        foreach (long sample in new long[] { 2_000_000, 4_000_000, 4_000_000, 4_000_000, 5_000_000, 5_000_000, 7_000_000, 9_000_000 })
        {
            histogram.Add(sample);
        }

        Assert.Equal(2_000_000, histogram.Least);
        Assert.Equal(9_000_000, histogram.Greatest);
        Assert.Equal(5_000_000, histogram.Mean, 3);
        Assert.Equal(2_000_000, histogram.StandardDeviation, 3);
    }

    [Fact]
    public void One_sample_is_every_percentile()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(123_457);

        Assert.Equal(123_457, histogram.Percentile(0.5));
        Assert.Equal(123_457, histogram.Percentile(0.999));
    }

    [Fact]
    public void Without_samples_percentiles_are_zero() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void A_value_out_of_range_goes_to_the_nearest_bucket(long value, long expected)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(value);

        Assert.Equal(expected, histogram.Percentile(1));
    }

    [Fact]
    public void Clearing_forgets_everything()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(10);
        histogram.Clear();
        histogram.Add(30);

        Assert.Equal((1, 30, 30), (histogram.Count, histogram.Least, histogram.Percentile(0.5)));
        Assert.Equal(30, histogram.Mean);
    }
}
