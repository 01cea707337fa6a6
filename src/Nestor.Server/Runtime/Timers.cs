using Nestor.Model.Logging;

namespace Nestor.Server.Runtime;

/// <summary>What the loop does from time to time. Each timer starts anew when its work is done.</summary>
internal sealed class Timers<TBatch>(TimeProvider clock, Logger log)
{
    private static readonly LogId RegisterId = LogId.Debug(40, "DHCPSRV_TIMERMGR_REGISTER_TIMER");
    private static readonly LogId StartId = LogId.Debug(40, "DHCPSRV_TIMERMGR_START_TIMER");
    private static readonly LogId RunId = LogId.Debug(50, "DHCPSRV_TIMERMGR_RUN_TIMER_OPERATION");
    private static readonly LogId ClearId = LogId.Debug(40, "DHCPSRV_TIMERMGR_UNREGISTER_ALL_TIMERS");

    /// <summary>Work failed in a way nobody foresaw; it is done again when its time comes.</summary>
    private static readonly LogId FailedId = LogId.Error("DHCPSRV_TIMERMGR_CALLBACK_FAILED");

    private readonly List<Timer> _timers = [];

    public void Clear()
    {
        log.Write(ClearId, $"{_timers.Count} timers are taken away");
        _timers.Clear();
    }

    /// <param name="name">What it is for, in the log.</param>
    /// <param name="period">Zero switches it off.</param>
    public void Every(string name, TimeSpan period, Action<TBatch> work)
    {
        if (period > TimeSpan.Zero)
        {
            log.Write(RegisterId, $"{name}, every {(long)period.TotalMilliseconds} ms");
            _timers.Add(new Timer(name, period, work) { Start = clock.GetTimestamp() });
        }
    }

    /// <summary>The same, until it says that there is nothing more to do.</summary>
    /// <param name="work">False when this was the last time.</param>
    public void Every(string name, TimeSpan period, Func<bool> work) => Every(name, period, _ =>
    {
        if (!work())
        {
            _timers.RemoveAll(t => t.Name == name);
        }
    });

    /// <summary>How long the loop may wait; -1 for ever.</summary>
    public int MillisecondsToNext()
    {
        double next = double.MaxValue;
        foreach (var timer in _timers)
        {
            next = Math.Min(next, (timer.Period - clock.GetElapsedTime(timer.Start)).TotalMilliseconds);
        }

        return next == double.MaxValue ? -1 : (int)Math.Clamp(Math.Ceiling(next), 0, 60_000);
    }

    /// <summary>Runs what is due; changes of leases go into the batch.</summary>
    public void RunDue(TBatch batch)
    {
        for (int i = 0; i < _timers.Count; i++)
        {
            var timer = _timers[i];
            if (clock.GetElapsedTime(timer.Start) >= timer.Period)
            {
                log.Write(RunId, $"{timer.Name}");
                Work(timer, batch);
                timer.Start = clock.GetTimestamp();
                log.Write(StartId, $"{timer.Name}");
            }
        }
    }

    private void Work(Timer timer, TBatch batch)
    {
        try
        {
            timer.Work(batch);
        }
        catch (Exception e)
        {
            // One of the three outer loops: the server goes on, and the timer comes again.
            log.Write(FailedId, $"{timer.Name}: {e.ToString().ReplaceLineEndings(" | ")}");
        }
    }

    private sealed class Timer(string name, TimeSpan period, Action<TBatch> work)
    {
        public string Name { get; } = name;

        public TimeSpan Period { get; } = period;

        public Action<TBatch> Work { get; } = work;

        public long Start { get; set; }
    }
}
