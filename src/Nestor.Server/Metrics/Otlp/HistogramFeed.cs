using Nestor.Engine.Statistics;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>
/// Gives what a histogram of ours counted to one of OpenTelemetry, which takes values and no counts. As many values are made up in
/// each bucket as were counted there, and so that their sum is right.
/// </summary>
/// <param name="mark">What was told of it before.</param>
/// <param name="divisor">What its values are divided by.</param>
/// <param name="record">Takes a value.</param>
internal sealed class HistogramFeed(Histogram source, HistogramMark mark, double divisor, Action<double> record)
{
    public void Feed()
    {
        var bounds = source.Bounds;
        Span<long> counts = stackalloc long[mark.Counts.Length];
        double least = 0;
        double most = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = source.CountOf(i) - mark.Counts[i];
            mark.Counts[i] += counts[i];
            least += counts[i] * Lower(bounds, i);
            most += counts[i] * Upper(bounds, i);
        }

        // Read a moment after the counts, the sum may have a value more: that evens out with the next time.
        double sum = (source.Sum - mark.Sum) / divisor;
        long above = counts[^1];
        double share = above > 0 || most <= least ? 0.5 : Math.Clamp((sum - least) / (most - least), 0, 1);
        for (int i = 0; i < bounds.Length; i++)
        {
            double low = Lower(bounds, i);
            double value = Math.Clamp(low + (share * (Upper(bounds, i) - low)), Math.BitIncrement(low), Upper(bounds, i));
            Tell(value, counts[i]);
            sum -= value * counts[i];
        }

        if (above > 0)
        {
            double value = Math.Max(sum / above, Math.BitIncrement(Lower(bounds, bounds.Length)));
            Tell(value, above);
        }
    }

    private void Tell(double value, long times)
    {
        mark.Sum += value * times * divisor;
        for (; times > 0; times--)
        {
            record(value);
        }
    }

    private double Lower(ReadOnlySpan<long> bounds, int bucket) => bucket == 0 ? 0 : bounds[bucket - 1] / divisor;

    /// <summary>The last bucket has none.</summary>
    private double Upper(ReadOnlySpan<long> bounds, int bucket) => bucket < bounds.Length ? bounds[bucket] / divisor : Lower(bounds, bucket);
}
