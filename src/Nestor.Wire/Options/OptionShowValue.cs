using System.Buffers.Binary;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>One value as Kea prints it, with its type behind.</summary>
internal static class OptionShowValue
{
    /// <summary>Appends the value; false when it is none of the type.</summary>
    /// <param name="isInList">The option is a list of this type; then integers and addresses look different.</param>
    public static bool TryWrite(
        OptionType type,
        scoped ReadOnlySpan<byte> body,
        int start,
        int end,
        int tupleWidth,
        bool isInList,
        ref ByteSink to)
    {
        var value = body[start..end];
        switch (type)
        {
            case OptionType.Boolean:
                // Kea knows no third truth.
                if (value[0] > 1)
                {
                    return false;
                }

                to.Add(value[0] == 1 ? "true" : "false");
                break;
            case OptionType.Ip4Address:
                to.AddValue(Ip4.Read(value));
                break;
            case OptionType.Ip6Address:
                to.AddValue(Ip6.Read(value));
                break;
            case OptionType.Ip6Prefix:
                // Kea prints nothing here.
                break;
            case OptionType.Psid:
                return TryPsid(value, ref to);
            case OptionType.String:
                Quoted(value.TrimEnd((byte)0), ref to);
                break;
            case OptionType.Tuple:
                Quoted(value[Math.Min(tupleWidth, value.Length)..], ref to);
                break;
            case OptionType.Fqdn:
                Name(body, start, ref to);
                break;
            case OptionType.Binary:
                to.AddHex(value, default, isUpper: true);
                break;
            default:
                to.AddNumber(Integer(type, value, isInList));
                break;
        }

        if (!(isInList && type is OptionType.Ip4Address or OptionType.Ip6Address))
        {
            to.Add(isInList && IsInteger(type) ? "(" : " (");
            to.Add(isInList ? NameInList(type) : OptionTypes.NameOf(type));
            to.Add(')');
        }

        return true;
    }

    private static bool IsInteger(OptionType type) =>
        type is OptionType.Int8 or OptionType.Int16 or OptionType.Int32
            or OptionType.UInt8 or OptionType.UInt16 or OptionType.UInt32;

    /// <summary>In lists Kea takes wider signed integers for unsigned ones.</summary>
    private static string NameInList(OptionType type) => OptionTypes.NameOf(type switch
    {
        OptionType.Int16 => OptionType.UInt16,
        OptionType.Int32 => OptionType.UInt32,
        _ => type,
    });

    private static long Integer(OptionType type, scoped ReadOnlySpan<byte> value, bool isInList) => type switch
    {
        OptionType.Int8 => (sbyte)value[0],
        OptionType.UInt8 => value[0],
        OptionType.Int16 when !isInList => BinaryPrimitives.ReadInt16BigEndian(value),
        OptionType.Int16 or OptionType.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(value),
        OptionType.Int32 when !isInList => BinaryPrimitives.ReadInt32BigEndian(value),
        _ => BinaryPrimitives.ReadUInt32BigEndian(value),
    };

    /// <summary>Length and value of a port set (RFC 7597 section 5.1); bits behind the length must be zero.</summary>
    private static bool TryPsid(scoped ReadOnlySpan<byte> value, ref ByteSink to)
    {
        int length = value[0];
        int bits = BinaryPrimitives.ReadUInt16BigEndian(value[1..]);
        if (length > 16 || (bits & ((1 << (16 - length)) - 1)) != 0)
        {
            return false;
        }

        to.Add("len=");
        to.AddNumber(length);
        to.Add(",psid=");
        to.AddNumber(bits >> (16 - length));
        to.Add(" (psid)");
        return true;
    }

    private static void Quoted(scoped ReadOnlySpan<byte> text, ref ByteSink to)
    {
        to.Add('"');
        to.Add(text);
        to.Add('"');
    }

    private static void Name(scoped ReadOnlySpan<byte> body, int at, ref ByteSink to)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        bool isName = DomainName.TryRead(body, ref at, name, out int length);
        to.Add('"');
        to.Add(isName ? name[..length] : default);
        to.Add(".\"");
    }
}
