using Nestor.Model.Networks;
using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>All counters of the DHCPv6 server.</summary>
public sealed class Statistics6()
    : ServerStatistics<Counter6, SubnetCounter6>(Counters6.Global, Counters6.Subnet, Counters6.Derived)
{
    /// <summary>Counts a dropped query under its reason and in the total of drops.</summary>
    public void Drop(Counter6 reason, int count = 1)
    {
        Add(reason, count);
        Add(Counter6.ReceiveDrop, count);
    }

    /// <summary>Counts for a subnet and, when the address or prefix lies in a pool, for the pool.</summary>
    public void Add(Subnet6 subnet, Pool6? pool, SubnetCounter6 counter, long amount = 1) =>
        Subnets[subnet.Ordinal].Add(counter, amount, pool is { IsPrefixes: true } ? 1 : 0, pool?.Id);

    /// <summary>Takes over a new set of subnets; counts of those that stay go on.</summary>
    public void Reconfigure(Dhcp6Settings settings)
    {
        Reconfigure(
            settings,
            settings.Subnets.Select(s => (s.Id, (PoolSizes[])[new(Counters6.Pool, Sizes(s.Pools)), new(Counters6.PdPool, Sizes(s.PdPools))])),
            Counter6.AssignedNas,
            Counter6.AssignedPds,
            Counter6.Declined,
            Counter6.Quarantined);
        Add(Counter6.Quarantined, settings.Quarantined.Count);
    }

    private static IEnumerable<(uint Id, UInt128 Count)> Sizes(IReadOnlyList<Pool6> pools) =>
        pools.Select(p => (p.Id, p.Range.Count >> (128 - p.DelegatedLength)));
}
