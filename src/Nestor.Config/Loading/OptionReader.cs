using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Config.Loading;

/// <summary><c>option-def</c> and <c>option-data</c>: definitions first, then each scope's options to their bytes.</summary>
internal sealed class OptionReader(Reading reading, Universe universe)
{
    private const string VendorPrefix = "vendor-";

    // CableLabs' space goes by two names in configurations.
    private const string CableLabsSpace = "vendor-4491";

    private readonly string _cableLabsName = universe == Universe.V4 ? "docsis3-v4" : "docsis3-v6";
    private readonly string _topSpace = universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space;
    private readonly int _maxCode = universe == Universe.V4 ? 254 : ushort.MaxValue;
    private readonly Dictionary<(string Space, ushort Code), Element> _contexts = [];

    public OptionDefs Defs { get; private set; } = OptionDefs.Standard(universe);

    /// <summary>What was noted about definitions.</summary>
    public IReadOnlyDictionary<(string Space, ushort Code), Element> DefContexts => _contexts;

    /// <summary>Reads the operator's own definitions.</summary>
    public void ReadDefinitions(Element? list)
    {
        var own = new List<OptionDef>();
        foreach (var map in list?.Items ?? [])
        {
            if (reading.Quarantine.Entry("option-def", map, () => Accepted(map, own)) is not { } def)
            {
                continue;
            }

            own.Add(def);
            if (Reading.UserContext(map) is { } context)
            {
                _contexts[(def.Space, def.Code)] = context;
            }
        }

        Defs = OptionDefs.Standard(universe).With(own);
    }

    /// <summary>A definition that Kea takes beside those before it.</summary>
    private OptionDef? Accepted(Element map, List<OptionDef> before)
    {
        if (Definition(map) is not { } def)
        {
            return null;
        }

        string? objection = before.Exists(d => d.Space == def.Space && d.Code == def.Code)
            ? $"code {def.Code} of space {def.Space} is defined twice"
            : OptionDefs.Standard(universe).Objection(def);
        if (objection is null)
        {
            return def;
        }

        reading.Diagnostics.Error(map.Place, $"found option-def \"{def.Name}\", wanted one that Kea takes: {objection}");
        return null;
    }

    /// <summary>Reads definitions that hold for one client class alone.</summary>
    /// <param name="mayDefine">Which options a class may give a meaning of its own.</param>
    public List<OptionDef> ReadDefinitionsOfClass(Element? list, Predicate<OptionDef> mayDefine)
    {
        var own = new List<OptionDef>();
        foreach (var map in list?.Items ?? [])
        {
            if (Definition(map) is not { } def)
            {
                continue;
            }

            if (!mayDefine(def))
            {
                reading.Diagnostics.Error(
                    map["code"]!.Place, $"found a definition of option {def.Code} of space {def.Space} in a client class, wanted 43, or 224 to 254 of space {_topSpace}");
            }
            else if (own.Exists(d => d.Code == def.Code))
            {
                reading.Diagnostics.Error(map.Place, $"found option-def \"{def.Name}\", wanted one that Kea takes: code {def.Code} is defined twice");
            }
            else
            {
                own.Add(def);
            }
        }

        return own;
    }

    /// <summary>A reader that knows these definitions too.</summary>
    public OptionReader With(IEnumerable<OptionDef> own) => new(reading, universe) { Defs = Defs.With(own) };

    /// <summary>The options of one scope.</summary>
    public OptionSet Read(Element? list)
    {
        if (list is null || list.Items.Count == 0)
        {
            return OptionSet.Empty;
        }

        var top = new List<(ConfiguredOption Option, OptionDef? Def)>(list.Items.Count);
        Dictionary<string, List<(ConfiguredOption Option, OptionDef? Def)>>? bySpace = null;
        foreach (var map in list.ItemSpan)
        {
            if (reading.Quarantine.Entry("option-data", map, this, static (map, reader) => reader.Option(map)) is not { } entry)
            {
                continue;
            }

            if (entry.Option.Space == _topSpace)
            {
                top.Add(entry);
                continue;
            }

            bySpace ??= [];
            if (!bySpace.TryGetValue(entry.Option.Space, out var options))
            {
                bySpace[entry.Option.Space] = options = [];
            }

            options.Add(entry);
        }

        if (bySpace is null)
        {
            var plain = new ConfiguredOption[top.Count];
            for (int i = 0; i < plain.Length; i++)
            {
                plain[i] = top[i].Option;
            }

            return new OptionSet(plain, []);
        }

        return WithSpaces(top, bySpace);
    }

