using Nestor.Model.Networks;

namespace Nestor.Engine.Statistics;

/// <summary>Counters of one subnet and of its pools.</summary>
public sealed class SubnetStatistics4
{
    private readonly long[] _counts = new long[Counters4.SubnetCount];
    private readonly SortedDictionary<uint, long[]> _pools = [];

    public SubnetStatistics4(Subnet4 subnet, SubnetStatistics4? before)
    {
        SubnetId = subnet.Id;
        TotalAddresses = subnet.Pools.Aggregate(UInt128.Zero, (sum, pool) => sum + pool.Range.Count);
        foreach (var pool in subnet.Pools)
        {
            _pools.TryAdd(pool.Id, new long[Counters4.PoolCounters]);
            PoolTotals[pool.Id] = PoolTotals.GetValueOrDefault(pool.Id) + pool.Range.Count;
        }

        if (before is not null)
        {
            before._counts.CopyTo(_counts, 0);
            foreach (var (id, counts) in _pools)
            {
                before._pools.GetValueOrDefault(id)?.CopyTo(counts, 0);
            }
        }

        ResetDerived(_counts);
        foreach (var counts in _pools.Values)
        {
            ResetDerived(counts);
        }
    }

    public uint SubnetId { get; }

    public UInt128 TotalAddresses { get; }

    /// <summary>Addresses by pool id.</summary>
    public SortedDictionary<uint, UInt128> PoolTotals { get; } = [];

    public IEnumerable<uint> PoolIds => _pools.Keys;

    public long this[SubnetCounter4 counter] => _counts[(int)counter];

    public long OfPool(uint poolId, SubnetCounter4 counter) => _pools[poolId][(int)counter];

    public void Add(Pool4? pool, SubnetCounter4 counter, long amount)
    {
        _counts[(int)counter] += amount;
        if (pool is not null && (int)counter < Counters4.PoolCounters)
        {
            _pools[pool.Id][(int)counter] += amount;
        }
    }

    private static void ResetDerived(long[] counts)
    {
        counts[(int)SubnetCounter4.Assigned] = 0;
        counts[(int)SubnetCounter4.Declined] = 0;
    }
}
