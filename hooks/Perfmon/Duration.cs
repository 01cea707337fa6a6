namespace StandardLibraries.Perfmon;

/// <summary>What is known of one duration: the interval that is being filled, and the last one that is full.</summary>
/// <param name="statistic">Its name among the statistics.</param>
internal sealed class Duration(DurationKey key, string statistic)
{
    private Interval _current;
    private long _start;
    private bool _isBegun;

    public DurationKey Key => key;

    public string Statistic => statistic;

    /// <summary>The last one that is full; nothing occurred in it before there is one.</summary>
    public Interval Last { get; private set; }

    /// <summary>Adds one occurrence; true when an interval is full with that, and the next one begins with this occurrence.</summary>
    /// <param name="micros">How long it took, in microseconds.</param>
    /// <param name="width">Of an interval, in ticks of the clock.</param>
    public bool Add(long micros, long now, long width, TimeProvider clock)
    {
        bool isFull = _isBegun && now - _start >= width;
        if (isFull)
        {
            Last = _current;
        }

        if (isFull || !_isBegun)
        {
            _isBegun = true;
            _start = now;
            _current = new Interval { Start = clock.GetUtcNow(), Min = long.MaxValue };
        }

        _current.Occurrences++;
        _current.Total += micros;
        _current.Min = Math.Min(_current.Min, micros);
        _current.Max = Math.Max(_current.Max, micros);
        return isFull;
    }
}

/// <summary>What occurred in an interval; times in microseconds.</summary>
internal struct Interval
{
    public DateTimeOffset Start;
    public long Occurrences;
    public long Min;
    public long Max;
    public long Total;

    /// <summary>0 when nothing occurred.</summary>
    public readonly long Mean => Occurrences == 0 ? 0 : Total / Occurrences;
}
