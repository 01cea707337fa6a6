using System.Buffers.Binary;
using System.Globalization;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;

namespace StandardLibraries.FlexOption;

/// <summary>Where the sub-options of an option stand: behind nothing, behind fields of its own, or in the block of an enterprise.</summary>
/// <param name="IsV6">Codes and lengths of two bytes rather than one.</param>
/// <param name="Space">That of the sub-options.</param>
/// <param name="Prefix">Bytes of the option's own fields; 0 for none.</param>
/// <param name="Enterprise">Of options 125 and 17: whose block it is; null for other options.</param>
internal sealed record ContainerLayout(bool IsV6, string Space, int Prefix, uint? Enterprise)
{
    private const string VendorPrefix = "vendor-";

    /// <summary>Bytes in front of the sub-options.</summary>
    private int HeadLength => Enterprise is null ? Prefix : IsV6 ? sizeof(uint) : EnterpriseOptions4.HeaderLength;

    /// <summary>Null, with what is wrong, for an option that holds none.</summary>
    public static ContainerLayout? Of(OptionDef? def, ushort code, string space, Universe universe, out string error)
    {
        bool isV6 = universe == Universe.V6;
        error = "";
        if (code == (isV6 ? OptionCode6.VendorOpts : OptionCode4.Vivso))
        {
            if (space.StartsWith(VendorPrefix, StringComparison.Ordinal)
                && uint.TryParse(space.AsSpan(VendorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint enterprise))
            {
                return new(isV6, space, 0, enterprise);
            }

            error = $"found space \"{space}\" for sub-options of option {code}, wanted vendor- and the number of an enterprise";
            return null;
        }

        int prefix = 0;
        foreach (var type in def?.Type == OptionType.Record ? def.Fields! : [def?.Type ?? OptionType.Empty])
        {
            int size = SizeOf(type);
            if (size < 0 || def is { IsArray: true })
            {
                error = $"found sub-options for option {code}, wanted them in an option whose own values have always the same length";
                return null;
            }

            prefix += size;
        }

        return new(isV6, space, prefix, null);
    }

    /// <summary>The sub-options of a body, or why it has none to be changed.</summary>
    public bool TrySplit(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> area, out uint? otherEnterprise)
    {
        otherEnterprise = null;
        area = default;
        if (body.Length < HeadLength)
        {
            return false;
        }

        area = body[HeadLength..];
        if (Enterprise is { } wanted)
        {
            uint found = BinaryPrimitives.ReadUInt32BigEndian(body);
            if (found != wanted)
            {
                otherEnterprise = found;
                return false;
            }

            if (!IsV6)
            {
                // Of several blocks the first is looked at, as with Kea.
                area = area[..Math.Min(area.Length, body[sizeof(uint)])];
            }
        }

        return true;
    }

    /// <summary>
    /// What stands before sub-options, of an option there is, or that is made; false when the option has more of it than
    /// can be written.
    /// </summary>
    public bool TryHead(ReadOnlySpan<byte> body, int areaLength, List<byte> to)
    {
        to.Clear();
        if (Enterprise is not { } enterprise)
        {
            to.AddRange(body[..Math.Min(body.Length, Prefix)]);
            while (to.Count < Prefix)
            {
                to.Add(0);
            }

            return true;
        }

        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, enterprise);
        to.AddRange(number);
        if (!IsV6)
        {
            to.Add((byte)areaLength);
        }

        return IsV6 || areaLength <= byte.MaxValue;
    }

    /// <summary>What follows the sub-options: blocks of other enterprises.</summary>
    public ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> body) =>
        Enterprise is null || IsV6 || body.Length < EnterpriseOptions4.HeaderLength ? default
            : body[Math.Min(body.Length, EnterpriseOptions4.HeaderLength + body[sizeof(uint)])..];

    private static int SizeOf(OptionType type) => type switch
    {
        OptionType.Empty => 0,
        OptionType.Boolean or OptionType.Int8 or OptionType.UInt8 => 1,
        OptionType.Int16 or OptionType.UInt16 => 2,
        OptionType.Psid => 3,
        OptionType.Int32 or OptionType.UInt32 or OptionType.Ip4Address => 4,
        OptionType.Ip6Address => 16,
        _ => -1,
    };
}
