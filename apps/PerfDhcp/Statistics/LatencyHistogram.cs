using System.Numerics;

namespace PerfDhcp.Statistics;

/// <summary>
/// Delays in nanoseconds, counted in buckets that are at most 1/128 of their value wide, so that a percentile is true to
/// 0.8 % and a sample costs one increment. Least, greatest, mean and deviation are exact.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 7;
    private const int SubCount = 1 << SubBits;

    /// <summary>Delays from 2^40 ns (18 minutes) on share the last bucket.</summary>
    private const int MaxBits = 40;

    private readonly long[] _counts = new long[(MaxBits - SubBits + 1) * SubCount];
    private double _mean;
    private double _squares;

    public long Count { get; private set; }

    public long Least { get; private set; } = long.MaxValue;

    public long Greatest { get; private set; }

    public double Mean => _mean;

    /// <summary>Of all samples as a population, as Kea's program gives it.</summary>
    public double StandardDeviation => Count == 0 ? 0 : Math.Sqrt(_squares / Count);

    public void Add(long nanoseconds)
    {
        long value = Math.Max(nanoseconds, 0);
        _counts[Bucket(value)]++;
        Count++;
        Least = Math.Min(Least, value);
        Greatest = Math.Max(Greatest, value);

        // Welford's recurrence: no sum of squares that loses its last digits.
        double away = value - _mean;
        _mean += away / Count;
        _squares += away * (value - _mean);
    }

    /// <summary>The delay that a share (0 to 1) of the samples does not exceed, in nanoseconds; 0 without samples.</summary>
    public long Percentile(double share)
    {
        if (Count == 0)
        {
            return 0;
        }

        long wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
            {
                return Math.Clamp(UpperEdge(bucket), Least, Greatest);
            }
        }

        return Greatest;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Least, Greatest, _mean, _squares) = (0, long.MaxValue, 0, 0, 0);
    }

    /// <summary>Values below 128 have a bucket each; above, the seven bits after the leading one choose.</summary>
    private static int Bucket(long value)
    {
        int bits = 64 - BitOperations.LeadingZeroCount((ulong)value);
        if (bits <= SubBits)
        {
            return (int)value;
        }

        if (bits > MaxBits)
        {
            return ((MaxBits - SubBits + 1) * SubCount) - 1;
        }

        int shift = bits - SubBits - 1;
        return ((shift + 1) * SubCount) + (int)(value >> shift) - SubCount;
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < SubCount)
        {
            return bucket;
        }

        int shift = (bucket / SubCount) - 1;
        long head = SubCount + (bucket % SubCount);
        return ((head + 1) << shift) - 1;
    }
}
