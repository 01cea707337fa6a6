namespace Nestor.Engine.Statistics;

/// <summary>
/// How often values of some size were seen. One thread at a time records, without locks and without allocating; any
/// other may read meanwhile, and finds values that were right a moment ago.
/// </summary>
/// <param name="bounds">The largest value of each bucket, in order; above the last one is another bucket.</param>
public sealed class Histogram(params long[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _sum;

    /// <summary>Nanoseconds from one microsecond to one second, two or three for each power of ten.</summary>
    public static Histogram OfTimes() => new(
        1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000,
        50_000_000, 100_000_000, 200_000_000, 500_000_000, 1_000_000_000);

    public ReadOnlySpan<long> Bounds => bounds;

    /// <summary>Of all values together.</summary>
    public long Sum => Volatile.Read(ref _sum);

    /// <summary>Values of one bucket alone.</summary>
    public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);

    public void Record(long value)
    {
        int at = 0;
        while (at < bounds.Length && value > bounds[at])
        {
            at++;
        }

        _counts[at]++;
        _sum += value;
    }
}
