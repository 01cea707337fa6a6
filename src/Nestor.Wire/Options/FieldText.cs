using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>One value of an option, from text to bytes.</summary>
internal static class FieldText
{
    /// <param name="tupleWidth">Bytes of a tuple's length.</param>
    /// <param name="wanted">What would have been right, for a message.</param>
    public static bool TryEncode(OptionType type, string text, List<byte> to, out string wanted, int tupleWidth = 1)
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
                return TryAddress<Ip4>(text, to);
            case OptionType.Ip6Address:
                wanted = "an IPv6 address";
                return TryAddress<Ip6>(text, to);
            case OptionType.Ip6Prefix:
                wanted = "an IPv6 prefix such as 2001:db8::/32";
                return TryPrefix(text, to);
            case OptionType.Psid:
                wanted = "a PSID and its length such as 3/4";
                return TryPsid(text, to);
            case OptionType.Fqdn:
                wanted = "a domain name";
                return IsName(text) && DomainName.TryAppend(text, to);
            case OptionType.Tuple:
                wanted = $"1 to {(tupleWidth == 2 ? ushort.MaxValue : byte.MaxValue)} bytes of text";
                return TryTuple(text, tupleWidth, to);
            case OptionType.String:
                to.AddRange(Encoding.UTF8.GetBytes(text));
                wanted = "some text";
                return text.Length > 0;
            default:
                wanted = "hexadecimal digits, two for each byte";
                return TryBytes(text, to);
        }
    }

    private static bool TryBoolean(string text, List<byte> to)
    {
        bool isTrue = text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        to.Add(isTrue ? (byte)1 : (byte)0);
        return isTrue || text == "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The root alone is no name to send, and Kea takes no blanks or backslashes in one.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && text != "." && text.AsSpan().IndexOfAny(' ', '\\', '\t') < 0;

    /// <summary>
    /// Digits with or without blanks as Kea takes them; with 0x or colons, which is plain enough to accept.
    /// </summary>
    private static bool TryBytes(string text, List<byte> to)
    {
        string digits = text.Replace(" ", "", StringComparison.Ordinal);
        bool isPlain = digits.Length > 0 && digits.All(char.IsAsciiHexDigit);
        int before = to.Count;
        bool isRead = isPlain ? digits.Length % 2 == 0 && OptionText.TryHex(digits, to) : OptionText.TryHex(text, to);
        return isRead && to.Count > before;
    }

    /// <summary>Decimal, or hexadecimal with 0x or when it cannot be decimal; a sign may stand in front.</summary>
    private static bool TryNumber(string text, long min, long max, int size, List<byte> to, out string wanted)
    {
        wanted = $"a number from {min} to {max}";
        bool isNegative = text.StartsWith('-');
        var digits = text.AsSpan(isNegative || text.StartsWith('+') ? 1 : 0);
        bool isRead = digits.StartsWith("0x")
            ? uint.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            : uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || (digits.IndexOfAnyExceptInRange('0', '9') >= 0
                    && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number));
        long value = isNegative ? -(long)number : number;
        if (!isRead || value < min || value > max)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        to.AddRange(bytes[(8 - size)..]);
        return true;
    }

    private static bool TryAddress<TAddr>(string text, List<byte> to)
        where TAddr : struct, IAddress<TAddr>
    {
        Span<byte> bytes = stackalloc byte[TAddr.Bits / 8];
        if (!TAddr.TryParse(text, out var address))
        {
            return false;
        }

        address.Write(bytes);
        to.AddRange(bytes);
        return true;
    }

    /// <summary>A length byte and the bytes of the prefix that count (RFC 7598 and others).</summary>
    private static bool TryPrefix(string text, List<byte> to)
    {
        if (!Prefix6.TryParse(text, out var prefix))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Ip6.Length];
        prefix.Masked.Address.Write(bytes);
        to.Add(prefix.Length);
        to.AddRange(bytes[..((prefix.Length + 7) / 8)]);
        return true;
    }

    /// <summary>The length, then the PSID at the high end of 16 bits (RFC 7618).</summary>
    private static bool TryPsid(string text, List<byte> to)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2
            || !ushort.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ushort psid)
            || !byte.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out byte length)
            || length > 16 || (length is > 0 and < 16 && psid >> length != 0))
        {
            return false;
        }

        int shifted = length == 0 ? 0 : psid << (16 - length);
        to.Add(length);
        to.Add((byte)(shifted >> 8));
        to.Add((byte)shifted);
        return true;
    }

    private static bool TryTuple(string text, int width, List<byte> to)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (width == 2)
        {
            to.Add((byte)(bytes.Length >> 8));
        }

        to.Add((byte)bytes.Length);
        to.AddRange(bytes);
        return bytes.Length > 0 && bytes.Length <= (width == 2 ? ushort.MaxValue : byte.MaxValue);
    }
}
