using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>
/// The one door through which IPv6 leases change: it keeps table, change set, free addresses and prefixes, and
/// counters in step.
/// </summary>
public static class LeaseAccount6
{
    /// <summary>Stores a lease, new or changed, whatever was there before.</summary>
    /// <returns>Its slot.</returns>
    public static int Put(Engine6 engine, in Lease6View lease)
    {
        var leases = engine.Leases;
        int slot = leases.Find(lease.Fields.Address);
        engine.LeaseChanging?.Invoke(slot >= 0, slot >= 0 ? leases.View(slot) : default, true, in lease);
        if (slot >= 0)
        {
            Count(engine, in leases.Fields(slot), -1);
            if (leases.Fields(slot).PrefixLength != lease.Fields.PrefixLength)
            {
                Free(engine, leases.Fields(slot));
            }
        }

        AllocationLog6.Stored(engine, in lease.Fields, isNew: slot < 0);
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

    /// <param name="isReleased">By its client; as Kea's, its last row then has no preferred lifetime either.</param>
    public static void Remove(Engine6 engine, int slot, bool isReleased = false)
    {
        var fields = engine.Leases.Fields(slot);
        engine.LeaseChanging?.Invoke(true, engine.Leases.View(slot), false, default);
        Count(engine, in fields, -1);
        AllocationLog6.Deleted(engine, in fields);
        var last = engine.Leases.View(slot);
        last.Fields.PreferredLifetime = isReleased ? 0 : fields.PreferredLifetime;
        engine.Changes.Delete(in last);
        engine.Leases.RemoveSlot(slot);
        Free(engine, fields);
    }

    /// <summary>Frees or takes the lease's address in its pool, as its state and time ask.</summary>
    public static void MarkAddress(Engine6 engine, in Lease6Fields lease)
    {
        if (PoolOf(engine, in lease, out _) is not { } pool)
        {
            return;
        }

        if (IsHeld(lease.State) && !lease.IsExpiredAt(engine.Now))
        {
            pool.Used(lease.Address);
        }
        else
        {
            pool.Freed(lease.Address);
        }
    }

    /// <summary>After a start or a new configuration: counters and free addresses from all leases there are.</summary>
    public static void CountAll(Engine6 engine)
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

    /// <summary>The pool that gives out what the lease is of; null when the subnet is gone or no pool does.</summary>
    public static PoolState<Ip6, Pool6>? PoolOf(Engine6 engine, in Lease6Fields lease, out Subnet6? subnet)
    {
        subnet = engine.Subnets.ById(lease.SubnetId);
        return subnet is null ? null : engine.Pools.PoolOf(subnet, lease.Type, new Prefix6(lease.Address, lease.PrefixLength));
    }

    private static bool IsHeld(LeaseState state) =>
        state is LeaseState.Default or LeaseState.Declined or LeaseState.Registered;

    private static void Free(Engine6 engine, Lease6Fields lease) => PoolOf(engine, in lease, out _)?.Freed(lease.Address);

    /// <summary>Assigned counts declined addresses too, as with Kea; registered ones are counted apart.</summary>
    private static void Count(Engine6 engine, in Lease6Fields lease, int step)
    {
        if (!IsHeld(lease.State))
        {
            return;
        }

        var pool = PoolOf(engine, in lease, out var subnet)?.Pool;
        if (lease.State == LeaseState.Registered)
        {
            Add(engine, subnet, pool, null, SubnetCounter6.RegisteredNas, step);
            return;
        }

        if (lease.Type == LeaseType.Pd)
        {
            Add(engine, subnet, pool, Counter6.AssignedPds, SubnetCounter6.AssignedPds, step);
            return;
        }

        Add(engine, subnet, pool, Counter6.AssignedNas, SubnetCounter6.AssignedNas, step);
        if (lease.State == LeaseState.Declined)
        {
            Add(engine, subnet, pool, Counter6.Declined, SubnetCounter6.Declined, step);
        }
    }

    private static void Add(
        Engine6 engine, Subnet6? subnet, Pool6? pool, Counter6? global, SubnetCounter6 counter, int step)
    {
        if (global is { } everywhere)
        {
            engine.Statistics.Add(everywhere, step);
        }

        if (subnet is not null)
        {
            engine.Statistics.Add(subnet, pool, counter, step);
        }
    }
}
