using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Output;

namespace NestorConfig.Dhcpd.Options;

/// <summary>Options as Kea has them. What Kea lacks a definition for gets one.</summary>
internal sealed class KeaOptions(OptionTable table, Universe universe)
{
    private readonly Dictionary<(string Space, int Code), OptionDef> _own = [];

    /// <summary>The definitions that are needed, in the order they were asked for.</summary>
    public List<MapDraft> Definitions { get; } = [];

    /// <summary>The definition Kea has, or gets, for an option.</summary>
    /// <param name="error">Why it cannot have one.</param>
    public OptionDef? Define(DhcpdOption option, out string error)
    {
        string space = table.KeaSpace(option.Space, universe);
        error = "";
        if (Find(space, option.Code) is { } known)
        {
            return known;
        }

        var def = Made(option, space);
        error = OptionDefs.Standard(universe).Objection(def) ?? (_own.Values.Any(o => o.Space == space && o.Name == def.Name)
            ? $"another option of space {space} is called {def.Name}" : "");
        if (error.Length > 0)
        {
            return null;
        }

        _own[(space, option.Code)] = def;
        Definitions.Add(Draft(def));
        return def;
    }

    /// <summary>What Kea calls an option; null when it has no definition of it.</summary>
    public OptionDef? Find(string space, int code) =>
        OptionDefs.Standard(universe).Find(space, (ushort)code) ?? _own.GetValueOrDefault((space, code));

    /// <summary>An entry of option-data; null with the reason.</summary>
    public MapDraft? Entry(DhcpdOption option, OptionValue value, out string error)
    {
        if (Define(option, out error) is not { } def)
        {
            return null;
        }

        byte[] bytes = value.Bytes;
        var draft = Head(def);
        if (bytes.Length == 0 && def.Type == OptionType.Empty)
        {
            return draft;
        }

        string text = value.Text;
        bool isPlain = def.Type is not (OptionType.Binary or OptionType.Internal or OptionType.Empty)
            && !value.HasBackslash && text.Trim() == text && !text.Any(char.IsControl);
        if (isPlain && OptionText.TryEncode(def, text, true, out byte[] body, out _) && body.AsSpan().SequenceEqual(bytes))
        {
            return draft.Set("data", text);
        }

        return Raw(draft, def, bytes, out error);
    }

    /// <summary>An entry with bytes as they are; null with the reason.</summary>
    public MapDraft? RawEntry(DhcpdOption option, byte[] bytes, out string error) =>
        Define(option, out error) is { } def ? Raw(Head(def), def, bytes, out error) : null;

    /// <summary>An entry without data of its own, that only says its sub-options are sent.</summary>
    public MapDraft? Carrier(DhcpdOption option, out string error) => Define(option, out error) is { } def ? Head(def) : null;

    private static MapDraft? Raw(MapDraft draft, OptionDef def, byte[] bytes, out string error)
    {
        string digits = Convert.ToHexString(bytes);
        return OptionText.TryEncode(def, digits, false, out _, out error) ? draft.Set("csv-format", false).Set("data", digits) : null;
    }

    private MapDraft Head(OptionDef def)
    {
        var draft = new MapDraft { IsShort = true }.Set("name", def.Name);
        return def.Space == (universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space) ? draft : draft.Set("space", def.Space);
    }

    private OptionDef Made(DhcpdOption option, string space)
    {
        // In Kea only the last field may repeat: what dhcpd repeats as a whole can be given as bytes.
        bool isBytes = option.Fields.Length > 1 && (option.IsArray || option.Fields.Contains(FieldKind.Names) || option.Fields.Contains(FieldKind.Encapsulated));
        string encapsulates = option.Encapsulates.Length > 0 ? table.KeaSpace(option.Encapsulates, universe) : "";
        var types = option.Fields.Select(TypeOf).ToArray();
        var type = isBytes ? OptionType.Binary : types.Length > 1 ? OptionType.Record : types[0];
        return new OptionDef((ushort)option.Code, option.Name, space, type,
            (option.IsArray && !isBytes && type is not (OptionType.String or OptionType.Binary)) || option.Fields is [FieldKind.Names],
            type == OptionType.Record ? types : null, encapsulates, universe);
    }

    private static OptionType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Flag => OptionType.Boolean,
        FieldKind.UInt8 => OptionType.UInt8,
        FieldKind.UInt16 => OptionType.UInt16,
        FieldKind.UInt32 => OptionType.UInt32,
        FieldKind.Int8 => OptionType.Int8,
        FieldKind.Int16 => OptionType.Int16,
        FieldKind.Int32 => OptionType.Int32,
        FieldKind.Ip4 => OptionType.Ip4Address,
        FieldKind.Ip6 => OptionType.Ip6Address,
        FieldKind.Text => OptionType.String,
        FieldKind.Bytes => OptionType.Binary,
        FieldKind.Name or FieldKind.Names => OptionType.Fqdn,
        _ => OptionType.Empty,
    };

    private static MapDraft Draft(OptionDef def)
    {
        var draft = new MapDraft { IsShort = true }.Set("name", def.Name).Set("code", (long)def.Code).Set("space", def.Space)
            .Set("type", OptionTypes.NameOf(def.Type));
        if (def.Fields is { Length: > 0 } fields)
        {
            draft.Set("record-types", string.Join(", ", fields.Select(OptionTypes.NameOf)));
        }

        if (def.IsArray)
        {
            draft.Set("array", true);
        }

        return def.Encapsulates.Length > 0 ? draft.Set("encapsulate", def.Encapsulates) : draft;
    }
}
