using Nestor.Engine.Allocation;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>The leases of the DHCPv4 server, as libraries see them.</summary>
public sealed class HookLeases4(Engine4 engine) : ILeases4
{
    public int Count => engine.Leases.Count;

    public int NumberLimit => engine.Leases.SlotLimit;

    public bool TryGet(int number, out Lease4View lease)
    {
        bool isThere = engine.Leases.IsUsed(number);
        lease = isThere ? engine.Leases.View(number) : default;
        return isThere;
    }

    public bool TryAddress(int number, out Ip4 address)
    {
        bool isThere = engine.Leases.IsUsed(number);
        address = isThere ? engine.Leases.Fields(number).Address : default;
        return isThere;
    }

    public bool TryFind(Ip4 address, out Lease4View lease)
    {
        int slot = engine.Leases.Find(address);
        lease = slot >= 0 ? engine.Leases.View(slot) : default;
        return slot >= 0;
    }

    public void Put(in Lease4View lease) => LeaseAccount.Put(engine, in lease);

    public bool Remove(Ip4 address)
    {
        int slot = engine.Leases.Find(address);
        if (slot >= 0)
        {
            LeaseAccount.Remove(engine, slot);
        }

        return slot >= 0;
    }

    public int FirstInSubnet(uint subnetId) => engine.Leases.FirstInSubnet(subnetId);

    public int NextInSubnet(int number) => engine.Leases.NextInSubnet(number);

    public int FirstByHardwareAddress(ReadOnlySpan<byte> address) => engine.Leases.FirstByHardwareAddress(address);

    public int NextByHardwareAddress(int number) => engine.Leases.NextByHardwareAddress(number);

    public int FirstByClientId(ReadOnlySpan<byte> id) => engine.Leases.FirstByClientId(id);

    public int NextByClientId(int number) => engine.Leases.NextByClientId(number);

    public Subnet4? Subnet(uint id) => engine.Subnets.ById(id);

    public Subnet4? SubnetOf(Ip4 address) => engine.Subnets.ByAddress(address);

    public uint PoolIdOf(in Lease4View lease) =>
        LeaseAccount.PoolOf(engine, lease.Fields.SubnetId, lease.Fields.Address, out _)?.Pool.Id ?? 0;

    public LeaseCounts Counts(Subnet4 subnet)
    {
        var counts = engine.Statistics.Subnets[subnet.Ordinal];
        return new(counts[SubnetCounter4.Assigned], counts[SubnetCounter4.Declined], counts[SubnetCounter4.CumulativeAssigned], 0, 0);
    }

    public IReadOnlyList<QueuedPool<Ip4>> QueuedPools() =>
    [
        .. engine.Settings.Subnets.Where(s => s.Parameters.Allocator == AllocatorKind.FreeLeaseQueue)
            .SelectMany(s => engine.Pools.Of(s).Pools.Select(p => new QueuedPool<Ip4>(p.Pool.Range, s.Id, Ip4.Bits, false, p.Count - p.UsedCount))),
    ];

    public void Recheck(int number)
    {
        if (engine.Leases.IsUsed(number))
        {
            LeaseAccount.MarkAddress(engine, in engine.Leases.Fields(number));
        }
    }

    public IDisposable Watch(Action<Ip4> told)
    {
        engine.LeaseAdded += told;
        return new Ending(() => engine.LeaseAdded -= told);
    }

    public IDisposable WatchChanges(LeaseWatcher<Lease4View> told)
    {
        engine.LeaseChanging += told;
        return new Ending(() => engine.LeaseChanging -= told);
    }
}
