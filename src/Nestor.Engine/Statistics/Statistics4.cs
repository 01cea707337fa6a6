using Nestor.Model.Networks;
using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>All counters of the DHCPv4 server. Written by the loop alone; anybody else asks the loop for them.</summary>
public sealed class Statistics4
{
    private readonly long[] _global = new long[Counters4.GlobalCount];
    private Dictionary<uint, SubnetStatistics4> _bySubnet = [];
    private SubnetStatistics4[] _byOrdinal = [];

    public long this[Counter4 counter] => _global[(int)counter];

    public IReadOnlyList<SubnetStatistics4> Subnets => _byOrdinal;

    public void Add(Counter4 counter, long amount = 1) => _global[(int)counter] += amount;

    /// <summary>Counts a dropped query under its reason and in the total of drops.</summary>
    public void Drop(Counter4 reason)
    {
        _global[(int)reason]++;
        _global[(int)Counter4.ReceiveDrop]++;
    }

    public SubnetStatistics4 Of(Subnet4 subnet) => _byOrdinal[subnet.Ordinal];

    /// <summary>Counts for a subnet and, when the address lies in a pool, for the pool.</summary>
    public void Add(Subnet4 subnet, Pool4? pool, SubnetCounter4 counter, long amount = 1) =>
        Of(subnet).Add(pool, counter, amount);

    /// <summary>
    /// Takes over a new set of subnets. Counts of subnets that stay are kept, except those that are derived from the
    /// leases (assigned, declined): the caller counts these anew.
    /// </summary>
    public void Reconfigure(Dhcp4Settings settings)
    {
        var next = new Dictionary<uint, SubnetStatistics4>(settings.Subnets.Count);
        _byOrdinal = new SubnetStatistics4[settings.Subnets.Count];
        foreach (var subnet in settings.Subnets)
        {
            var counts = new SubnetStatistics4(subnet, _bySubnet.GetValueOrDefault(subnet.Id));
            next[subnet.Id] = counts;
            _byOrdinal[subnet.Ordinal] = counts;
        }

        _bySubnet = next;
        _global[(int)Counter4.Assigned] = 0;
        _global[(int)Counter4.Declined] = 0;
    }
}
