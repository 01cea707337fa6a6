using System.Runtime.CompilerServices;
using Nestor.Json;

namespace Nestor.Engine.Statistics;

/// <summary>All counters of one server. Written by the loop alone; anybody else asks the loop for them.</summary>
/// <param name="names">Kea's names, in the order of the enumeration.</param>
/// <param name="subnetNames">The part after <c>subnet[id].</c>, in the order of the enumeration.</param>
/// <param name="derived">A bit for each subnet counter that follows from the leases.</param>
public abstract class ServerStatistics<TCounter, TSubnetCounter>(string[] names, string[] subnetNames, ulong derived)
    where TCounter : struct, Enum
    where TSubnetCounter : struct, Enum
{
    private readonly long[] _global = new long[names.Length];
    private Dictionary<uint, SubnetStatistics<TSubnetCounter>> _bySubnet = [];
    private SubnetStatistics<TSubnetCounter>[] _byOrdinal = [];

    public long this[TCounter counter] => _global[Index(counter)];

    /// <summary>By ascending id.</summary>
    public IReadOnlyList<SubnetStatistics<TSubnetCounter>> Subnets => _byOrdinal;

    public void Add(TCounter counter, long amount = 1) => _global[Index(counter)] += amount;

    /// <summary>All counters by Kea's names, as one map.</summary>
    public Element Report()
    {
        var members = new List<Member>();
        for (int i = 0; i < names.Length; i++)
        {
            Put(names[i], _global[i]);
        }

        foreach (var subnet in _byOrdinal)
        {
            string prefix = $"subnet[{subnet.SubnetId}].";
            foreach (var kind in subnet.Kinds)
            {
                Put(prefix + kind.Kind.Total, (Int128)kind.Totals.Values.Aggregate(UInt128.Zero, (sum, count) => sum + count));
            }

            for (int i = 0; i < subnetNames.Length; i++)
            {
                Put(prefix + subnetNames[i], subnet[At(i)]);
            }

            foreach (var kind in subnet.Kinds)
            {
                ReportPools(kind, $"{prefix}{kind.Kind.Name}");
            }
        }

        return Element.Map(members);

        void Put(string name, Int128 value) =>
            members.Add(new Member(name, Element.Of((long)Int128.Min(value, long.MaxValue)), default));

        void ReportPools(SubnetStatistics<TSubnetCounter>.PoolCounts kind, string prefix)
        {
            foreach (var (id, total) in kind.Totals)
            {
                Put($"{prefix}[{id}].{kind.Kind.Total}", (Int128)total);
                for (int i = 0; i < subnetNames.Length; i++)
                {
                    if ((kind.Kind.Kept >> i & 1) != 0)
                    {
                        Put($"{prefix}[{id}].{subnetNames[i]}", kind[id, At(i)]);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Takes over a new set of subnets. Counts of subnets that stay are kept, except those that are derived from the
    /// leases: the caller counts these anew.
    /// </summary>
    protected void Reconfigure(IEnumerable<(uint Id, PoolSizes[] Pools)> subnets, params ReadOnlySpan<TCounter> derivedGlobals)
    {
        var next = new Dictionary<uint, SubnetStatistics<TSubnetCounter>>();
        var ordered = new List<SubnetStatistics<TSubnetCounter>>();
        foreach (var (id, pools) in subnets)
        {
            var counts = new SubnetStatistics<TSubnetCounter>(
                id, subnetNames.Length, derived, pools, _bySubnet.GetValueOrDefault(id));
            next[id] = counts;
            ordered.Add(counts);
        }

        _byOrdinal = [.. ordered];
        _bySubnet = next;
        foreach (var counter in derivedGlobals)
        {
            _global[Index(counter)] = 0;
        }
    }

    private static int Index(TCounter counter) => Unsafe.As<TCounter, int>(ref counter);

    private static TSubnetCounter At(int index) => Unsafe.As<int, TSubnetCounter>(ref index);
}
