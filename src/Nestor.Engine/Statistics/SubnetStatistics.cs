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
        Kinds = [.. pools.Select((p, i) => new PoolCounts(p, counters, derived, before?.Kinds.ElementAtOrDefault(i)))];
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

    /// <summary>Counters by pool id.</summary>
    public sealed class PoolCounts
    {
        private readonly SortedDictionary<uint, long[]> _pools = [];

        internal PoolCounts(PoolSizes pools, int counters, ulong derived, PoolCounts? before)
        {
            Kind = pools.Kind;
            foreach (var (id, count) in pools.Sizes)
            {
                Totals[id] = Totals.GetValueOrDefault(id) + count;
                if (_pools.TryAdd(id, new long[counters]))
                {
                    Carry(_pools[id], before?._pools.GetValueOrDefault(id), derived);
                }
            }

            InOrder = [.. Totals.Select(t => (t.Key, t.Value))];
        }

        public PoolKind Kind { get; }

        /// <summary>Addresses or prefixes by pool id.</summary>
        public SortedDictionary<uint, UInt128> Totals { get; } = [];

        /// <summary>The same by ascending id, to be gone through without allocating.</summary>
        public IReadOnlyList<(uint Id, UInt128 Total)> InOrder { get; }

        public long this[uint poolId, TCounter counter] => _pools[poolId][Index(counter)];

        internal void Add(uint id, int counter, long amount)
        {
            if ((Kind.Kept >> counter & 1) != 0)
            {
                _pools[id][counter] += amount;
            }
        }
    }
}
