using System.Buffers.Binary;
using System.Net;

namespace SideBySide.Packets;

/// <summary>One option as it stands in a message; the makers below may be given anything.</summary>
internal sealed record Option6(ushort Code, byte[] Body)
{
    public static Option6 Of(ushort code, params byte[] body) => new(code, body);

    public static Option6 Address(string address, uint preferred = 0, uint valid = 0, params Option6[] inside) =>
        new(OptionCode6.IaAddress, [.. IPAddress.Parse(address).GetAddressBytes(), .. U32(preferred), .. U32(valid), .. Encode(inside)]);

    /// <param name="prefix">As 2001:db8::/56.</param>
    public static Option6 Prefix(string prefix, uint preferred = 0, uint valid = 0, params Option6[] inside)
    {
        string[] parts = prefix.Split('/');
        return new(OptionCode6.IaPrefix,
            [.. U32(preferred), .. U32(valid), byte.Parse(parts[1]), .. IPAddress.Parse(parts[0]).GetAddressBytes(), .. Encode(inside)]);
    }

    public static Option6 Na(uint iaid, params Option6[] inside) => Ia(OptionCode6.IaNa, iaid, inside);

    public static Option6 Pd(uint iaid, params Option6[] inside) => Ia(OptionCode6.IaPd, iaid, inside);

    public static Option6 Ta(uint iaid, params Option6[] inside) => new(OptionCode6.IaTa, [.. U32(iaid), .. Encode(inside)]);

    public static Option6 Ia(ushort code, uint iaid, params Option6[] inside) =>
        new(code, [.. U32(iaid), .. U32(0), .. U32(0), .. Encode(inside)]);

    public static Option6 Requests(params ushort[] codes) =>
        new(OptionCode6.OptionRequest, [.. codes.SelectMany(code => new[] { (byte)(code >> 8), (byte)code })]);

    public static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Encode(IEnumerable<Option6> options)
    {
        var bytes = new List<byte>();
        foreach (Option6 option in options)
        {
            bytes.Add((byte)(option.Code >> 8));
            bytes.Add((byte)option.Code);
            bytes.Add((byte)(option.Body.Length >> 8));
            bytes.Add((byte)option.Body.Length);
            bytes.AddRange(option.Body);
        }

        return [.. bytes];
    }

    /// <summary>What can be read; the rest, when there is one, is handed back as it is.</summary>
    public static List<Option6> Decode(ReadOnlySpan<byte> area, out byte[] rest)
    {
        var options = new List<Option6>();
        while (area.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(area[2..]);
            if (4 + length > area.Length)
            {
                break;
            }

            options.Add(new(BinaryPrimitives.ReadUInt16BigEndian(area), area.Slice(4, length).ToArray()));
            area = area[(4 + length)..];
        }

        rest = area.ToArray();
        return options;
    }
}
