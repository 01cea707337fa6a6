namespace StandardLibraries.Limits;

/// <summary>
/// Counts what came in the last span of time, so that there are never more than the limit in any span of that length. Up to
/// <see cref="MaxExact"/> each is remembered with its moment; of more than that it is remembered how many came in each
/// thousandth of the span, and they are forgotten that much later: what it takes of memory does not grow with the limit.
/// </summary>
/// <param name="span">In ticks of the clock.</param>
internal sealed class RateWindow(uint limit, long span)
{
    public const int MaxExact = 1000;

    private const int Parts = 1000;

    private readonly long[] _moments = new long[limit <= MaxExact ? limit : 0];
    private readonly uint[] _counts = new uint[limit <= MaxExact ? 0 : Parts + 1];
    private readonly long _part = Math.Max(1, span / Parts);
    private int _next;
    private ulong _taken;
    private long _lastPart;

    /// <summary>True while one more fits in.</summary>
    public bool HasRoom(long now)
    {
        if (limit <= MaxExact)
        {
            // The one that came so many before this one must be out of the span.
            return limit > 0 && ((ulong)limit > _taken || now - _moments[_next] >= span);
        }

        Forget(now);
        return _taken < limit;
    }

    /// <summary>One has come, for which there is room.</summary>
    public void Take(long now)
    {
        if (limit <= MaxExact)
        {
            _moments[_next] = now;
            _next = (_next + 1) % _moments.Length;
            _taken = Math.Min(_taken + 1, limit);
            return;
        }

        Forget(now);
        _counts[_next]++;
        _taken++;
    }

    /// <summary>Goes on to the part of time that is now.</summary>
    private void Forget(long now)
    {
        long part = now / _part;
        long steps = part - _lastPart;
        if (steps <= 0)
        {
            return;
        }

        _lastPart = part;
        if (steps > Parts)
        {
            Array.Clear(_counts);
            _taken = 0;
            return;
        }

        for (; steps > 0; steps--)
        {
            _next = (_next + 1) % _counts.Length;
            _taken -= _counts[_next];
            _counts[_next] = 0;
        }
    }
}
