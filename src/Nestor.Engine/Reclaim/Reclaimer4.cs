using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.Reclaim;

/// <inheritdoc/>
public sealed class Reclaimer4(Engine4 engine) : Reclaimer(ReclaimLogIds.V4)
{
    protected override ExpirySettings Expiry => engine.Settings.Expiry;

    protected override Logger Log => engine.Loggers.AllocEngine;

    protected override long Now => engine.Now;

    protected override int OldestExpired() => engine.Leases.OldestExpired();

    protected override int OldestReclaimed(out long since) => engine.Leases.OldestReclaimed(out since);

    protected override void Remove(int slot) => LeaseAccount.Remove(engine, slot);

    protected override void EndPutOff() => engine.Leases.EndPutOff();

    protected override bool ReclaimOne(int slot)
    {
        if ((slot = ExpiryHooks4.Reclaimed(engine, slot, IsRemoving)) < 0)
        {
            return false;
        }

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
            Log.Write(ReclaimLogIds.V4.Recovered, $"declined address {fields.Address} is free again");
            statistics.Add(Counter4.ReclaimedDeclined);
            if (subnet is not null)
            {
                statistics.Add(subnet, pool, SubnetCounter4.ReclaimedDeclined);
            }

            Remove(slot);
            Log.Write(ReclaimLogIds.Reclaimed, $"{fields.Address}");
            return true;
        }

        Log.Write(ReclaimLogIds.V4.Reclaim, $"lease {fields.Address} ran out");
        if (IsRemoving)
        {
            Remove(slot);
        }
        else
        {
            var lease = ExpiryHooks4.Kept(engine, slot);
            lease.Fields.State = LeaseState.ExpiredReclaimed;
            lease.Hostname = default;
            lease.Fields.IsFqdnForward = false;
            lease.Fields.IsFqdnReverse = false;
            LeaseAccount.Put(engine, in lease);
        }

        Log.Write(ReclaimLogIds.Reclaimed, $"{fields.Address}");
        return true;
    }
}
