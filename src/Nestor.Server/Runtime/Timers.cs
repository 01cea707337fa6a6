using Nestor.Engine.Loop;
using Nestor.Model.Logging;

namespace Nestor.Server.Runtime;

/// <summary>What the loop does from time to time. Each timer starts anew when its work is done.</summary>
internal sealed class Timers(TimeProvider clock, Logger log)
{
    private readonly List<Timer> _timers = [];

    public void Clear() => _timers.Clear();

    /// <param name="period">Zero switches it off.</param>
    public void Every(TimeSpan period, Action<Batch4> work)
    {
        if (period > TimeSpan.Zero)
        {
            _timers.Add(new Timer(period, work) { Start = clock.GetTimestamp() });
        }
    }

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
    public void RunDue(Batch4 batch)
    {
        for (int i = 0; i < _timers.Count; i++)
        {
            var timer = _timers[i];
            if (clock.GetElapsedTime(timer.Start) >= timer.Period)
            {
                Work(timer, batch);
                timer.Start = clock.GetTimestamp();
            }
        }
    }

    private void Work(Timer timer, Batch4 batch)
    {
        try
        {
            timer.Work(batch);
        }
        catch (Exception e)
        {
            // One of the three outer loops: the server goes on, and the timer comes again.
            log.Write(HostLog.TimerFailed, $"{e.ToString()}");
        }
    }

    private sealed class Timer(TimeSpan period, Action<Batch4> work)
    {
        public TimeSpan Period { get; } = period;

        public Action<Batch4> Work { get; } = work;

        public long Start { get; set; }
    }
}
