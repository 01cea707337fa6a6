using Nestor.Engine.Statistics;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>How much of a histogram was told.</summary>
internal sealed class HistogramMark(Histogram histogram)
{
    /// <summary>Of each bucket.</summary>
    public long[] Counts { get; } = new long[histogram.Bounds.Length + 1];

    /// <summary>Of all values.</summary>
    public double Sum { get; set; }
}

/// <summary>
/// The same of all histograms, from one configuration to the next. What was counted before anything is told stays untold: that
/// may be the values of months.
/// </summary>
internal sealed class HistogramMarks
{
    private readonly Dictionary<Histogram, HistogramMark> _marks = [];

    /// <param name="meters">What they have counted until now is taken for told.</param>
    public HistogramMarks(ServerMeters meters)
    {
        foreach (var histogram in meters.Histograms)
        {
            var mark = this[histogram];
            for (int i = 0; i < mark.Counts.Length; i++)
            {
                mark.Counts[i] = histogram.CountOf(i);
            }

            mark.Sum = histogram.Sum;
        }
    }

    public HistogramMark this[Histogram histogram]
    {
        get
        {
            if (!_marks.TryGetValue(histogram, out var mark))
            {
                _marks[histogram] = mark = new HistogramMark(histogram);
            }

            return mark;
        }
    }
}
