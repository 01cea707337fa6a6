using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.Wire.Options;

/// <summary>Does the body of a received option fit its definition? Allocates nothing and never throws.</summary>
/// <remarks>
/// Strict is Kea's rule since 3.3: a single value must have exactly its size. Lenient
/// (compatibility/lenient-option-parsing) cuts what is too long, ends an overlong tuple with the option and lets bad
/// names pass. What is too short is an error in both. Bytes behind the last field of a record are ignored in both, and
/// in DHCPv6 so is what follows the last whole option inside another.
/// </remarks>
public static class OptionCheck
{
    /// <summary>Options inside options inside options: more levels than this are not looked at.</summary>
    public const int MaxDepth = 8;

    /// <summary>Sub-options looked at in one option, over all levels.</summary>
    public const int MaxSubOptions = 512;

    /// <summary>Checks the option's own fields; of sub-options only that they are whole.</summary>
    public static DecodeError Check(OptionDef def, ReadOnlySpan<byte> body, bool lenient)
    {
        int budget = MaxSubOptions;
        return Check(def, null, body, lenient, MaxDepth, ref budget);
    }

    /// <summary>Checks the option's own fields and, by the definitions of its space, every sub-option.</summary>
    public static DecodeError Check(OptionDef def, OptionDefs defs, ReadOnlySpan<byte> body, bool lenient)
    {
        int budget = MaxSubOptions;
        return Check(def, defs, body, lenient, MaxDepth, ref budget);
    }

    /// <summary>How many bytes the option's own fields take of the body; sub-options stand behind them.</summary>
    internal static DecodeError Measure(OptionDef def, ReadOnlySpan<byte> body, bool lenient, out int used)
    {
        used = 0;
        Span<OptionType> single = stackalloc OptionType[1];
        var fields = FieldLayout.Fields(def, single);
        int width = FieldLayout.TupleWidth(def);
        if (body.IsEmpty && def.IsArray && def.Type is OptionType.Ip4Address or OptionType.Ip6Address)
        {
            return DecodeError.None;
        }

        foreach (var type in fields)
        {
            var error = FieldLayout.Take(type, width, lenient, body, ref used);
            if (error != DecodeError.None)
            {
                return error;
            }
        }

        while (def.IsArray && used < body.Length)
        {
            var error = FieldLayout.Take(fields[^1], width, lenient, body, ref used);
            if (error != DecodeError.None)
            {
                // Kea drops a broken further item of a record, but not of an array of one type.
                return def.Type == OptionType.Record ? DecodeError.None : error;
            }
        }

        return DecodeError.None;
    }

    private static DecodeError Check(
        OptionDef def, OptionDefs? defs, ReadOnlySpan<byte> body, bool lenient, int depth, ref int budget)
    {
        if (InternalLayout.TryCheck(def, body, lenient, out var error))
        {
            return error;
        }

        error = Measure(def, body, lenient, out int used);
        if (error == DecodeError.BadName && lenient)
        {
            return DecodeError.None;
        }

        if (error != DecodeError.None)
        {
            return error;
        }

        string space = FieldLayout.SubSpace(def);
        if (space.Length > 0)
        {
            return SubOptionsFit(def, space, defs, body[used..], lenient, depth, ref budget);
        }

        bool isExact = used == body.Length || def.Type is OptionType.Record or OptionType.Empty;
        return isExact || lenient ? DecodeError.None : DecodeError.BadLength;
    }

    private static DecodeError SubOptionsFit(
        OptionDef def, string space, OptionDefs? defs, ReadOnlySpan<byte> area, bool lenient, int depth, ref int budget)
    {
        if (depth == 0)
        {
            return DecodeError.OverBudget;
        }

        bool isVendor = space == OptionDefs.VendorEncapsulatedSpace;
        bool hasPad = isVendor && defs?.Find(space, OptionCode4.Pad) is null;
        bool hasEnd = isVendor && defs?.Find(space, OptionCode4.End) is null;
        while (TryNext(def.Universe, ref area, hasPad, hasEnd, out ushort code, out var sub))
        {
            if (--budget < 0)
            {
                return DecodeError.OverBudget;
            }

            var error = defs?.Find(space, code) is { } inner
                ? Check(inner, defs, sub, lenient, depth - 1, ref budget)
                : DecodeError.None;
            if (error != DecodeError.None)
            {
                return error;
            }
        }

        // In DHCPv6 what stands before one that runs over the end counts, in an option as in a message.
        bool isWhole = area.IsEmpty || lenient || def.Universe == Universe.V6;
        return isWhole ? DecodeError.None : DecodeError.Truncated;
    }

    private static bool TryNext(
        Universe universe,
        scoped ref ReadOnlySpan<byte> area,
        bool hasPad,
        bool hasEnd,
        out ushort code,
        out ReadOnlySpan<byte> body)
    {
        if (universe == Universe.V4)
        {
            bool hasSub = VendorSubOptions4.TryNext(ref area, hasPad, hasEnd, out byte shortCode, out body);
            code = shortCode;
            return hasSub;
        }

        var cursor = new OptionCursor6(area);
        bool hasOption = cursor.TryNext(out code, out body);
        area = cursor.Rest;
        return hasOption;
    }
}
