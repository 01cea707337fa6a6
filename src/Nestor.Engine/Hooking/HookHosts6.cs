using Nestor.Engine.Allocation;
using Nestor.Engine.V6;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>Reservations that libraries put beside those of the DHCPv6 server's configuration. On the loop's thread.</summary>
public sealed class HookHosts6(Engine6 engine)
{
    /// <summary>Other reservations than before, of which these are what is different.</summary>
    /// <param name="source">Null for none.</param>
    public void Use(IHostSource6? source, IEnumerable<Reservation6> removed, IEnumerable<Reservation6> added)
    {
        var hosts = engine.Settings.Hosts;
        engine.HostsBeside = hosts.Beside = source is { IsEmpty: true } ? null : source;
        foreach (var host in removed)
        {
            foreach (var subnet in PlacesOf(host))
            {
                foreach (var what in KeptBy(host))
                {
                    if (At(hosts, subnet.Id, what).IsEmpty && At(hosts, 0, what).IsEmpty)
                    {
                        PoolOf(subnet, what)?.Unreserve(what.Address);
                    }
                }
            }
        }

        foreach (var host in added)
        {
            foreach (var subnet in PlacesOf(host))
            {
                foreach (var what in KeptBy(host))
                {
                    PoolOf(subnet, what)?.Reserve(what.Address);
                    Mark(what.Address);
                }
            }
        }
    }

    private static IEnumerable<Prefix6> KeptBy(Reservation6 host) =>
        host.Addresses.Select(a => new Prefix6(a, 128)).Concat(host.Prefixes.Select(p => p.Prefix));

    private static ReadOnlySpan<Reservation6> At(HostTable6 hosts, uint subnetId, Prefix6 what) =>
        what.Length == 128 ? hosts.AtAddress(subnetId, what.Address) : hosts.AtPrefix(subnetId, what);

    private PoolState<Ip6, Pool6>? PoolOf(Subnet6 subnet, Prefix6 what) =>
        engine.Pools.Of(subnet, what.Length == 128 ? LeaseType.Na : LeaseType.Pd).PoolOf(what.Address);

    private IEnumerable<Subnet6> PlacesOf(Reservation6 host) => ReservedPlaces.OfOne<Ip6, Subnet6>(
        engine.Settings.Subnets, engine.Subnets.ById(host.SubnetId), host, s => s.Parameters);

    /// <summary>What is kept back may be somebody's already.</summary>
    private void Mark(Ip6 address)
    {
        if (engine.Leases.Find(address) is >= 0 and var slot)
        {
            LeaseAccount6.MarkAddress(engine, in engine.Leases.Fields(slot));
        }
    }
}
