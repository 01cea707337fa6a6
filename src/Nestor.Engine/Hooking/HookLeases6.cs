using Nestor.Engine.Allocation;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>The leases of the DHCPv6 server, as libraries see them.</summary>
public sealed class HookLeases6(Engine6 engine) : ILeases6
{
    public int Count => engine.Leases.Count;

    public int NumberLimit => engine.Leases.SlotLimit;

    public bool TryGet(int number, out Lease6View lease)
    {
        bool isThere = engine.Leases.IsUsed(number);
        lease = isThere ? engine.Leases.View(number) : default;
        return isThere;
    }

    public bool TryAddress(int number, out Ip6 address)
    {
        bool isThere = engine.Leases.IsUsed(number);
        address = isThere ? engine.Leases.Fields(number).Address : default;
        return isThere;
    }

    public bool TryFind(Ip6 address, out Lease6View lease)
    {
        int slot = engine.Leases.Find(address);
        lease = slot >= 0 ? engine.Leases.View(slot) : default;
        return slot >= 0;
    }

    public void Put(in Lease6View lease) => LeaseAccount6.Put(engine, in lease);

    public bool Remove(Ip6 address)
    {
        int slot = engine.Leases.Find(address);
        if (slot >= 0)
        {
            LeaseAccount6.Remove(engine, slot);
        }

        return slot >= 0;
    }

    public int FirstInSubnet(uint subnetId) => engine.Leases.FirstInSubnet(subnetId);

    public int NextInSubnet(int number) => engine.Leases.NextInSubnet(number);

    public int FirstInIa(ReadOnlySpan<byte> duid, uint iaid, LeaseType type) => engine.Leases.FirstInIa(duid, iaid, type);

    public int NextInIa(int number) => engine.Leases.NextInIa(number);

    public int FirstByDuid(ReadOnlySpan<byte> duid) => engine.Leases.FirstByDuid(duid);

    public int NextByDuid(int number) => engine.Leases.NextByDuid(number);

    public Subnet6? Subnet(uint id) => engine.Subnets.ById(id);

    public Subnet6? SubnetOf(Ip6 address) => engine.Subnets.ByAddress(address);

    public uint PoolIdOf(in Lease6View lease) => LeaseAccount6.PoolOf(engine, in lease.Fields, out _)?.Pool.Id ?? 0;

    public LeaseCounts Counts(Subnet6 subnet)
    {
        var counts = engine.Statistics.Subnets[subnet.Ordinal];
        return new(
            counts[SubnetCounter6.AssignedNas], counts[SubnetCounter6.Declined], counts[SubnetCounter6.CumulativeAssignedNas],
            counts[SubnetCounter6.AssignedPds], counts[SubnetCounter6.CumulativeAssignedPds]);
    }

    public IReadOnlyList<QueuedPool<Ip6>> QueuedPools() =>
    [
        // Addresses never wait in a queue in DHCPv6.
        .. engine.Settings.Subnets.Where(s => s.Parameters.PdAllocator == AllocatorKind.FreeLeaseQueue)
            .SelectMany(s => engine.Pools.Of(s, LeaseType.Pd).Pools.Select(p =>
                new QueuedPool<Ip6>(p.Pool.Range, s.Id, p.Pool.DelegatedLength, true, p.Count - p.UsedCount))),
    ];

    public void Recheck(int number)
    {
        if (engine.Leases.IsUsed(number))
        {
            LeaseAccount6.MarkAddress(engine, in engine.Leases.Fields(number));
        }
    }

    public IDisposable Watch(Action<Ip6> told)
    {
        engine.LeaseAdded += told;
        return new Ending(() => engine.LeaseAdded -= told);
    }

    public IDisposable WatchChanges(LeaseWatcher<Lease6View> told)
    {
        engine.LeaseChanging += told;
        return new Ending(() => engine.LeaseChanging -= told);
    }
}
