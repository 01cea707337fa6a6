using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>pd-pools</c> of a subnet: prefixes of one length out of a longer one, which need not be the subnet's.</summary>
internal sealed class PdPoolReader(Reading reading, OptionReader options)
{
    /// <param name="addresses">The pools of the same subnet, with which none may overlap.</param>
    public List<Pool6> Read(Element? list, IReadOnlyList<Pool6> addresses)
    {
        var pools = new List<Pool6>();
        foreach (var map in list?.Items ?? [])
        {
            if (reading.Quarantine.Entry("pd-pools", map, () => Apart(map, addresses.Concat(pools))) is { } pool)
            {
                pools.Add(pool);
            }
        }

        return pools;
    }

    /// <summary>A pool that shares nothing with those before it.</summary>
    private Pool6? Apart(Element map, IEnumerable<Pool6> before)
    {
        if (Pool(map) is not { } pool)
        {
            return null;
        }

        if (before.FirstOrDefault(p => p.Range.Overlaps(pool.Range)) is { } other)
        {
            reading.Diagnostics.Error(
                map["prefix"]!.Place, $"found prefix pool {pool.Text}, wanted one that shares no address with pool {other.Text}");
            return null;
        }

        return pool;
    }

    private Pool6? Pool(Element map)
    {
        foreach (string needed in (string[])["prefix", "prefix-len", "delegated-len"])
        {
            if (map[needed] is null)
            {
                reading.Diagnostics.Error(map.Place, $"found a prefix pool without \"{needed}\", wanted \"prefix\", \"prefix-len\" and \"delegated-len\"");
                return null;
            }
        }

        if (Length(map["prefix-len"]!, 1, "prefix-len") is not { } length
            || Length(map["delegated-len"]!, length, "delegated-len") is not { } delegated
            || Address(map["prefix"]!, "prefix") is not { } address)
        {
            return null;
        }

        var prefix = new Prefix6(address, length).Masked;
        if (!TryExcluded(map, prefix, delegated, out var excluded))
        {
            return null;
        }

        return new Pool6(
            prefix.Range, reading.UInt32(map, "pool-id", 0), options.Read(map["option-data"]), prefix.ToString(), delegated)
        {
            Excluded = excluded,
            ClientClasses = reading.Classes(map, "client-classes"),
            AdditionalClasses = reading.Classes(map, "evaluate-additional-classes"),
            UserContext = Reading.UserContext(map),
        };
    }

    /// <summary>What is left out of the first delegated prefix, and so of each (RFC 6603); :: with length 0 is nothing.</summary>
    private bool TryExcluded(Element map, Prefix6 pool, byte delegated, out Prefix6? excluded)
    {
        excluded = null;
        if ((map["excluded-prefix"] ?? map["excluded-prefix-len"]) is not { } given)
        {
            return true;
        }

        var address = Ip6.Zero;
        if (map["excluded-prefix"] is { } text)
        {
            if (Address(text, "excluded-prefix") is not { } parsed)
            {
                return false;
            }

            address = parsed;
        }

        if (address.IsZero && map["excluded-prefix-len"] is null or { Integer: 0 })
        {
            return true;
        }

        var lengthPlace = map["excluded-prefix-len"]?.Place ?? given.Place;
        long length = map["excluded-prefix-len"]?.Integer ?? 0;
        if (length <= delegated || length > 128)
        {
            reading.Diagnostics.Error(lengthPlace, $"found excluded-prefix-len {length}, wanted more than the delegated-len {delegated} and at most 128");
            return false;
        }

        var left = new Prefix6(address, (byte)length).Masked;
        if (!new Prefix6(pool.Address, delegated).Contains(left))
        {
            reading.Diagnostics.Error(
                given.Place, $"found excluded prefix {left}, wanted a part of the first delegated prefix {new Prefix6(pool.Address, delegated)}");
            return false;
        }

        excluded = left;
        return true;
    }

    private byte? Length(Element value, byte min, string name)
    {
        if (value.Integer >= min && value.Integer <= 128)
        {
            return (byte)value.Integer;
        }

        string reason = name == "delegated-len" ? $", not less than prefix-len {min}" : "";
        reading.Diagnostics.Error(value.Place, $"found {value.Integer}, wanted a length from {min} to 128 for \"{name}\"{reason}");
        return null;
    }

    private Ip6? Address(Element value, string name)
    {
        if (Ip6.TryParse(value.Text, out var address))
        {
            return address;
        }

        reading.Diagnostics.Error(value.Place, $"found \"{value.Text}\", wanted an IPv6 address for \"{name}\"");
        return null;
    }
}
