using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace Nestor.Wire.Options;

/// <summary>Does the body of a received option fit its definition? Allocates nothing and never throws.</summary>
/// <remarks>
/// Strict is Kea's rule since 3.3: a single value must have exactly its size. Lenient
/// (compatibility/lenient-option-parsing) cuts what is too long, ends an overlong tuple with the option and lets bad
/// names pass. What is too short is an error in both. Bytes behind the last field of a record are ignored in both.
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
        if (def.Type == OptionType.Internal)
        {
            return InternalLayout.Check(def, body);
        }

        if (def is { Code: OptionCode4.Vivso, Space: OptionDefs.Dhcp4Space })
        {
            // One enterprise number and no length is what the plain definition allows.
            return lenient && body.Length >= 4 ? DecodeError.None : EnterpriseOptions4.Check(body);
        }

        var error = Measure(def, body, lenient, out int used);
        if (error == DecodeError.BadName && lenient)
        {
            return DecodeError.None;
        }

        if (error != DecodeError.None)
        {
            return error;
        }

        if (def.Encapsulates.Length > 0)
        {
            return SubOptionsFit(def, defs, body[used..], lenient, depth, ref budget);
        }

        bool isExact = used == body.Length || def.Type is OptionType.Record or OptionType.Empty;
        return isExact || lenient ? DecodeError.None : DecodeError.BadLength;
    }

    private static DecodeError SubOptionsFit(
        OptionDef def, OptionDefs? defs, ReadOnlySpan<byte> area, bool lenient, int depth, ref int budget)
    {
        if (depth == 0)
        {
            return DecodeError.OverBudget;
        }

        bool isVendor = def.Encapsulates == OptionDefs.VendorEncapsulatedSpace;
        bool hasPad = isVendor && defs?.Find(def.Encapsulates, OptionCode4.Pad) is null;
        bool hasEnd = isVendor && defs?.Find(def.Encapsulates, OptionCode4.End) is null;
        while (VendorSubOptions4.TryNext(ref area, hasPad, hasEnd, out byte code, out var sub))
        {
            if (--budget < 0)
            {
                return DecodeError.OverBudget;
            }

            var error = defs?.Find(def.Encapsulates, code) is { } inner
                ? Check(inner, defs, sub, lenient, depth - 1, ref budget)
                : DecodeError.None;
            if (error != DecodeError.None)
            {
                return error;
            }
        }

        return area.IsEmpty || lenient ? DecodeError.None : DecodeError.Truncated;
    }
}
