using Nestor.Model.Networks;
using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>All counters of the DHCPv4 server.</summary>
public sealed class Statistics4()
    : ServerStatistics<Counter4, SubnetCounter4>(Counters4.Global, Counters4.Subnet, Counters4.Derived)
{
    /// <summary>Counts a dropped query under its reason and in the total of drops.</summary>
    public void Drop(Counter4 reason, int count = 1)
    {
        Add(reason, count);
        Add(Counter4.ReceiveDrop, count);
    }

    /// <summary>Counts for a subnet and, when the address lies in a pool, for the pool.</summary>
    public void Add(Subnet4 subnet, Pool4? pool, SubnetCounter4 counter, long amount = 1) =>
        Subnets[subnet.Ordinal].Add(counter, amount, 0, pool?.Id);

    /// <summary>Takes over a new set of subnets; counts of those that stay go on.</summary>
    public void Reconfigure(Dhcp4Settings settings)
    {
        Reconfigure(
            settings,
            settings.Subnets.Select(s => (s.Id, (PoolSizes[])[new(Counters4.Pool, s.Pools.Select(p => (p.Id, p.Range.Count)))])),
            Counter4.Assigned,
            Counter4.Declined,
            Counter4.Quarantined);
        Add(Counter4.Quarantined, settings.Quarantined.Count);
    }
}
