using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Selection;

/// <summary>
/// Finds a subnet by relay, by address and by interface without walking all of them. Where several fit, the one with
/// the lowest id is taken, as Kea does by walking them in that order. Frozen with its configuration.
/// </summary>
public class SubnetIndex<TAddr, TSubnet>
    where TAddr : struct, IAddress<TAddr>
    where TSubnet : Subnet<TAddr>
{
    private readonly Dictionary<TAddr, TSubnet> _byRelay = [];
    private readonly Dictionary<string, TSubnet> _byInterface = [];
    private readonly (UInt128 Mask, Dictionary<TAddr, TSubnet> Prefixes)[] _byPrefix;
    private readonly Dictionary<uint, TSubnet> _byId = [];

    /// <param name="subnets">By ascending id.</param>
    public SubnetIndex(IEnumerable<TSubnet> subnets)
    {
        var byLength = new SortedDictionary<int, Dictionary<TAddr, TSubnet>>();
        foreach (var subnet in subnets)
        {
            _byId.TryAdd(subnet.Id, subnet);
            foreach (var relay in subnet.Relays.Count > 0 ? subnet.Relays : subnet.SharedNetwork?.Relays ?? [])
            {
                _byRelay.TryAdd(relay, subnet);
            }

            if ((subnet.Interface ?? subnet.SharedNetwork?.Interface) is { } name)
            {
                _byInterface.TryAdd(name, subnet);
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
    public TSubnet? ByRelay(TAddr relay) => _byRelay.GetValueOrDefault(relay);

    /// <summary>The subnet of direct clients behind a local interface; null when none names it.</summary>
    public TSubnet? ByInterface(string name) => _byInterface.GetValueOrDefault(name);

    public TSubnet? ById(uint id) => _byId.GetValueOrDefault(id);

    /// <summary>The subnet whose prefix holds the address.</summary>
    public TSubnet? ByAddress(TAddr address)
    {
        TSubnet? best = null;
        foreach (var (mask, prefixes) in _byPrefix)
        {
            if (prefixes.TryGetValue(TAddr.FromNumber(address.Number & mask), out var subnet)
                && (best is null || subnet.Ordinal < best.Ordinal))
            {
                best = subnet;
            }
        }

        return best;
    }

    private static UInt128 HostBits(int prefixLength) =>
        TAddr.Bits - prefixLength is < 128 and int bits ? (UInt128.One << bits) - 1 : UInt128.MaxValue;
}
