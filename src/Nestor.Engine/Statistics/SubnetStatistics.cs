using System.Runtime.CompilerServices;

namespace Nestor.Engine.Statistics;

/// <summary>A kind of pool, as the names of its counters have it.</summary>
/// <param name="Name">pool or pd-pool.</param>
/// <param name="Total">The name of how many addresses or prefixes there are.</param>
/// <param name="Kept">A bit for each subnet counter that is kept for pools of this kind too.</param>
public sealed record PoolKind(string Name, string Total, ulong Kept);

/// <summary>The pools of one kind in a subnet, as far as counting goes: by pool id, how many addresses or prefixes.</summary>
public readonly record struct PoolSizes(PoolKind Kind, IEnumerable<(uint Id, UInt128 Count)> Sizes);

/// <summary>Counters of one subnet and of its pools.</summary>
/// <typeparam name="TCounter">The subnet counters, an enumeration of ints.</typeparam>
public sealed class SubnetStatistics<TCounter>
    where TCounter : struct, Enum
{
    private readonly long[] _counts;

    /// <param name="counters">How many counters there are.</param>
    /// <param name="derived">A bit for each that follows from the leases: it starts at zero each time.</param>
    /// <param name="before">The same subnet's counters until now; they go on.</param>
    internal SubnetStatistics(
        uint id, int counters, ulong derived, IReadOnlyList<PoolSizes> pools, SubnetStatistics<TCounter>? before)
    {
        SubnetId = id;
        _counts = new long[counters];
        Carry(_counts, before?._counts, derived);
        var kinds = new PoolCounts[pools.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = new PoolCounts(pools[i], counters, derived, i < before?.Kinds.Count ? before.Kinds[i] : null);
        }

        Kinds = kinds;
    }

    public uint SubnetId { get; }

    /// <summary>One for each kind of pool the family has.</summary>
    public IReadOnlyList<PoolCounts> Kinds { get; }

    public long this[TCounter counter] => _counts[Index(counter)];

    /// <param name="kind">Which kind of pool, in the family's order.</param>
    /// <param name="poolId">Null when the address lies in no pool.</param>
    public void Add(TCounter counter, long amount, int kind, uint? poolId)
    {
        int index = Index(counter);
        _counts[index] += amount;
        if (poolId is { } id)
        {
            Kinds[kind].Add(id, index, amount);
        }
    }

    private static int Index(TCounter counter) => Unsafe.As<TCounter, int>(ref counter);

    private static void Carry(long[] counts, long[]? before, ulong derived)
    {
        for (int i = 0; before is not null && i < counts.Length; i++)
        {
            counts[i] = (derived >> i & 1) == 0 ? before[i] : 0;
        }
    }

    /// <summary>Counters by pool id. A subnet has few, and a server has many subnets: they are in plain arrays.</summary>
    public sealed class PoolCounts
    {
        private readonly (uint Id, UInt128 Total)[] _totals;

        // In the order of the totals.
        private readonly long[][] _counts;

        internal PoolCounts(PoolSizes pools, int counters, ulong derived, PoolCounts? before)
        {
            Kind = pools.Kind;
            _totals = ById([.. pools.Sizes]);
            _counts = new long[_totals.Length][];
            for (int i = 0; i < _counts.Length; i++)
            {
                _counts[i] = new long[counters];
                Carry(_counts[i], before?.Find(_totals[i].Id), derived);
            }
        }

        public PoolKind Kind { get; }

        /// <summary>Addresses or prefixes by ascending pool id, to be gone through without allocating.</summary>
        public IReadOnlyList<(uint Id, UInt128 Total)> InOrder => _totals;

        public long this[uint poolId, TCounter counter] => Find(poolId)![Index(counter)];

        internal void Add(uint id, int counter, long amount)
        {
            if ((Kind.Kept >> counter & 1) != 0)
            {
                Find(id)![counter] += amount;
            }
        }

        /// <summary>Pools may share an id, and are one then.</summary>
        private static (uint Id, UInt128 Total)[] ById((uint Id, UInt128 Count)[] sizes) => sizes.Length < 2
            ? sizes
            : [.. sizes.GroupBy(s => s.Id).OrderBy(g => g.Key).Select(g => (g.Key, g.Aggregate(UInt128.Zero, (sum, s) => sum + s.Count)))];

        /// <summary>Null when no pool has the id.</summary>
        private long[]? Find(uint id)
        {
            int low = 0;
            int high = _totals.Length - 1;
            while (low <= high)
            {
                int middle = (low + high) >> 1;
                uint found = _totals[middle].Id;
                if (found == id)
                {
                    return _counts[middle];
                }

                (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
            }

            return null;
        }
    }
}
