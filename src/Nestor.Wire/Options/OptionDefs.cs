using System.Globalization;

namespace Nestor.Wire.Options;

/// <summary>Option definitions by space and code and by space and name. Frozen.</summary>
public sealed class OptionDefs
{
    /// <summary>The space of ordinary DHCPv4 options.</summary>
    public const string Dhcp4Space = "dhcp4";

    /// <summary>The space of ordinary DHCPv6 options.</summary>
    public const string Dhcp6Space = "dhcp6";

    /// <summary>The space of sub-options of option 43.</summary>
    public const string VendorEncapsulatedSpace = "vendor-encapsulated-options-space";

    /// <summary>What the space of an enterprise is called, its number behind.</summary>
    private const string VendorPrefix = "vendor-";

    /// <summary>The standard DHCPv4 definitions.</summary>
    public static readonly OptionDefs Standard4 = new([.. Dhcp4Options.Rows, .. SubOptions4.Rows]);

    /// <summary>The standard DHCPv6 definitions.</summary>
    public static readonly OptionDefs Standard6 =
        new(Dhcp6Options.Rows.Concat(SubOptions6.Rows).Select(row => row with { Universe = Universe.V6 }));

    private readonly Dictionary<(string Space, ushort Code), OptionDef> _byCode = [];
    private readonly Dictionary<(string Space, string Name), OptionDef> _byName = [];
    private readonly Dictionary<uint, string> _vendorSpaces = [];
    private readonly List<OptionDef> _all = [];

    private OptionDefs(IEnumerable<OptionDef> rows)
    {
        foreach (var def in rows)
        {
            _all.Add(def);
            _byCode[(def.Space, def.Code)] = def;
            _byName[(def.Space, def.Name)] = def;
            if (def.Space.StartsWith(VendorPrefix, StringComparison.Ordinal)
                && uint.TryParse(def.Space.AsSpan(VendorPrefix.Length), CultureInfo.InvariantCulture, out uint enterprise))
            {
                _vendorSpaces[enterprise] = def.Space;
            }
        }
    }

    public IReadOnlyList<OptionDef> All => _all;

    public static OptionDefs Standard(Universe universe) => universe == Universe.V6 ? Standard6 : Standard4;

    public OptionDef? Find(string space, ushort code) => _byCode.GetValueOrDefault((space, code));

    public OptionDef? Find(string space, string name) => _byName.GetValueOrDefault((space, name));

    /// <summary>The space of an enterprise's sub-options; null when none is defined.</summary>
    public string? VendorSpace(uint enterprise) => _vendorSpaces.GetValueOrDefault(enterprise);

    /// <summary>These and an operator's own, which take the place of those with the same space and code.</summary>
    public OptionDefs With(IEnumerable<OptionDef> own)
    {
        var added = own.ToList();
        var codes = added.Select(d => (d.Space, d.Code)).ToHashSet();
        return new([.. _all.Where(d => !codes.Contains((d.Space, d.Code))), .. added]);
    }

    /// <summary>These and one more, or why not.</summary>
    public bool TryAdd(OptionDef def, out OptionDefs result, out string error)
    {
        error = Objection(def) ?? "";
        result = error.Length == 0 ? With([def]) : this;
        return error.Length == 0;
    }

    /// <summary>Why an operator may not define this; null when it is fine.</summary>
    public string? Objection(OptionDef def) => OptionDefRules.Objection(this, def);
}
