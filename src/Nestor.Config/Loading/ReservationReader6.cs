using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class ReservationReader6(Reading reading, OptionReader options)
    : ReservationReader<Ip6, Reservation6>(reading, options, HostIdentifiers.V6)
{
    private readonly HashSet<(uint, Prefix6)> _prefixes = [];

    protected override Reservation6? Make(
        Element map, uint subnetId, HostIdentifierType type, byte[] identifier, AddressRange<Ip6>? range)
    {
        var addresses = new List<Ip6>();
        foreach (var item in map["ip-addresses"]?.Items ?? [])
        {
            if (!Ip6.TryParse(item.Text, out var address))
            {
                Reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\", wanted an IPv6 address");
                return null;
            }

            if (!CheckAddress(item.Place, address, !address.IsZero && !address.IsMulticast, range))
            {
                return null;
            }

            if (addresses.Contains(address))
            {
                Reading.Diagnostics.Error(item.Place, $"found {address} for the second time, wanted each address once");
                return null;
            }

            addresses.Add(address);
        }

        return Prefixes(map, subnetId) is { } prefixes
            ? new Reservation6
            {
                SubnetId = subnetId,
                IdentifierType = type,
                Identifier = identifier,
                Hostname = Hostname(map),
                Options = Options(map),
                ClientClasses = Classes(map),
                UserContext = Reading.UserContext(map),
                Addresses = addresses,
                Prefixes = prefixes,
            }
            : null;
    }

    /// <summary><c>prefixes</c>, which may lie anywhere, and what is left out of each.</summary>
    private List<ReservedPrefix6>? Prefixes(Element map, uint subnetId)
    {
        var items = map["prefixes"]?.Items ?? [];
        var excluded = map["excluded-prefixes"]?.Items ?? [];
        if (excluded.Count > 0 && excluded.Count != items.Count)
        {
            Reading.Diagnostics.Error(
                map["excluded-prefixes"]!.Place, $"found {excluded.Count} excluded prefixes, wanted one (or \"\") for each of {items.Count} prefixes");
            return null;
        }

        var prefixes = new List<ReservedPrefix6>();
        for (int i = 0; i < items.Count; i++)
        {
            if (Prefix(items[i]) is not { } prefix)
            {
                return null;
            }

            bool isRepeated = prefixes.Exists(p => p.Prefix == prefix);
            if ((!_prefixes.Add((subnetId, prefix)) && AreAddressesUnique) || isRepeated)
            {
                Reading.Diagnostics.Error(items[i].Place, $"found {prefix}, wanted a prefix that is not reserved for another client already");
                return null;
            }

            Prefix6? left = null;
            if (excluded.Count > 0 && excluded[i].Text.Length > 0)
            {
                left = Prefix(excluded[i]);
                if (left is not { } part)
                {
                    return null;
                }

                if (part.Length <= prefix.Length || !prefix.Contains(part))
                {
                    Reading.Diagnostics.Error(excluded[i].Place, $"found excluded prefix {part}, wanted a part of {prefix}");
                    return null;
                }
            }

            prefixes.Add(new ReservedPrefix6(prefix, left));
        }

        return prefixes;
    }

    private Prefix6? Prefix(Element item)
    {
        if (Prefix6.TryParse(item.Text, out var prefix) && prefix.Length > 0)
        {
            return prefix.Masked;
        }

        Reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\", wanted a prefix such as 2001:db8:1::/48");
        return null;
    }
}
