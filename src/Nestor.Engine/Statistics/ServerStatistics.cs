using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>All counters of one server. Written by the loop alone; anybody else asks the loop for them.</summary>
/// <param name="names">Kea's names, in the order of the enumeration.</param>
/// <param name="subnetNames">The part after <c>subnet[id].</c>, in the order of the enumeration.</param>
/// <param name="derived">A bit for each subnet counter that follows from the leases.</param>
public abstract class ServerStatistics<TCounter, TSubnetCounter>(string[] names, string[] subnetNames, ulong derived) : IStatisticSource, ILibraryStatistics
    where TCounter : struct, Enum
    where TSubnetCounter : struct, Enum
{
    private readonly ConcurrentDictionary<string, long> _ofLibraries = new();
    private long[] _global = new long[names.Length];
    private Dictionary<uint, SubnetStatistics<TSubnetCounter>> _bySubnet = [];
    private SubnetStatistics<TSubnetCounter>[] _byOrdinal = [];

    public long this[TCounter counter] => _global[Index(counter)];

    /// <summary>By ascending id.</summary>
    public IReadOnlyList<SubnetStatistics<TSubnetCounter>> Subnets => _byOrdinal;

    public void Add(TCounter counter, long amount = 1) => _global[Index(counter)] += amount;

    void ILibraryStatistics.Set(string name, long value) => _ofLibraries[name] = value;

    void ILibraryStatistics.Remove(string name) => _ofLibraries.TryRemove(name, out _);

    public int Generation { get; private set; }

    public SampleSettings Samples { get; private set; } = new(20, 0);

    /// <summary>All counters by Kea's names, as one map.</summary>
    public Element Report() =>
        Element.Map(All().Select(c => new Member(c.Name, Element.Of((long)Int128.Min(c.Value, long.MaxValue)), default)));

    public IStatisticSource View()
    {
        // A subnet's counters are whole numbers of 64 bits, which the loop alone writes; a new configuration leaves the old ones be.
        var view = (ServerStatistics<TCounter, TSubnetCounter>)MemberwiseClone();
        view._global = [.. _global];
        return view;
    }

    public IEnumerable<(string Name, Int128 Value)> All()
    {
        // Another configuration may come before somebody has gone through all.
        var subnets = _byOrdinal;
        return Global().Concat(subnets.SelectMany(Of));
    }

    public IEnumerable<(string Name, Int128 Value)> Global() =>
        names.Select((name, i) => (name, (Int128)_global[i])).Concat(_ofLibraries.Select(f => (f.Key, (Int128)f.Value)));

    public IEnumerable<(string Name, Int128 Value)> OfSubnet(uint id) =>
        _bySubnet.TryGetValue(id, out var subnet) ? Of(subnet) : [];

    private IEnumerable<(string Name, Int128 Value)> Of(SubnetStatistics<TSubnetCounter> subnet)
    {
        string prefix = $"subnet[{subnet.SubnetId}].";
        foreach (var kind in subnet.Kinds)
        {
            yield return (prefix + kind.Kind.Total, (Int128)kind.InOrder.Aggregate(UInt128.Zero, (sum, pool) => sum + pool.Total));
        }

        for (int i = 0; i < subnetNames.Length; i++)
        {
            yield return (prefix + subnetNames[i], subnet[At(i)]);
        }

        foreach (var kind in subnet.Kinds)
        {
            foreach (var (id, total) in kind.InOrder)
            {
                string pool = $"{prefix}{kind.Kind.Name}[{id}].";
                yield return (pool + kind.Kind.Total, (Int128)total);
                for (int i = 0; i < subnetNames.Length; i++)
                {
                    if ((kind.Kind.Kept >> i & 1) != 0)
                    {
                        yield return (pool + subnetNames[i], kind[id, At(i)]);
                    }
                }
            }
        }
    }

    /// <summary>
    /// Takes over a new set of subnets. Counts of subnets that stay are kept, except those that are derived from the
    /// leases: the caller counts these anew.
    /// </summary>
    protected void Reconfigure(
        DhcpSettings settings, IEnumerable<(uint Id, PoolSizes[] Pools)> subnets, params ReadOnlySpan<TCounter> derivedGlobals)
    {
        Samples = settings.Samples;
        var next = new Dictionary<uint, SubnetStatistics<TSubnetCounter>>();
        var ordered = new List<SubnetStatistics<TSubnetCounter>>();
        foreach (var (id, pools) in subnets)
        {
            var counts = new SubnetStatistics<TSubnetCounter>(
                id, subnetNames.Length, derived, pools, _bySubnet.GetValueOrDefault(id));
            next[id] = counts;
            ordered.Add(counts);
        }

        Generation++;
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
