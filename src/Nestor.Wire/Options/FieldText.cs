using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>One value of an option, from text to bytes.</summary>
internal static class FieldText
{
    /// <param name="wanted">What would have been right, for a message.</param>
    public static bool TryEncode(OptionType type, string text, List<byte> to, out string wanted)
    {
        wanted = "";
        switch (type)
        {
            case OptionType.Boolean:
                wanted = "true or false";
                return TryBoolean(text, to);
            case OptionType.Int8:
                return TryNumber(text, sbyte.MinValue, sbyte.MaxValue, 1, to, out wanted);
            case OptionType.Int16:
                return TryNumber(text, short.MinValue, short.MaxValue, 2, to, out wanted);
            case OptionType.Int32:
                return TryNumber(text, int.MinValue, int.MaxValue, 4, to, out wanted);
            case OptionType.UInt8:
                return TryNumber(text, 0, byte.MaxValue, 1, to, out wanted);
            case OptionType.UInt16:
                return TryNumber(text, 0, ushort.MaxValue, 2, to, out wanted);
            case OptionType.UInt32:
                return TryNumber(text, 0, uint.MaxValue, 4, to, out wanted);
            case OptionType.Ip4Address:
                wanted = "an IPv4 address";
                return TryAddress4(text, to);
            case OptionType.Ip6Address:
                wanted = "an IPv6 address";
                return TryAddress6(text, to);
            case OptionType.Ip6Prefix:
                wanted = "an IPv6 prefix such as 2001:db8::/32";
                return TryPrefix(text, to);
            case OptionType.Psid:
                wanted = "a PSID and its length such as 3/4";
                return TryPsid(text, to);
            case OptionType.Fqdn:
                wanted = "a domain name";
                return DomainName.TryAppend(text, to);
            case OptionType.Tuple:
                wanted = "at most 255 bytes of text";
                return TryTuple(text, to);
            case OptionType.String:
                to.AddRange(Encoding.UTF8.GetBytes(text));
                wanted = "some text";
                return text.Length > 0;
            default:
                wanted = "hexadecimal digits";
                return OptionText.TryHex(text, to);
        }
    }

    private static bool TryBoolean(string text, List<byte> to)
    {
        bool isTrue = text is "true" or "1";
        to.Add(isTrue ? (byte)1 : (byte)0);
        return isTrue || text is "false" or "0";
    }

    private static bool TryNumber(string text, long min, long max, int size, List<byte> to, out string wanted)
    {
        wanted = $"a number from {min} to {max}";
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isRead = isHex
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        if (!isRead || value < min || value > max)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        to.AddRange(bytes[(8 - size)..]);
        return true;
    }

    private static bool TryAddress4(string text, List<byte> to)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (!Ip4.TryParse(text, out var address))
        {
            return false;
        }

        address.Write(bytes);
        to.AddRange(bytes);
        return true;
    }

    private static bool TryAddress6(string text, List<byte> to)
    {
        bool isRead = IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
            && text.AsSpan().IndexOfAny('%', '[') < 0;
        if (isRead)
        {
            to.AddRange(address!.GetAddressBytes());
        }

        return isRead;
    }

    /// <summary>A length byte and the bytes of the prefix that count (RFC 7598 and others).</summary>
    private static bool TryPrefix(string text, List<byte> to)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        var bytes = new List<byte>();
        if (slash < 0 || !TryAddress6(text[..slash], bytes)
            || !byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out byte length)
            || length > 128)
        {
            return false;
        }

        to.Add(length);
        int whole = (length + 7) / 8;
        for (int i = 0; i < whole; i++)
        {
            int keep = Math.Min(8, length - (i * 8));
            to.Add((byte)(bytes[i] & (0xFF << (8 - keep))));
        }

        return true;
    }

    /// <summary>The length, then the PSID at the high end of 16 bits (RFC 7618).</summary>
    private static bool TryPsid(string text, List<byte> to)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2 || !ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort psid)
            || !byte.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte length)
            || length > 16 || (length < 16 && psid >> length != 0))
        {
            return false;
        }

        int shifted = psid << (16 - length);
        to.Add(length);
        to.Add((byte)(shifted >> 8));
        to.Add((byte)shifted);
        return true;
    }

    private static bool TryTuple(string text, List<byte> to)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        to.Add((byte)bytes.Length);
        to.AddRange(bytes);
        return bytes.Length <= 255;
    }
}
