using System.Globalization;
using Nestor.Wire.Values;

namespace StandardLibraries.SubnetCmds;

/// <summary>The one way to write a prefix or a range of addresses that may be written in several.</summary>
internal static class Ranges
{
    /// <summary>A prefix without bits behind its length; what is none stays as it is.</summary>
    public static string Prefix(string text) =>
        TryPrefix<Ip4>(text, out var four, out int length) ? $"{four.First}/{length}"
        : TryPrefix<Ip6>(text, out var six, out length) ? $"{six.First}/{length}"
        : text;

    /// <summary>A pool by its first and last address; what is none stays as it is.</summary>
    public static string Pool(string text) => TryPool<Ip4>(text) ?? TryPool<Ip6>(text) ?? text;

    private static string? TryPool<TAddr>(string text)
        where TAddr : struct, IAddress<TAddr>
    {
        if (TryPrefix<TAddr>(text, out var range, out _))
        {
            return $"{range.First}-{range.Last}";
        }

        return text.Split('-', StringSplitOptions.TrimEntries) is [string first, string last]
            && TAddr.TryParse(first, out var from) && TAddr.TryParse(last, out var to) ? $"{from}-{to}" : null;
    }

    private static bool TryPrefix<TAddr>(string text, out AddressRange<TAddr> range, out int length)
        where TAddr : struct, IAddress<TAddr>
    {
        range = default;
        length = 0;
        if (text.Split('/', StringSplitOptions.TrimEntries) is not [string first, string bits] || !TAddr.TryParse(first, out var address)
            || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > TAddr.Bits)
        {
            return false;
        }

        // A shift by 128 would shift by nothing.
        int hostBits = TAddr.Bits - length;
        var host = hostBits < 128 ? (UInt128.One << hostBits) - 1 : UInt128.MaxValue;
        range = new AddressRange<TAddr>(TAddr.FromNumber(address.Number & ~host), TAddr.FromNumber(address.Number | host));
        return true;
    }
}
