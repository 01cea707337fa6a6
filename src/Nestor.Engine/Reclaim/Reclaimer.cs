using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.Reclaim;

/// <summary>
/// Puts leases that ran out back in order, oldest first and a few at a time: an expired one is kept for its client's
/// return, a declined one is free again (Kea's <c>expired-leases-processing</c>).
/// </summary>
/// <param name="ids">The family's messages.</param>
public abstract class Reclaimer(ReclaimLogIds ids)
{
    /// <summary>Leases between two looks at the clock.</summary>
    private const uint Slice = 50;

    private uint _incompleteCycles;
    private uint _inCycle;

    /// <summary>Reclaims up to <paramref name="limit"/> leases; true when none is left.</summary>
    /// <param name="limit">0 is no limit.</param>
    /// <param name="isRemoving">They are deleted, whatever the configuration says of keeping them.</param>
    public bool Reclaim(uint limit, bool isRemoving = false)
    {
        // As with Kea it is the timer that says so: without it nobody would ever delete what is kept.
        IsRemoving = isRemoving || Expiry.FlushReclaimedTimerWait == 0;
        if (_inCycle == 0)
        {
            Log.Write(ids.Start, $"reclaiming leases that ran out, at most {limit} at a time (0 is no limit)");
        }

        uint looked = 0;
        int slot;
        while ((slot = OldestExpired()) >= 0 && (limit == 0 || looked < limit))
        {
            looked++;
            if (ReclaimOne(slot))
            {
                _inCycle++;
            }
        }

        return slot < 0;
    }

    /// <summary>One cycle: as many leases, and as long, as expired-leases-processing lets it.</summary>
    public void Cycle(TimeProvider clock)
    {
        var expiry = Expiry;
        long start = clock.GetTimestamp();
        bool isComplete;
        bool isTimeOver;
        uint left = expiry.MaxReclaimLeases;
        do
        {
            uint slice = Math.Min(left == 0 ? Slice : left, Slice);
            isComplete = Reclaim(slice);
            left = expiry.MaxReclaimLeases == 0 ? 0 : left - slice;
            isTimeOver = expiry.MaxReclaimTime > 0 && clock.GetElapsedTime(start).TotalMilliseconds >= expiry.MaxReclaimTime;
        }
        while (!isComplete && !isTimeOver && (expiry.MaxReclaimLeases == 0 || left > 0));
        EndCycle(isComplete, isTimeOver);
    }

    /// <summary>Warns when cycle after cycle leaves leases behind. Called at the end of each cycle.</summary>
    /// <param name="isTimeOver">The cycle ended because max-reclaim-time was over.</param>
    public void EndCycle(bool isComplete, bool isTimeOver = false)
    {
        var log = Log;
        log.Write(ids.Complete, $"{_inCycle} leases were reclaimed");
        if (isComplete)
        {
            log.Write(ids.NoMore, $"no lease is left that ran out");
        }
        else if (isTimeOver)
        {
            log.Write(ids.Timeout, $"the time for one cycle, {Expiry.MaxReclaimTime} ms, was over; the rest waits for the next");
        }

        _inCycle = 0;
        EndPutOff();
        _incompleteCycles = isComplete ? 0 : _incompleteCycles + 1;
        uint patience = Expiry.UnwarnedReclaimCycles;
        if (patience > 0 && _incompleteCycles >= patience)
        {
            Log.Write(
                ids.Slow, $"expired leases were left over in {_incompleteCycles} cycles one after the other");
            _incompleteCycles = 0;
        }
    }

    /// <summary>Deletes leases that were reclaimed or released longer ago than they are to be kept.</summary>
    /// <param name="limit">Most leases to delete now; the caller comes back while true is returned.</param>
    public bool Flush(uint limit)
    {
        Log.Write(ids.Delete, $"deleting leases reclaimed more than {Expiry.HoldReclaimedTime} seconds ago");
        long before = Now - Expiry.HoldReclaimedTime;
        uint done = 0;
        while (done < limit && OldestReclaimed(out long since) is >= 0 and int slot && since < before)
        {
            Remove(slot);
            done++;
        }

        if (done > 0)
        {
            Log.Write(ids.Deleted, $"{done} leases reclaimed long ago were deleted");
        }

        return done == limit;
    }

    /// <summary>What is reclaimed now is deleted rather than kept for its client.</summary>
    protected bool IsRemoving { get; private set; }

    protected abstract ExpirySettings Expiry { get; }

    protected abstract Logger Log { get; }

    /// <summary>Unix seconds.</summary>
    protected abstract long Now { get; }

    /// <summary>The slot of the lease that ran out longest ago and was not reclaimed; -1 when none is left.</summary>
    protected abstract int OldestExpired();

    /// <summary>The slot of the lease reclaimed or released longest ago, and when it ended; -1 when there is none.</summary>
    protected abstract int OldestReclaimed(out long since);

    protected abstract void Remove(int slot);

    /// <summary>
    /// Puts one lease in order. False when a hook library has done so, or wants it left as it is: then it is none of the expired
    /// ones until <see cref="EndPutOff"/>.
    /// </summary>
    protected abstract bool ReclaimOne(int slot);

    /// <summary>Leases that were to be left as they are are looked at again in the next cycle, after all others.</summary>
    protected abstract void EndPutOff();
}
