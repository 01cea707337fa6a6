using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>
/// The one door through which leases change: it keeps table, change set, free addresses and counters in step.
/// </summary>
public static class LeaseAccount
{
    /// <summary>Stores a lease, new or changed, whatever was there before.</summary>
    /// <returns>Its slot.</returns>
    public static int Put(Engine4 engine, in Lease4View lease)
    {
        var leases = engine.Leases;
        int slot = leases.Find(lease.Fields.Address);
        engine.LeaseChanging?.Invoke(slot >= 0, slot >= 0 ? leases.View(slot) : default, true, in lease);
        if (slot >= 0)
        {
            Count(engine, in leases.Fields(slot), -1);
        }

        AllocationLog.Stored(engine, lease.Fields.Address, isNew: slot < 0);
        if (slot < 0)
        {
            engine.LeaseAdded?.Invoke(lease.Fields.Address);
        }

        engine.Changes.Put(in lease);
        slot = leases.Put(in lease);
        ref readonly var fields = ref leases.Fields(slot);
        Count(engine, in fields, 1);
        MarkAddress(engine, in fields);
        return slot;
    }

    public static void Remove(Engine4 engine, int slot)
    {
        var fields = engine.Leases.Fields(slot);
        engine.LeaseChanging?.Invoke(true, engine.Leases.View(slot), false, default);
        Count(engine, in fields, -1);
        AllocationLog.Deleted(engine, fields.Address);
        engine.Changes.Delete(engine.Leases.View(slot));
        engine.Leases.RemoveSlot(slot);
        PoolOf(engine, fields.SubnetId, fields.Address, out _)?.Freed(fields.Address);
    }

    /// <summary>Frees or takes the lease's address in its pool, as its state and time ask.</summary>
    public static void MarkAddress(Engine4 engine, in Lease4Fields lease)
    {
        if (PoolOf(engine, lease.SubnetId, lease.Address, out _) is not { } pool)
        {
            return;
        }

        if (IsHeld(in lease) && !lease.IsExpiredAt(engine.Now))
        {
            pool.Used(lease.Address);
        }
        else
        {
            pool.Freed(lease.Address);
        }
    }

    /// <summary>After a start or a new configuration: counters and free addresses from all leases there are.</summary>
    public static void CountAll(Engine4 engine)
    {
        for (int slot = 0; slot < engine.Leases.SlotLimit; slot++)
        {
            if (engine.Leases.IsUsed(slot))
            {
                ref readonly var fields = ref engine.Leases.Fields(slot);
                Count(engine, in fields, 1);
                MarkAddress(engine, in fields);
            }
        }
    }

    /// <summary>The pool state of an address in a subnet; null when the subnet is gone or the address is in no pool.</summary>
    public static PoolState<Ip4, Pool4>? PoolOf(Engine4 engine, uint subnetId, Ip4 address, out Subnet4? subnet)
    {
        subnet = engine.Subnets.ById(subnetId);
        return subnet is null ? null : engine.Pools.Of(subnet).PoolOf(address);
    }

    private static bool IsHeld(in Lease4Fields lease) => lease.State is LeaseState.Default or LeaseState.Declined;

    /// <summary>Assigned counts declined addresses too, as with Kea; reclaimed and released ones are not counted.</summary>
    private static void Count(Engine4 engine, in Lease4Fields lease, int step)
    {
        if (!IsHeld(in lease))
        {
            return;
        }

        bool isDeclined = lease.State == LeaseState.Declined;
        engine.Statistics.Add(Counter4.Assigned, step);
        if (isDeclined)
        {
            engine.Statistics.Add(Counter4.Declined, step);
        }

        var pool = PoolOf(engine, lease.SubnetId, lease.Address, out var subnet)?.Pool;
        if (subnet is not null)
        {
            engine.Statistics.Add(subnet, pool, SubnetCounter4.Assigned, step);
            if (isDeclined)
            {
                engine.Statistics.Add(subnet, pool, SubnetCounter4.Declined, step);
            }
        }
    }
}
