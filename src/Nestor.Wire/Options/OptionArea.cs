using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.Wire.Options;

/// <summary>The sub-options of an option: where they begin behind its own fields, and the space they are of.</summary>
public readonly ref struct OptionArea
{
    /// <summary>Sub-options looked at in one option.</summary>
    public const int MaxCount = 512;

    private readonly OptionDefs _defs;
    private readonly Universe _universe;
    private readonly string? _space;
    private readonly bool _hasPad;
    private readonly bool _hasEnd;

    /// <param name="space">The space of the sub-options; null when nothing is known of them.</param>
    /// <param name="bytes">Nothing but options.</param>
    public OptionArea(OptionDefs defs, Universe universe, string? space, ReadOnlySpan<byte> bytes)
    {
        _defs = defs;
        _universe = universe;
        _space = space;
        Bytes = bytes;
        bool isVendor = space == OptionDefs.VendorEncapsulatedSpace;
        _hasPad = isVendor && defs.Find(space!, OptionCode4.Pad) is null;
        _hasEnd = isVendor && defs.Find(space!, OptionCode4.End) is null;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>False when the option has no sub-options by its definition.</summary>
    /// <param name="fields">Bytes in front that are the option's own.</param>
    public static bool TryOpen(OptionDefs defs, OptionView option, out OptionArea area, out int fields)
    {
        area = default;
        fields = 0;
        if (option.Universe == Universe.V4 && option.IsOrdinary(OptionCode4.Vivso))
        {
            // The first enterprise counts.
            var rest = option.Body;
            bool hasBlock = EnterpriseOptions4.TryNext(ref rest, out uint enterprise, out var block);
            fields = EnterpriseOptions4.HeaderLength;
            area = new(defs, Universe.V4, defs.VendorSpace(enterprise), block);
            return hasBlock;
        }

        if (option.Universe == Universe.V6 && option.IsOrdinary(OptionCode6.VendorOpts))
        {
            bool hasNumber = VendorOptions6.TryRead(option.Body, out uint enterprise, out var block);
            fields = VendorOptions6.HeaderLength;
            area = new(defs, Universe.V6, defs.VendorSpace(enterprise), block);
            return hasNumber;
        }

        if (option.Def is not { } def || !MayHold(def))
        {
            return false;
        }

        string space = FieldLayout.SubSpace(def);
        bool isOpen = space.Length > 0
            && OptionCheck.Measure(def, option.Body, lenient: true, out fields) == DecodeError.None;

        // What is in an IA_TA Kea leaves as it came.
        bool isKnown = !(option.Universe == Universe.V6 && option.IsOrdinary(OptionCode6.IaTa));
        area = isOpen ? new(defs, option.Universe, isKnown ? space : null, option.Body[fields..]) : default;
        return isOpen;
    }

    /// <summary>
    /// Finds a sub-option; in DHCPv4 the bodies of all with the code are one (RFC 3396), and then only bytes to Kea.
    /// </summary>
    /// <param name="room">What is put together when there are several is written here.</param>
    public bool TryFind(ushort code, Span<byte> room, out OptionView found)
    {
        found = default;
        ReadOnlySpan<byte> body = default;
        bool hasOne = false;
        int joined = 0;
        var rest = Bytes;
        for (int i = 0; i < MaxCount && TryNext(ref rest, out ushort next, out var value); i++)
        {
            if (next != code)
            {
                continue;
            }

            if (hasOne && (value.IsEmpty || body.IsEmpty))
            {
                // Nothing to put together.
                body = value.IsEmpty ? body : value;
                continue;
            }

            if (hasOne)
            {
                // The parts so far stand in the room already, but for the first one.
                joined = joined == 0 && body.TryCopyTo(room) ? body.Length : joined;
                if (!value.TryCopyTo(room[joined..]))
                {
                    return false;
                }

                joined += value.Length;
                body = room[..joined];
                continue;
            }

            hasOne = true;
            body = value;
            if (_universe == Universe.V6)
            {
                break;
            }
        }

        found = joined > 0 ? new(_universe, code, null, body) : View(code, body);
        return hasOne;
    }

    /// <summary>A sub-option; what was put together of several is only bytes.</summary>
    internal OptionView View(scoped ReadOnlySpan<ulong> places, ReadOnlySpan<byte> body) =>
        HasParts(places) ? new(_universe, CodeOf(places[0]), null, body) : View(CodeOf(places[0]), body);

    private bool HasParts(scoped ReadOnlySpan<ulong> places)
    {
        int parts = 0;
        foreach (ulong place in places)
        {
            parts += BodyOf(place).IsEmpty ? 0 : 1;
        }

        return parts > 1;
    }

    private OptionView View(ushort code, ReadOnlySpan<byte> body) =>
        new(_universe, code, _space is null ? null : _defs.Find(_space, code), body);

    /// <summary>Where the sub-options stand, in the order of their codes and then as they came.</summary>
    internal int Sort(Span<ulong> places)
    {
        int count = 0;
        var rest = Bytes;
        while (count < Math.Min(MaxCount, places.Length) && TryNext(ref rest, out ushort code, out var body))
        {
            int start = Bytes.Length - rest.Length - body.Length;
            places[count++] = ((ulong)code << 40) | ((ulong)start << 20) | (uint)body.Length;
        }

        places[..count].Sort();
        return count;
    }

    internal static ushort CodeOf(ulong place) => (ushort)(place >> 40);

    internal ReadOnlySpan<byte> BodyOf(ulong place) =>
        Bytes.Slice((int)(place >> 20) & 0xF_FFFF, (int)place & 0xF_FFFF);

    /// <summary>Behind the places that are one option: in DHCPv4 all with the code of the first.</summary>
    internal int EndOfRun(scoped ReadOnlySpan<ulong> places, int first)
    {
        int end = first + 1;
        while (_universe == Universe.V4 && end < places.Length && CodeOf(places[end]) == CodeOf(places[first]))
        {
            end++;
        }

        return end;
    }

    /// <summary>Bytes of all bodies together.</summary>
    internal int LengthOf(scoped ReadOnlySpan<ulong> places)
    {
        int total = 0;
        foreach (ulong place in places)
        {
            total += BodyOf(place).Length;
        }

        return total;
    }

    /// <summary>Puts bodies together.</summary>
    internal void Join(scoped ReadOnlySpan<ulong> places, scoped Span<byte> to)
    {
        foreach (ulong place in places)
        {
            var body = BodyOf(place);
            if (body.TryCopyTo(to))
            {
                to = to[body.Length..];
            }
        }
    }

    /// <summary>Appends a code and room for a length.</summary>
    /// <returns>Bytes of both.</returns>
    internal static int AddHeader(Universe universe, ushort code, ref ByteSink to)
    {
        if (universe == Universe.V4)
        {
            to.Add([(byte)code, 0]);
            return 2;
        }

        to.Add([(byte)(code >> 8), (byte)code, 0, 0]);
        return OptionCursor6.HeaderLength;
    }

    internal static void SetLength(Span<byte> header, int length)
    {
        header[^1] = (byte)length;
        if (header.Length == OptionCursor6.HeaderLength)
        {
            header[^2] = (byte)(length >> 8);
        }
    }

    private bool TryNext(scoped ref ReadOnlySpan<byte> rest, out ushort code, out ReadOnlySpan<byte> body)
    {
        if (_universe == Universe.V4)
        {
            bool hasNext = VendorSubOptions4.TryNext(ref rest, _hasPad, _hasEnd, out byte narrow, out body);
            code = narrow;
            return hasNext;
        }

        var cursor = new OptionCursor6(rest);
        bool hasOption = cursor.TryNext(out code, out body);
        rest = cursor.Rest;
        return hasOption;
    }

    /// <summary>Kea reads sub-options only behind single values and records.</summary>
    private static bool MayHold(OptionDef def) =>
        !(def.IsArray && def.Type != OptionType.Record)
        && def.Type is not (OptionType.String or OptionType.Binary or OptionType.Internal);
}
