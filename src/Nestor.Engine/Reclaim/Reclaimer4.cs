using Nestor.Engine.Allocation;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace Nestor.Engine.Reclaim;

/// <summary>
/// Puts leases that ran out back in order, oldest first and a few at a time: an expired one is kept for its client's
/// return, a declined one is free again (Kea's <c>expired-leases-processing</c>).
/// </summary>
public sealed class Reclaimer4(Engine4 engine)
{
    private static readonly LogId ReclaimId = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASE_RECLAIM");
    private static readonly LogId RecoveredId = LogId.Info("ALLOC_ENGINE_V4_DECLINED_RECOVERED");
    private static readonly LogId CompleteId = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE");
    private static readonly LogId SlowId = LogId.Warn("ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW");
    private static readonly LogId DeletedId = LogId.Debug(40, "ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE_COMPLETE");
    private static readonly LogId StartId = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_START");
    private static readonly LogId NoMoreId = LogId.Debug(40, "ALLOC_ENGINE_V4_NO_MORE_EXPIRED_LEASES");
    private static readonly LogId TimeoutId = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_TIMEOUT");
    private static readonly LogId ReclaimedId = LogId.Debug(40, "ALLOC_ENGINE_LEASE_RECLAIMED");
    private static readonly LogId DeleteId = LogId.Debug(40, "ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE");

    /// <summary>Leases between two looks at the clock.</summary>
    private const uint Slice = 50;

    private uint _incompleteCycles;
    private uint _inCycle;

    /// <summary>Reclaims up to <paramref name="limit"/> leases; true when none is left.</summary>
    /// <param name="limit">0 is no limit.</param>
    public bool Reclaim(uint limit)
    {
        if (_inCycle == 0)
        {
            engine.Loggers.AllocEngine.Write(StartId, $"reclaiming leases that ran out, at most {limit} at a time (0 is no limit)");
        }

        uint done = 0;
        int slot;
        while ((slot = engine.Leases.OldestExpired()) >= 0 && (limit == 0 || done < limit))
        {
            ReclaimOne(slot);
            done++;
        }

        _inCycle += done;
        return slot < 0;
    }

    /// <summary>One cycle: as many leases, and as long, as expired-leases-processing lets it.</summary>
    public void Cycle(TimeProvider clock)
    {
        var expiry = engine.Settings.Expiry;
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
        var log = engine.Loggers.AllocEngine;
        log.Write(CompleteId, $"{_inCycle} leases were reclaimed");
        if (isComplete)
        {
            log.Write(NoMoreId, $"no lease is left that ran out");
        }
        else if (isTimeOver)
        {
            log.Write(TimeoutId, $"the time for one cycle, {engine.Settings.Expiry.MaxReclaimTime} ms, was over; the rest waits for the next");
        }

        _inCycle = 0;
        _incompleteCycles = isComplete ? 0 : _incompleteCycles + 1;
        uint patience = engine.Settings.Expiry.UnwarnedReclaimCycles;
        if (patience > 0 && _incompleteCycles >= patience)
        {
            engine.Loggers.AllocEngine.Write(
                SlowId, $"expired leases were left over in {_incompleteCycles} cycles one after the other");
            _incompleteCycles = 0;
        }
    }

    /// <summary>Deletes leases that were reclaimed or released longer ago than they are to be kept.</summary>
    /// <param name="limit">Most leases to delete now; the caller comes back while true is returned.</param>
    public bool Flush(uint limit)
    {
        engine.Loggers.AllocEngine.Write(DeleteId, $"deleting leases reclaimed more than {engine.Settings.Expiry.HoldReclaimedTime} seconds ago");
        long before = engine.Now - engine.Settings.Expiry.HoldReclaimedTime;
        uint done = 0;
        while (done < limit && engine.Leases.OldestReclaimed(out long since) is >= 0 and int slot && since < before)
        {
            LeaseAccount.Remove(engine, slot);
            done++;
        }

        if (done > 0)
        {
            engine.Loggers.AllocEngine.Write(DeletedId, $"{done} leases reclaimed long ago were deleted");
        }

        return done == limit;
    }

    private void ReclaimOne(int slot)
    {
        var fields = engine.Leases.Fields(slot);
        var pool = LeaseAccount.PoolOf(engine, fields.SubnetId, fields.Address, out var subnet)?.Pool;
        var statistics = engine.Statistics;
        statistics.Add(Counter4.Reclaimed);
        if (subnet is not null)
        {
            statistics.Add(subnet, pool, SubnetCounter4.Reclaimed);
        }

        if (fields.State == LeaseState.Declined)
        {
            engine.Loggers.AllocEngine.Write(RecoveredId, $"declined address {fields.Address} is free again");
            statistics.Add(Counter4.ReclaimedDeclined);
            if (subnet is not null)
            {
                statistics.Add(subnet, pool, SubnetCounter4.ReclaimedDeclined);
            }

            LeaseAccount.Remove(engine, slot);
            engine.Loggers.AllocEngine.Write(ReclaimedId, $"{fields.Address}");
            return;
        }

        engine.Loggers.AllocEngine.Write(ReclaimId, $"lease {fields.Address} ran out");
        if (engine.Settings.Expiry.HoldReclaimedTime == 0)
        {
            LeaseAccount.Remove(engine, slot);
        }
        else
        {
            var lease = engine.Leases.View(slot);
            lease.Fields.State = LeaseState.ExpiredReclaimed;
            lease.Fields.IsFqdnForward = false;
            lease.Fields.IsFqdnReverse = false;
            LeaseAccount.Put(engine, in lease);
        }

        engine.Loggers.AllocEngine.Write(ReclaimedId, $"{fields.Address}");
    }
}
