using System.Diagnostics;
using Nestor.Hooks.Points;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Libraries;

/// <summary>
/// Watches over one library: what it takes of the loop's time and how often it fails, on the loop's thread. One that
/// fails or dawdles too often is cut off: it is called no more until the next configuration.
/// </summary>
public sealed class LibraryGuard(string library, GuardPolicy policy, Logger log)
{
    private static readonly LogId FailedId = LogId.Error("HOOKS_CALLOUT_EXCEPTION");
    private static readonly LogId NonsenseId = LogId.Error("NESTOR_HOOKS_BAD_STEP");
    private static readonly LogId SlowId = LogId.Warn("NESTOR_HOOKS_SLOW");
    private static readonly LogId CutOffId = LogId.Error("NESTOR_HOOKS_CUT_OFF");

    /// <summary>Faults of one kind that are logged one by one; the rest is in the counters.</summary>
    private const long Told = 20;

    private readonly long _budget = (long)(policy.TimeBudget.TotalSeconds * Stopwatch.Frequency);

    public string Library => library;

    /// <summary>It is not called any more.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>While it cannot take part, queries are dropped rather than served without it.</summary>
    public bool FailsClosed => policy.FailsClosed;

    public long Calls { get; private set; }

    /// <summary>Calls that threw, or wanted a step that means nothing there.</summary>
    public long Errors { get; private set; }

    /// <summary>Calls that took more than the budget.</summary>
    public long Slow { get; private set; }

    /// <summary>All of its calls together.</summary>
    public TimeSpan Total => Stopwatch.GetElapsedTime(0, _total);

    public TimeSpan Longest => Stopwatch.GetElapsedTime(0, _longest);

    /// <summary>How often it held the loop for so long that the watchdog told of it.</summary>
    public long Stuck { get; private set; }

    private long _total;
    private long _longest;
    private long _since;
    private string _at = "";

    /// <summary>In ticks of the stopwatch.</summary>
    internal static long Now => Stopwatch.GetTimestamp();

    /// <summary>What it is doing on the loop's thread, and for how long it has been; null for nothing. On any thread.</summary>
    public (string At, TimeSpan For)? Busy => Volatile.Read(ref _since) is not 0 and var since
        ? (Volatile.Read(ref _at), Stopwatch.GetElapsedTime(since, Now)) : null;

    /// <summary>For the watchdog: it has held the loop for too long.</summary>
    public void CountStuck() => Stuck++;

    /// <summary>Has the library do something on the loop's thread that is none of its callouts, and watches it.</summary>
    /// <param name="at">What it is, for the log.</param>
    /// <returns>What it returns; what it throws is thrown on, and counted.</returns>
    public T Watch<T>(string at, Func<T> work)
    {
        long before = Now;
        Begin(at, before);
        try
        {
            return work();
        }
        catch (Exception)
        {
            Errors++;
            throw;
        }
        finally
        {
            Took(at, Now - before);
        }
    }

    internal void Begin(string at, long now)
    {
        Volatile.Write(ref _at, at);
        Volatile.Write(ref _since, now);
    }

    internal void Took(string point, long ticks)
    {
        Volatile.Write(ref _since, 0);
        Calls++;
        _total += ticks;
        if (ticks > _longest)
        {
            _longest = ticks;
        }

        if (ticks > _budget)
        {
            Slow++;
            if (Slow <= Told)
            {
                log.Write(SlowId, $"{library} took {(long)Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds} us at {point}, more than {(long)policy.TimeBudget.TotalMicroseconds}");
            }

            Judge(point, Slow, policy.SlowBudget, "too slow");
        }
    }

    internal void Failed(string point, Exception e)
    {
        Errors++;
        if (Errors <= Told)
        {
            log.Write(FailedId, $"{library} failed at {point}: {e.ToString().ReplaceLineEndings(" | ")}");
        }

        Judge(point, Errors, policy.ErrorBudget, "failed");
    }

    internal void Nonsense(string point, NextStep step)
    {
        Errors++;
        if (Errors <= Told)
        {
            log.Write(NonsenseId, $"{library} wants {step} at {point}, where that means nothing: the query goes on");
        }

        Judge(point, Errors, policy.ErrorBudget, "wrong");
    }

    private void Judge(string point, long count, long budget, string how)
    {
        if (budget > 0 && count >= budget && !IsCutOff)
        {
            IsCutOff = true;
            log.Write(CutOffId, $"{library} was {how} {count} times, last at {point}: it is called no more until the next configuration, queries are {(FailsClosed ? "dropped" : "served without it")}");
        }
    }
}