    private OptionSet WithSpaces(
        List<(ConfiguredOption Option, OptionDef? Def)> top, Dictionary<string, List<(ConfiguredOption Option, OptionDef? Def)>> bySpace)
    {
        bySpace[_topSpace] = top;
        AddContainers(top, bySpace);
        var vendors = bySpace.Where(s => IsVendorSpace(s.Key, out _)).Select(s =>
        {
            IsVendorSpace(s.Key, out uint enterprise);
            return KeyValuePair.Create(enterprise, s.Value.Select(o => WithSubOptions(o, bySpace, 0)).ToArray());
        });
        return new OptionSet(top.Select(o => WithSubOptions(o, bySpace, 0)), vendors);
    }

    private static bool IsVendorSpace(string space, out uint enterprise)
    {
        enterprise = 0;
        return space.StartsWith(VendorPrefix, StringComparison.Ordinal) && uint.TryParse(space.AsSpan(VendorPrefix.Length), out enterprise);
    }

    /// <summary>Sub-options given without the option that holds them: an empty one is made for them.</summary>
    private void AddContainers(
        List<(ConfiguredOption Option, OptionDef? Def)> top, Dictionary<string, List<(ConfiguredOption, OptionDef?)>> bySpace)
    {
        foreach (string space in bySpace.Keys)
        {
            var container = Defs.All.FirstOrDefault(d => d.Space == _topSpace && d.Encapsulates == space);
            bool isOwner = container is { Code: OptionCode4.VendorEncapsulated, Universe: Universe.V4 };
            if (isOwner && !top.Exists(o => o.Option.Code == container!.Code))
            {
                top.Add((new ConfiguredOption(container!.Code, container.Space, []), container));
            }
        }
    }

    /// <summary>The option with its sub-options of the same scope behind its own bytes.</summary>
    private ConfiguredOption WithSubOptions(
        (ConfiguredOption Option, OptionDef? Def) entry,
        Dictionary<string, List<(ConfiguredOption Option, OptionDef? Def)>> bySpace,
        int depth)
    {
        if (entry.Def is not { Encapsulates.Length: > 0 } def || def.Encapsulates == _topSpace || depth > 8
            || !bySpace.TryGetValue(def.Encapsulates, out var inner))
        {
            return entry.Option;
        }

        var body = new List<byte>(entry.Option.Body);
        foreach (var option in inner.Select(o => WithSubOptions(o, bySpace, depth + 1)).OrderBy(o => o.Code))
        {
            if (universe == Universe.V4)
            {
                SubOptions.Append(body, (byte)option.Code, option.Body);
            }
            else
            {
                body.AddRange([(byte)(option.Code >> 8), (byte)option.Code, (byte)(option.Body.Length >> 8), (byte)option.Body.Length, .. option.Body]);
            }
        }

        return entry.Option with { Body = [.. body] };
    }

    /// <summary>A name that looks much the same, or another space that has the name.</summary>
    private string Hint(string space, string name)
    {
        if (KeywordTable.NearestOf(Defs.All.Where(d => d.Space == space).Select(d => d.Name), name) is { } near)
        {
            return $"; did you mean \"{near}\"?";
        }

        return Defs.All.FirstOrDefault(d => d.Name == name) is { } elsewhere ? $"; space {elsewhere.Space} has it" : "";
    }

