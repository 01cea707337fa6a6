using Nestor.Engine.Allocation;
using Nestor.Engine.V4;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>The leases of the DHCPv4 server, as libraries see them.</summary>
public sealed class HookLeases4(Engine4 engine) : ILeases4
{
    public int Count => engine.Leases.Count;

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

    public Subnet4? Subnet(uint id) => engine.Subnets.ById(id);

    public Subnet4? SubnetOf(Ip4 address) => engine.Subnets.ByAddress(address);
}
