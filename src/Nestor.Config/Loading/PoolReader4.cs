using System.Globalization;
using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>pools</c> of a subnet: "first - last" or a prefix.</summary>
internal sealed class PoolReader4(Reading reading, OptionReader4 options)
{
    public List<Pool4> Read(Element? list, AddressRange<Ip4> subnet, string subnetText)
    {
        var pools = new List<Pool4>();
        foreach (var map in list?.Items ?? [])
        {
            if (map["pool"] is not { } text)
            {
                reading.Diagnostics.Error(map.Place, "found a pool without addresses, wanted \"pool\"");
                continue;
            }

            if (!TryParse(text.Text, out var range))
            {
                reading.Diagnostics.Error(
                    text.Place, $"found \"{text.Text}\", wanted \"first - last\" or a prefix such as 192.0.2.0/25");
                continue;
            }

            if (!subnet.Contains(range.First) || !subnet.Contains(range.Last))
            {
                reading.Diagnostics.Error(text.Place, $"found pool {text.Text}, wanted one inside of subnet {subnetText}");
            }
            else if (pools.Find(p => p.Range.Overlaps(range)) is { } other)
            {
                reading.Diagnostics.Error(text.Place, $"found pool {text.Text}, wanted one that shares no address with pool {other.Text}");
            }
            else
            {
                pools.Add(new Pool4(
                    range, reading.UInt32(map, "pool-id", 0), options.Read(map["option-data"]), text.Text)
                {
                    ClientClasses = Reading.Strings(map, "client-classes"),
                    UserContext = Reading.UserContext(map),
                });
            }
        }

        return pools;
    }

    private static bool TryParse(string text, out AddressRange<Ip4> range)
    {
        range = default;
        if (text.Split('-', StringSplitOptions.TrimEntries) is [string first, string last])
        {
            bool isRange = Ip4.TryParse(first, out var from) & Ip4.TryParse(last, out var to);
            range = new AddressRange<Ip4>(from, to);
            return isRange && from <= to;
        }

        return TryPrefix(text, out var prefix, out int length)
            && TryRange(prefix, length, out range);
    }

    /// <summary>A prefix as in 192.0.2.0/24; bits beyond the length may be set.</summary>
    public static bool TryPrefix(string text, out Ip4 prefix, out int length)
    {
        prefix = default;
        length = 0;
        return text.Split('/', StringSplitOptions.TrimEntries) is [string address, string bits]
            && Ip4.TryParse(address, out prefix)
            && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= 32;
    }

    private static bool TryRange(Ip4 prefix, int length, out AddressRange<Ip4> range)
    {
        var first = new Ip4(prefix.Value & Ip4.Mask(length).Value);
        range = new AddressRange<Ip4>(first, new Ip4(first.Value | ~Ip4.Mask(length).Value));
        return true;
    }
}
