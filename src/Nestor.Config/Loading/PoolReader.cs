using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>pools</c> of a subnet: "first - last" or a prefix.</summary>
/// <param name="example">A prefix for messages.</param>
/// <param name="make">A pool of a range, an id, options and the text it is written as.</param>
internal sealed class PoolReader<TAddr, TPool>(
    Reading reading, OptionReader options, string example, Func<AddressRange<TAddr>, uint, OptionSet, string, TPool> make)
    where TAddr : struct, IAddress<TAddr>
    where TPool : Pool<TAddr>
{
    /// <param name="ddns">What holds for names in the subnet.</param>
    public List<TPool> Read(Element? list, AddressRange<TAddr> subnet, string subnetText, DdnsParameters ddns)
    {
        var pools = new List<TPool>();
        foreach (var map in list?.Items ?? [])
        {
            if (reading.Quarantine.Entry(
                "pools", map, (Reader: this, Subnet: subnet, Text: subnetText, Ddns: ddns, Before: pools),
                static (map, of) => of.Reader.One(map, of.Subnet, of.Text, of.Ddns, of.Before)) is { } pool)
            {
                pools.Add(pool);
            }
        }

        return pools;
    }

    private TPool? One(Element map, AddressRange<TAddr> subnet, string subnetText, DdnsParameters ddns, List<TPool> before)
    {
        if (map["pool"] is not { } text)
        {
            reading.Diagnostics.Error(map.Place, "found a pool without addresses, wanted \"pool\"");
            return null;
        }

        if (!TryParse(text.Text, out var range))
        {
            reading.Diagnostics.Error(
                text.Place, $"found \"{text.Text}\", wanted \"first - last\" or a prefix such as {example}");
            return null;
        }

        if (!subnet.Contains(range.First) || !subnet.Contains(range.Last))
        {
            reading.Diagnostics.Error(text.Place, $"found pool {text.Text}, wanted one inside of subnet {subnetText}");
            return null;
        }

        if (Overlapped(before, range) is { } other)
        {
            reading.Diagnostics.Error(text.Place, $"found pool {text.Text}, wanted one that shares no address with pool {other.Text}");
            return null;
        }

        var own = DdnsReader.Scope(reading, map, ddns);
        return make(range, reading.UInt32(map, "pool-id", 0), options.Read(map["option-data"]), text.Text) with
        {
            ClientClasses = reading.Classes(map, "client-classes"),
            AdditionalClasses = reading.Classes(map, "evaluate-additional-classes"),
            Ddns = ReferenceEquals(own, ddns) ? null : own,
            UserContext = Reading.UserContext(map),
        };
    }

    private static TPool? Overlapped(List<TPool> pools, AddressRange<TAddr> range) =>
        pools.Count == 0 ? null : pools.Find(p => p.Range.Overlaps(range));

    private static bool TryParse(ReadOnlySpan<char> text, out AddressRange<TAddr> range)
    {
        range = default;
        int dash = text.IndexOf('-');
        if (dash >= 0 && text.LastIndexOf('-') == dash)
        {
            bool isRange = TAddr.TryParse(text[..dash].Trim(), out var from) & TAddr.TryParse(text[(dash + 1)..].Trim(), out var to);
            range = new AddressRange<TAddr>(from, to);
            return isRange && from.CompareTo(to) <= 0;
        }

        return PrefixText.TryParse(text, out range, out _);
    }
}
