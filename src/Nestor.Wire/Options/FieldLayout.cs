using System.Buffers.Binary;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;

namespace Nestor.Wire.Options;

/// <summary>How many bytes one field takes. Checking, formatting and raw configured data all walk with it.</summary>
internal static class FieldLayout
{
    /// <summary>Bytes of a type whose size never changes; 0 for the others.</summary>
    public static int FixedSize(OptionType type) => type switch
    {
        OptionType.Boolean or OptionType.Int8 or OptionType.UInt8 => 1,
        OptionType.Int16 or OptionType.UInt16 => 2,
        OptionType.Psid => 3,
        OptionType.Int32 or OptionType.UInt32 or OptionType.Ip4Address => 4,
        OptionType.Ip6Address => 16,
        _ => 0,
    };

    /// <summary>
    /// Bytes of a tuple's length: two in DHCPv6, one in DHCPv4, but two in the list of bootstrap servers (RFC 8572
    /// section 8.1).
    /// </summary>
    public static int TupleWidth(OptionDef def) =>
        def.Universe == Universe.V6 || def is { Code: 143, Space: OptionDefs.Dhcp4Space } ? 2 : 1;

    /// <summary>
    /// The space of the options behind the fields, or empty: the one the definition names, and for IA and what is in
    /// one the ordinary options (RFC 9915 sections 21.4 to 21.6, 21.21 and 21.22).
    /// </summary>
    public static string SubSpace(OptionDef def) =>
        def is { Universe: Universe.V6, Space: OptionDefs.Dhcp6Space }
            && def.Code is OptionCode6.IaNa or OptionCode6.IaTa or OptionCode6.IaAddr
                or OptionCode6.IaPd or OptionCode6.IaPrefix
            ? OptionDefs.Dhcp6Space
            : def.Encapsulates;

    /// <summary>The types of the fields in order: a record's own, or the one type.</summary>
    /// <param name="single">Room for the one type.</param>
    public static ReadOnlySpan<OptionType> Fields(OptionDef def, Span<OptionType> single)
    {
        if (def.Type == OptionType.Record)
        {
            return def.Fields;
        }

        single[0] = def.Type;
        return single[..1];
    }

    /// <summary>Steps over one field.</summary>
    /// <param name="at">Where the field starts; afterwards where the next one does. Untouched on an error.</param>
    /// <param name="isLenient">A tuple longer than what is left is what is left.</param>
    public static DecodeError Take(OptionType type, int tupleWidth, bool isLenient, ReadOnlySpan<byte> body, ref int at)
    {
        int left = body.Length - at;
        switch (type)
        {
            case OptionType.Ip6Prefix:
                return TakePrefix(body, ref at);
            case OptionType.Tuple:
                return TakeTuple(tupleWidth, isLenient, body, ref at);
            case OptionType.Fqdn:
                if (left == 0)
                {
                    return DecodeError.Truncated;
                }

                Span<byte> name = stackalloc byte[DomainName.MaxLength];
                return DomainName.TryRead(body, ref at, name, out _) ? DecodeError.None : DecodeError.BadName;
            case OptionType.Empty:
                return DecodeError.None;
        }

        int size = FixedSize(type);
        if (size == 0)
        {
            // Text and bytes reach to the end.
            at = body.Length;
            return DecodeError.None;
        }

        if (left < size)
        {
            return DecodeError.Truncated;
        }

        if (type == OptionType.Psid && body[at] > 16 && !isLenient)
        {
            return DecodeError.BadLength;
        }

        at += size;
        return DecodeError.None;
    }

    private static DecodeError TakePrefix(ReadOnlySpan<byte> body, ref int at)
    {
        if (at >= body.Length)
        {
            return DecodeError.Truncated;
        }

        int bits = body[at];
        int size = 1 + ((bits + 7) / 8);
        if (bits > 128)
        {
            return DecodeError.BadLength;
        }

        if (body.Length - at < size)
        {
            return DecodeError.Truncated;
        }

        at += size;
        return DecodeError.None;
    }

    private static DecodeError TakeTuple(int width, bool isLenient, ReadOnlySpan<byte> body, ref int at)
    {
        int left = body.Length - at - width;
        if (left < 0)
        {
            return DecodeError.Truncated;
        }

        int size = width == 2 ? BinaryPrimitives.ReadUInt16BigEndian(body[at..]) : body[at];
        if (size > left && !isLenient)
        {
            return DecodeError.Truncated;
        }

        at += width + Math.Min(size, left);
        return DecodeError.None;
    }
}
