using System.Globalization;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>A prefix as configured.</summary>
internal static class PrefixText
{
    /// <summary>A prefix as in 192.0.2.0/24; bits beyond the length may be set.</summary>
    /// <param name="range">All of its addresses.</param>
    public static bool TryParse<TAddr>(ReadOnlySpan<char> text, out AddressRange<TAddr> range, out int length)
        where TAddr : struct, IAddress<TAddr>
    {
        range = default;
        length = 0;
        int slash = text.IndexOf('/');
        if (slash < 0 || text.LastIndexOf('/') != slash
            || !TAddr.TryParse(text[..slash].Trim(), out var address)
            || !int.TryParse(text[(slash + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > TAddr.Bits)
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
