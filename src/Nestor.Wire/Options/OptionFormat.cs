using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>Bytes of an option to text for logs, in the notation of configurations.</summary>
public static class OptionFormat
{
    /// <summary>Characters after which no further value is written.</summary>
    public const int MaxLength = 1024;

    internal static string Format(OptionDef? def, ReadOnlySpan<byte> body)
    {
        if (def is null || def.Type == OptionType.Binary)
        {
            return Hex(body);
        }

        if (def.Type == OptionType.Internal)
        {
            bool isRoutes = def is { Universe: Universe.V4 } && def.Code == InternalLayout.ClasslessRoutes && ClasslessRoutes4.IsWhole(body);
            return isRoutes ? Routes(body) : Hex(body);
        }

        bool isVivso = def is { Code: OptionCode4.Vivso, Space: OptionDefs.Dhcp4Space };
        if (isVivso || OptionCheck.Measure(def, body, lenient: false, out int used) != DecodeError.None)
        {
            return Hex(body);
        }

        var to = new StringBuilder();
        Fields(def, body[..used], to);
        if (used < body.Length)
        {
            // Sub-options, or bytes nobody defined.
            to.Append(to.Length > 0 ? " + " : "").Append(Hex(body[used..]));
        }

        return to.ToString();
    }

    private static void Fields(OptionDef def, ReadOnlySpan<byte> body, StringBuilder to)
    {
        Span<OptionType> single = stackalloc OptionType[1];
        var fields = FieldLayout.Fields(def, single);
        int width = FieldLayout.TupleWidth(def);
        int at = 0;
        for (int i = 0; (i < fields.Length || at < body.Length) && to.Length < MaxLength; i++)
        {
            int start = at;
            var type = fields[Math.Min(i, fields.Length - 1)];
            if (body.IsEmpty || FieldLayout.Take(type, width, isLenient: false, body, ref at) != DecodeError.None)
            {
                return;
            }

            to.Append(i > 0 ? ", " : "");
            if (type == OptionType.Fqdn)
            {
                Name(body, start, to);
            }
            else
            {
                Field(type, width, body[start..at], to);
            }
        }

        to.Append(at < body.Length ? ", ..." : "");
    }

    private static void Field(OptionType type, int width, ReadOnlySpan<byte> value, StringBuilder to)
    {
        var culture = CultureInfo.InvariantCulture;
        _ = type switch
        {
            OptionType.Boolean => to.Append(value[0] != 0 ? "true" : "false"),
            OptionType.Int8 => to.Append(culture, $"{(sbyte)value[0]}"),
            OptionType.UInt8 => to.Append(culture, $"{value[0]}"),
            OptionType.Int16 => to.Append(culture, $"{BinaryPrimitives.ReadInt16BigEndian(value)}"),
            OptionType.UInt16 => to.Append(culture, $"{BinaryPrimitives.ReadUInt16BigEndian(value)}"),
            OptionType.Int32 => to.Append(culture, $"{BinaryPrimitives.ReadInt32BigEndian(value)}"),
            OptionType.UInt32 => to.Append(culture, $"{BinaryPrimitives.ReadUInt32BigEndian(value)}"),
            OptionType.Ip4Address => to.Append(culture, $"{Ip4.Read(value)}"),
            OptionType.Ip6Address => to.Append(culture, $"{Ip6.Read(value)}"),
            OptionType.Ip6Prefix => to.Append(culture, $"{Prefix(value)}/{value[0]}"),
            OptionType.Psid => to.Append(culture, $"{Psid(value)}/{value[0]}"),
            OptionType.String => to.Append(Text(value)),
            OptionType.Tuple => to.Append(Text(value[width..])),
            _ => to.Append(Hex(value)),
        };
    }

    private static Ip6 Prefix(ReadOnlySpan<byte> value)
    {
        Span<byte> address = stackalloc byte[16];
        address.Clear();
        value[1..].CopyTo(address);
        return Ip6.Read(address);
    }

    private static int Psid(ReadOnlySpan<byte> value) =>
        BinaryPrimitives.ReadUInt16BigEndian(value[1..]) >> (16 - Math.Min((int)value[0], 16));

    private static void Name(ReadOnlySpan<byte> body, int at, StringBuilder to)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        if (DomainName.TryRead(body, ref at, name, out int length))
        {
            to.Append(Text(name[..length])).Append('.');
        }
    }

    /// <summary>
    /// Text as it is configured: commas and backslashes escaped; hexadecimal when it is not printable ASCII.
    /// </summary>
    private static string Text(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) >= 0)
        {
            return Hex(value);
        }

        string text = Encoding.ASCII.GetString(value[..Math.Min(value.Length, MaxLength)]);
        text = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal);
        return value.Length > MaxLength ? text + "..." : text;
    }

    private static string Hex(ReadOnlySpan<byte> value)
    {
        bool isLong = value.Length > MaxLength / 2;
        string digits = Convert.ToHexStringLower(isLong ? value[..(MaxLength / 2)] : value);
        return value.IsEmpty ? "" : $"0x{digits}{(isLong ? "..." : "")}";
    }

    private static string Routes(ReadOnlySpan<byte> body)
    {
        var to = new StringBuilder();
        while (to.Length < MaxLength
            && ClasslessRoutes4.TryNext(ref body, out var network, out byte bits, out var router))
        {
            to.Append(to.Length > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{network}/{bits} - {router}");
        }

        return to.Append(body.IsEmpty ? "" : ", ...").ToString();
    }
}
