using Nestor.Engine.Allocation;
using Nestor.Engine.V6;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>The leases of the DHCPv6 server, as libraries see them.</summary>
public sealed class HookLeases6(Engine6 engine) : ILeases6
{
    public int Count => engine.Leases.Count;

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

    public Subnet6? Subnet(uint id) => engine.Subnets.ById(id);

    public Subnet6? SubnetOf(Ip6 address) => engine.Subnets.ByAddress(address);
}
