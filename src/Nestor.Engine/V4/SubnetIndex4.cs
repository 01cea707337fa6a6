using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>
/// Finds a subnet by relay, by address and by interface without walking all of them. Where several fit, the one with
/// the lowest id is taken, as Kea does by walking them in that order. Frozen with its configuration.
/// </summary>
public sealed class SubnetIndex4
{
    private readonly Dictionary<Ip4, Subnet4> _byRelay = [];
    private readonly Dictionary<string, Subnet4> _byInterface = [];
    private readonly (Ip4 Mask, Dictionary<Ip4, Subnet4> Prefixes)[] _byPrefix;
    private readonly Dictionary<uint, Subnet4> _byId = [];

    public SubnetIndex4(Dhcp4Settings settings)
    {
        var byLength = new SortedDictionary<int, Dictionary<Ip4, Subnet4>>();
        foreach (var subnet in settings.Subnets)
        {
            _byId.TryAdd(subnet.Id, subnet);
            foreach (var relay in subnet.Relays.Count > 0 ? subnet.Relays : subnet.Network?.Relays ?? [])
            {
                _byRelay.TryAdd(relay, subnet);
            }

            if ((subnet.Interface ?? subnet.Network?.Interface) is { } name)
            {
                _byInterface.TryAdd(name, subnet);
            }

            if (!byLength.TryGetValue(subnet.PrefixLength, out var prefixes))
            {
                byLength[subnet.PrefixLength] = prefixes = [];
            }

            prefixes.TryAdd(subnet.Prefix, subnet);
        }

        _byPrefix = [.. byLength.Select(p => (Ip4.Mask(p.Key), p.Value))];
    }

    /// <summary>The subnet that serves a relay by its configured address; null when none names it.</summary>
    public Subnet4? ByRelay(Ip4 relay) => _byRelay.GetValueOrDefault(relay);

    /// <summary>The subnet of direct clients behind a local interface; null when none names it.</summary>
    public Subnet4? ByInterface(string name) => _byInterface.GetValueOrDefault(name);

    public Subnet4? ById(uint id) => _byId.GetValueOrDefault(id);

    /// <summary>The subnet whose prefix holds the address.</summary>
    public Subnet4? ByAddress(Ip4 address)
    {
        Subnet4? best = null;
        foreach (var (mask, prefixes) in _byPrefix)
        {
            if (prefixes.TryGetValue(new Ip4(address.Value & mask.Value), out var subnet)
                && (best is null || subnet.Ordinal < best.Ordinal))
            {
                best = subnet;
            }
        }

        return best;
    }
}
