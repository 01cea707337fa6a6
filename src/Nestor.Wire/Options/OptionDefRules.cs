namespace Nestor.Wire.Options;

/// <summary>What an operator may define: Kea's rules, each with a sentence for when it is broken.</summary>
internal static class OptionDefRules
{
    public static string? Objection(OptionDefs defs, OptionDef def) =>
        Naming(def) ?? Numbering(defs, def) ?? Shape(def);

    private static string? Naming(OptionDef def)
    {
        if (!IsName(def.Name))
        {
            return $"\"{def.Name}\" is no name: letters, digits, hyphens and underscores, "
                + "the first and last a letter or digit";
        }

        if (!IsName(def.Space))
        {
            return $"\"{def.Space}\" is no name of an option space";
        }

        if (def.Encapsulates.Length > 0 && !IsName(def.Encapsulates))
        {
            return $"\"{def.Encapsulates}\" is no name of an option space to encapsulate";
        }

        return def.Encapsulates == def.Space ? $"an option of space {def.Space} cannot encapsulate that space" : null;
    }

    private static string? Numbering(OptionDefs defs, OptionDef def)
    {
        bool isV4 = def.Universe == Universe.V4;
        if (isV4 && def.Code > 255)
        {
            return $"code {def.Code} is above 255, the highest of DHCPv4";
        }

        bool isTop = def.Space == (isV4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space);
        if (isTop && isV4 && def.Code is 0 or 255)
        {
            return $"code {def.Code} is {(def.Code == 0 ? "padding" : "the end mark")}, wanted one of 1 to 254";
        }

        if (isTop && def.Code == 0)
        {
            return "code 0 is reserved, wanted one of 1 to 65535";
        }

        var all = OptionDefs.Standard(def.Universe);
        var standard = isTop ? all.Find(def.Space, def.Code) : null;
        if (standard is not null && !(isV4 && IsFree(def.Code)))
        {
            return $"code {def.Code} is the standard option {standard.Name}, which cannot be defined again";
        }

        var named = isTop ? all.Find(def.Space, def.Name) : null;
        if (named is not null && named.Code != def.Code)
        {
            return $"{def.Name} is the name of standard option {named.Code}, which cannot be defined again";
        }

        var same = defs.Find(def.Space, def.Code);
        if (same is not null && !ReferenceEquals(same, all.Find(def.Space, def.Code)))
        {
            return $"code {def.Code} of space {def.Space} is defined twice";
        }

        var twin = defs.Find(def.Space, def.Name);
        return twin is not null && !ReferenceEquals(twin, all.Find(def.Space, def.Name))
            ? $"the name {def.Name} is used twice in space {def.Space}"
            : null;
    }

    /// <summary>
    /// Private codes and vendor option 43 of DHCPv4 are the operator's, and 80 and 145 may be, which Kea does not
    /// know; the others have one meaning everywhere.
    /// </summary>
    private static bool IsFree(ushort code) => code is 43 or 80 or 145 or >= 224;

    private static string? Shape(OptionDef def)
    {
        var fields = def.Fields ?? [];
        string name = OptionTypes.NameOf(def.Type);
        if (def.Type == OptionType.Internal)
        {
            return "type internal is only for standard options";
        }

        if (def.Type != OptionType.Record && fields.Length > 0)
        {
            return $"record-types are for type record, not {name}";
        }

        if (def.Type == OptionType.Record && fields.Length < 2)
        {
            return $"found {fields.Length} record-types, wanted two or more";
        }

        foreach (var field in fields)
        {
            if (field is OptionType.Record or OptionType.Empty or OptionType.Internal)
            {
                return $"type {OptionTypes.NameOf(field)} cannot be a field of a record";
            }
        }

        foreach (var field in fields.AsSpan(0, Math.Max(0, fields.Length - 1)))
        {
            if (IsOpenEnded(field))
            {
                return $"a field of type {OptionTypes.NameOf(field)} takes all that follows, so it must be the last";
            }
        }

        if (!def.IsArray)
        {
            return null;
        }

        var last = fields.Length > 0 ? fields[^1] : def.Type;
        if (IsOpenEnded(last) || last == OptionType.Empty)
        {
            return $"an array of type {OptionTypes.NameOf(last)} has no way to tell its items apart";
        }

        return def.Encapsulates.Length > 0 ? "an array cannot encapsulate a space" : null;
    }

    private static bool IsOpenEnded(OptionType type) => type is OptionType.String or OptionType.Binary;

    private static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
