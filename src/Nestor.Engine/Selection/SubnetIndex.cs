using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Selection;

/// <summary>
/// Finds a subnet by relay, by address and by interface without walking all of them. Where several fit and their
/// guards let the client in, the one with the lowest id is taken, as Kea does by walking them in that order. Frozen
/// with its configuration.
/// </summary>
public class SubnetIndex<TAddr, TSubnet>
    where TAddr : struct, IAddress<TAddr>
    where TSubnet : Subnet<TAddr>
{
    private readonly Dictionary<TAddr, TSubnet[]> _byRelay = [];
    private readonly Dictionary<string, TSubnet[]> _byInterface = [];
    private readonly (UInt128 Mask, Dictionary<TAddr, TSubnet> Prefixes)[] _byPrefix;
    private readonly Dictionary<uint, TSubnet> _byId = [];

    /// <summary>Set while somebody wants to know how a subnet is found.</summary>
    internal Trace? Trace { get; set; }

    /// <param name="subnets">By ascending id.</param>
    public SubnetIndex(IEnumerable<TSubnet> subnets)
    {
        var byLength = new SortedDictionary<int, Dictionary<TAddr, TSubnet>>();
        foreach (var subnet in subnets)
        {
            _byId.TryAdd(subnet.Id, subnet);
            foreach (var relay in subnet.Relays.Count > 0 ? subnet.Relays : subnet.SharedNetwork?.Relays ?? [])
            {
                Add(_byRelay, relay, subnet);
            }

            if ((subnet.Interface ?? subnet.SharedNetwork?.Interface) is { } name)
            {
                Add(_byInterface, name, subnet);
            }

            if (!byLength.TryGetValue(subnet.PrefixLength, out var prefixes))
            {
                byLength[subnet.PrefixLength] = prefixes = [];
            }

            prefixes.TryAdd(subnet.Prefix, subnet);
        }

        _byPrefix = [.. byLength.Select(p => (~HostBits(p.Key), p.Value))];
    }

    /// <summary>The subnet that serves a relay by its configured address; null when none names it.</summary>
    public TSubnet? ByRelay(TAddr relay, ClassSet classes) =>
        First("relay", relay, _byRelay.GetValueOrDefault(relay), classes);

    /// <summary>The subnet of direct clients behind a local interface; null when none names it.</summary>
    public TSubnet? ByInterface(string name, ClassSet classes) =>
        First("interface", name, _byInterface.GetValueOrDefault(name), classes);

    public TSubnet? ById(uint id) => _byId.GetValueOrDefault(id);

    /// <summary>The subnet whose prefix holds the address, whoever may use it.</summary>
    public TSubnet? ByAddress(TAddr address) => ByAddress(address, null);

    /// <summary>The subnet whose prefix holds the address, and whose guards let a client in these classes in.</summary>
    /// <param name="classes">Null for anybody.</param>
    public TSubnet? ByAddress(TAddr address, ClassSet? classes)
    {
        TSubnet? best = null;
        foreach (var (mask, prefixes) in _byPrefix)
        {
            if (!prefixes.TryGetValue(TAddr.FromNumber(address.Number & mask), out var subnet))
            {
                continue;
            }

            if ((best is null || subnet.Ordinal < best.Ordinal) && (classes is null || subnet.Admits(classes)))
            {
                best = subnet;
            }

            if (classes is not null)
            {
                Trace?.Note("subnet-candidate", SubnetTrace.Candidate<TAddr, TSubnet>("address", address, subnet, classes));
            }
        }

        if (best is null && classes is not null)
        {
            Trace?.Note("subnet-candidate", SubnetTrace.None("address", address));
        }

        return best;
    }

    /// <summary>The first of these that lets a client in these classes in; null when none does.</summary>
    /// <param name="by">What they are found by, for a trace.</param>
    protected TSubnet? First<TKey>(string by, TKey key, TSubnet[]? candidates, ClassSet classes)
        where TKey : notnull
    {
        if (candidates is null)
        {
            Trace?.Note("subnet-candidate", SubnetTrace.None(by, key));
            return null;
        }

        foreach (var subnet in candidates)
        {
            Trace?.Note("subnet-candidate", SubnetTrace.Candidate<TAddr, TSubnet>(by, key, subnet, classes));
            if (subnet.Admits(classes))
            {
                return subnet;
            }
        }

        return null;
    }

    /// <summary>Adds to what is found by a key: they are few.</summary>
    protected static void Add<TKey>(Dictionary<TKey, TSubnet[]> index, TKey key, TSubnet subnet)
        where TKey : notnull => index[key] = index.TryGetValue(key, out var before) ? [.. before, subnet] : [subnet];

    private static UInt128 HostBits(int prefixLength) =>
        TAddr.Bits - prefixLength is < 128 and int bits ? (UInt128.One << bits) - 1 : UInt128.MaxValue;
}
