namespace Nestor.Wire.Options;

/// <summary>Option definitions by space and code and by space and name. Frozen.</summary>
public sealed class OptionDefs
{
    /// <summary>The space of ordinary DHCPv4 options.</summary>
    public const string Dhcp4Space = "dhcp4";

    /// <summary>The space of sub-options of option 43.</summary>
    public const string VendorEncapsulatedSpace = "vendor-encapsulated-options-space";

    /// <summary>The standard DHCPv4 definitions.</summary>
    public static readonly OptionDefs Standard4 = new([.. Dhcp4Options.Rows, .. SubOptions4.Rows]);

    private readonly Dictionary<(string Space, ushort Code), OptionDef> _byCode = [];
    private readonly Dictionary<(string Space, string Name), OptionDef> _byName = [];
    private readonly List<OptionDef> _all = [];

    private OptionDefs(IEnumerable<OptionDef> rows)
    {
        foreach (var def in rows)
        {
            _all.Add(def);
            _byCode[(def.Space, def.Code)] = def;
            _byName[(def.Space, def.Name)] = def;
        }
    }

    public IReadOnlyList<OptionDef> All => _all;

    public OptionDef? Find(string space, ushort code) => _byCode.GetValueOrDefault((space, code));

    public OptionDef? Find(string space, string name) => _byName.GetValueOrDefault((space, name));

    /// <summary>These and an operator's own, which win.</summary>
    public OptionDefs With(IEnumerable<OptionDef> own) => new([.. _all, .. own]);

    /// <summary>Why an operator may not define this; null when it is fine.</summary>
    public string? Objection(OptionDef def)
    {
        if (def.Space == Dhcp4Space)
        {
            if (def.Code is 0 or >= 255)
            {
                return $"code {def.Code} is not one of 1 to 254";
            }

            // Private codes and vendor option 43 are the operator's; the others have one meaning everywhere.
            if (def.Code is < 224 and not 43 && Find(def.Space, def.Code) is { } standard)
            {
                return $"code {def.Code} is the standard option {standard.Name}, which cannot be defined again";
            }
        }

        if (def.Type == OptionType.Record && def.Fields is not { Length: > 0 })
        {
            return "a record needs record-types";
        }

        if (def.Type != OptionType.Record && def.Fields is { Length: > 0 })
        {
            return $"record-types are for type record, not {OptionTypes.NameOf(def.Type)}";
        }

        if (def.IsArray && def.Type is OptionType.String or OptionType.Empty)
        {
            return def.IsArray ? $"an array of type {OptionTypes.NameOf(def.Type)} has no way to tell its items apart" : null;
        }

        return def.IsArray && def.Encapsulates.Length > 0 ? "an array cannot encapsulate a space" : null;
    }
}
