using System.Globalization;
using Nestor.Wire.Values;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>Addresses of both families as numbers.</summary>
internal static class AddressText
{
    public static bool TryParse(string text, bool isV6, out UInt128 number)
    {
        number = 0;
        if (isV6)
        {
            bool isRead = Ip6.TryParse(text, out var six);
            number = six.Number;
            return isRead;
        }

        bool isFour = Ip4.TryParse(text, out var four);
        number = four.Number;
        return isFour;
    }

    public static string Of(UInt128 number, bool isV6) => isV6 ? Ip6.FromNumber(number).ToString() : Ip4.FromNumber(number).ToString();

    /// <summary>The length of a mask of ones before zeros; null for another.</summary>
    public static int? LengthOf(string mask)
    {
        if (!Ip4.TryParse(mask, out var ip))
        {
            return null;
        }

        int length = System.Numerics.BitOperations.PopCount(ip.Value);
        return Ip4.Mask(length) == ip ? length : null;
    }

    public static bool TryLength(string text, int most, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= most;
}
