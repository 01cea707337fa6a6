using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.Wire.Options;

/// <summary>
/// Configured bytes against the definition: Kea reads them as the option and writes them again, so that what is too
/// short is refused, what stands behind a single value is dropped and the zeros behind a text too.
/// </summary>
internal static class RawBody
{
    public static bool TryFit(OptionDef? def, byte[] raw, out byte[] body, out string error)
    {
        body = raw;
        error = "";
        if (def is null || def.Type == OptionType.Binary)
        {
            return true;
        }

        if (def is { Code: OptionCode4.Vivso or OptionCode4.Vivco, Space: OptionDefs.Dhcp4Space })
        {
            // The number alone means no sub-options yet: the length that RFC 3925 section 4 wants is added.
            body = raw.Length == 4 && def.Code == OptionCode4.Vivso ? [.. raw, 0] : raw;
            return Verdict(
                EnterpriseOptions4.Check(body) == DecodeError.None,
                "found no whole blocks, wanted for each enterprise its number, a length byte and as much data",
                out error);
        }

        if (def.Type == OptionType.String && !def.IsArray)
        {
            body = [.. raw.AsSpan().TrimEnd((byte)0)];
            return Verdict(body.Length > 0, "found no text, wanted one byte or more that is not zero", out error);
        }

        if (def is { Code: OptionCode6.VendorOpts, Space: OptionDefs.Dhcp6Space })
        {
            return Verdict(
                VendorOptions6.TryRead(raw, out _, out var options) && OptionCursor6.IsWhole(options),
                "found no whole block, wanted an enterprise number and whole options behind it",
                out error);
        }

        if (InternalLayout.TryCheck(def, raw, lenient: false, out var fault))
        {
            return Verdict(
                fault == DecodeError.None,
                $"found {raw.Length} bytes that are not whole entries of option {def.Name}",
                out error);
        }

        fault = OptionCheck.Measure(def, raw, lenient: false, out int used);
        if (fault is not DecodeError.None and not DecodeError.BadLength)
        {
            error = fault == DecodeError.BadName
                ? $"found a domain name that is not whole in {raw.Length} bytes"
                : $"found {raw.Length} bytes, wanted more for {Wanted(def)}";
            return false;
        }

        bool isCut = fault == DecodeError.None && used < raw.Length && FieldLayout.SubSpace(def).Length == 0;
        body = isCut ? raw[..used] : raw;
        return true;
    }

    private static bool Verdict(bool isGood, string objection, out string error)
    {
        error = isGood ? "" : objection;
        return isGood;
    }

    private static string Wanted(OptionDef def) =>
        def.Type == OptionType.Record
            ? $"a record of {string.Join(", ", def.Fields!.Select(OptionTypes.NameOf))}"
            : $"{(def.IsArray ? "an array of " : "")}{OptionTypes.NameOf(def.Type)}";
}
