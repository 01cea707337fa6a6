using Nestor.Engine.Allocation;
using Nestor.Engine.V4;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>Reservations that libraries put beside those of the DHCPv4 server's configuration. On the loop's thread.</summary>
public sealed class HookHosts4(Engine4 engine)
{
    /// <summary>Other reservations than before, of which these are what is different.</summary>
    /// <param name="source">Null for none.</param>
    public void Use(IHostSource4? source, IEnumerable<Reservation4> removed, IEnumerable<Reservation4> added)
    {
        var hosts = engine.Settings.Hosts;
        engine.HostsBeside = hosts.Beside = source is { IsEmpty: true } ? null : source;
        foreach (var host in removed)
        {
            foreach (var subnet in PlacesOf(host))
            {
                if (hosts.AtAddress(subnet.Id, host.Address!.Value).IsEmpty && hosts.AtAddress(0, host.Address.Value).IsEmpty)
                {
                    engine.Pools.Unreserve(subnet, host.Address.Value, engine.Settings.Compatibility);
                }
            }
        }

        foreach (var host in added)
        {
            foreach (var subnet in PlacesOf(host))
            {
                engine.Pools.Of(subnet).PoolOf(host.Address!.Value)?.Reserve(host.Address.Value);
                Mark(host.Address.Value);
            }
        }
    }

    private IEnumerable<Subnet4> PlacesOf(Reservation4 host) => host.Address is null ? [] : ReservedPlaces.OfOne<Ip4, Subnet4>(
        engine.Settings.Subnets, engine.Subnets.ById(host.SubnetId), host, s => s.Parameters);

    /// <summary>What is kept back may be somebody's already.</summary>
    private void Mark(Ip4 address)
    {
        if (engine.Leases.Find(address) is >= 0 and var slot)
        {
            LeaseAccount.MarkAddress(engine, in engine.Leases.Fields(slot));
        }
    }
}
