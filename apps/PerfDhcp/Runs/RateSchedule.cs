namespace PerfDhcp.Runs;

/// <summary>
/// Says how many events of an even rate are due at a time: the first at once, then one each 1/rate seconds. Lost time is
/// caught up, so the average holds.
/// </summary>
/// <param name="perSecond">0: never due.</param>
/// <param name="frequency">Ticks of the clock in a second.</param>
internal sealed class RateSchedule(int perSecond, long frequency)
{
    private long _start;
    private long _done;

    public void Start(long now)
    {
        _start = now;
        _done = 0;
    }

    public long Due(long now) =>
        perSecond == 0 || now < _start ? 0 : (long)((Int128)(now - _start) * perSecond / frequency) + 1 - _done;

    /// <summary>When the next event is due; the end of time when there is none.</summary>
    public long NextAt =>
        perSecond == 0 ? long.MaxValue : _start + (long)(((Int128)_done * frequency + perSecond - 1) / perSecond);

    public void Done() => _done++;
}
