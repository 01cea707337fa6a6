using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.Reclaim;

/// <inheritdoc/>
public sealed class Reclaimer6(Engine6 engine) : Reclaimer(ReclaimLogIds.V6)
{
    protected override ExpirySettings Expiry => engine.Settings.Expiry;

    protected override Logger Log => engine.Loggers.AllocEngine;

    protected override long Now => engine.Now;

    protected override int OldestExpired() => engine.Leases.OldestExpired();

    protected override int OldestReclaimed(out long since) => engine.Leases.OldestReclaimed(out since);

    protected override void Remove(int slot) => LeaseAccount6.Remove(engine, slot);

    protected override void EndPutOff() => engine.Leases.EndPutOff();

    protected override bool ReclaimOne(int slot)
    {
        if ((slot = ExpiryHooks6.Reclaimed(engine, slot, IsRemoving)) < 0)
        {
            return false;
        }

        var fields = engine.Leases.Fields(slot);
        var pool = LeaseAccount6.PoolOf(engine, in fields, out var subnet)?.Pool;
        var statistics = engine.Statistics;
        statistics.Add(Counter6.Reclaimed);
        if (subnet is not null)
        {
            statistics.Add(subnet, pool, SubnetCounter6.Reclaimed);
        }

        if (fields.State == LeaseState.Declined)
        {
            Log.Write(ReclaimLogIds.V6.Recovered, $"declined address {fields.Address} is free again");
            statistics.Add(Counter6.ReclaimedDeclined);
            if (subnet is not null)
            {
                statistics.Add(subnet, pool, SubnetCounter6.ReclaimedDeclined);
            }

            Remove(slot);
            Log.Write(ReclaimLogIds.Reclaimed, $"{fields.Address}");
            return true;
        }

        // A registered address was the client's own choice: there is nothing to come back to.
        Log.Write(ReclaimLogIds.V6.Reclaim, $"lease {fields.Address}/{(uint)fields.PrefixLength} ran out");
        if (IsRemoving || fields.State == LeaseState.Registered)
        {
            Remove(slot);
        }
        else
        {
            var lease = ExpiryHooks6.Kept(engine, slot);
            lease.Fields.State = LeaseState.ExpiredReclaimed;
            lease.Hostname = default;
            lease.Fields.IsFqdnForward = false;
            lease.Fields.IsFqdnReverse = false;
            LeaseAccount6.Put(engine, in lease);
        }

        Log.Write(ReclaimLogIds.Reclaimed, $"{fields.Address}");
        return true;
    }
}