    private OptionDef? Definition(Element map)
    {
        string name = Reading.Text(map, "name") ?? "";
        string typeName = Reading.Text(map, "type") ?? "";
        if (name.Length == 0 || map["code"] is not { } code)
        {
            reading.Diagnostics.Error(map.Place, $"found an option-def without \"{(name.Length == 0 ? "name" : "code")}\", wanted \"name\", \"code\" and \"type\"");
            return null;
        }

        if (code.Integer < 1 || code.Integer > _maxCode)
        {
            reading.Diagnostics.Error(code.Place, $"found {code.Integer}, wanted a code from 1 to {_maxCode}");
            return null;
        }

        if (!OptionTypes.TryParse(typeName, out var type))
        {
            reading.Diagnostics.Error(
                map["type"]?.Place ?? map.Place, $"found \"{typeName}\", wanted one of {OptionTypes.All} for \"type\"");
            return null;
        }

        var fields = new List<OptionType>();
        foreach (string field in (Reading.Text(map, "record-types") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!OptionTypes.TryParse(field, out var fieldType) || fieldType is OptionType.Record or OptionType.Empty)
            {
                reading.Diagnostics.Error(
                    map["record-types"]!.Place, $"found \"{field}\" in \"record-types\", wanted one of {OptionTypes.All}");
                return null;
            }

            fields.Add(fieldType);
        }

        return new OptionDef(
            (ushort)code.Integer, name, Reading.Text(map, "space") ?? _topSpace, type,
            Reading.Boolean(map, "array", false), fields.Count > 0 ? [.. fields] : null, Reading.Text(map, "encapsulate") ?? "", universe);
    }

    private (ConfiguredOption Option, OptionDef? Def)? Option(Element map)
    {
        string space = Reading.Text(map, "space") ?? _topSpace;
        space = space == _cableLabsName ? CableLabsSpace : space;
        string? name = Reading.Text(map, "name");
        if (map["code"] is { } wrong && (wrong.Integer < 1 || wrong.Integer > _maxCode))
        {
            reading.Diagnostics.Error(wrong.Place, $"found {wrong.Integer}, wanted a code from 1 to {_maxCode}");
            return null;
        }

        if (name is null && map["code"] is null)
        {
            reading.Diagnostics.Error(map.Place, "found option-data for no option, wanted \"name\" or \"code\"");
            return null;
        }

        var def = map["code"] is { } code ? Defs.Find(space, (ushort)code.Integer) : Defs.Find(space, name!);
        if (def is null && map["code"] is null)
        {
            reading.Diagnostics.Error(map["name"]!.Place, $"found \"{name}\", wanted the name of an option in space {space}{Hint(space, name!)}");
            return null;
        }

        if (def is not null && name is not null && def.Name != name)
        {
            reading.Diagnostics.Error(map["name"]!.Place, $"found \"{name}\", wanted \"{def.Name}\": code {def.Code} of space {space} is that");
            return null;
        }

        string text = Reading.Text(map, "data") ?? "";
        bool neverSend = Reading.Boolean(map, "never-send", false);
        bool isCsv = Reading.Boolean(map, "csv-format", true);
        byte[] body = [];
        if (map["data"] is null && (neverSend || def is { Type: OptionType.Empty }))
        {
            body = [];
        }
        else if (def is null && map["csv-format"] is { Boolean: true } csv)
        {
            reading.Diagnostics.Error(
                csv.Place, $"found csv-format for option {map["code"]!.Integer} of space {space}, wanted hexadecimal data: nothing defines its fields");
            return null;
        }
        else if (!OptionText.TryEncode(def, text, isCsv, out body, out string error))
        {
            reading.Diagnostics.Error((map["data"] ?? map).Place, $"option \"{def?.Name ?? $"{map["code"]!.Integer}"}\": {error}");
            return null;
        }

        if (OptionText.Ignored(def, text, isCsv) is { } ignored)
        {
            reading.Diagnostics.Warn(map["data"]!.Place, $"option \"{def?.Name}\": \"{ignored}\" is more than it holds and is left out");
        }

        return (new ConfiguredOption(
            def?.Code ?? (ushort)map["code"]!.Integer, space, body, Reading.Boolean(map, "always-send", false), neverSend,
            reading.Classes(map, "client-classes") is { IsEmpty: false } tags ? tags : null)
        {
            UserContext = Reading.UserContext(map),
        }, def);
    }
}
