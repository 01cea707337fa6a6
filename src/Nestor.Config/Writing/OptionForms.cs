using System.Globalization;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace Nestor.Config.Writing;

/// <summary><c>option-data</c> as Kea prints it: code and name, and data as written, or its bytes where that were digits.</summary>
internal sealed class OptionForms(OptionReader reader, Universe universe)
{
    private const string VendorPrefix = "vendor-";

    private readonly string _topSpace = universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space;
    private readonly string _cableLabsName = universe == Universe.V4 ? "docsis3-v4" : "docsis3-v6";

    /// <summary>Members that say what one option is; the list's order is that of <see cref="Rank"/>.</summary>
    /// <param name="list">All options of the scope: some are sent inside of another.</param>
    /// <param name="own">Definitions of the class the list stands in; null elsewhere.</param>
    public IEnumerable<Member> Members(Element map, Element list, IReadOnlyList<OptionDef>? own)
    {
        var names = own is { Count: > 0 } ? reader.With(own) : reader;
        string space = Space(map);
        var def = map["code"] is { } given ? names.Defs.Find(space, (ushort)given.Integer) : names.Defs.Find(space, map["name"]?.Text ?? "");
        long code = def?.Code ?? map["code"]?.Integer ?? 0;
        string text = map["data"]?.Text ?? "";
        bool isText = text.Length > 0 && def is not null && (map["csv-format"]?.Boolean ?? true);
        yield return Of("code", Element.Of(code));
        yield return Of("space", Element.Of(map["space"]?.Text ?? _topSpace));
        yield return Of("csv-format", Element.Of(isText));
        yield return Of("data", Element.Of(isText ? text : Convert.ToHexString(Bytes(map, list, names, space, code, text, def))));
        if (def?.Name is { } name)
        {
            yield return Of("name", Element.Of(name));
        }
    }

    /// <summary>Options go by their spaces in the order of the alphabet, and those of vendors behind, by number.</summary>
    public (bool IsVendor, uint Vendor, string Space) Rank(Element map)
    {
        string space = map["space"]?.Text ?? _topSpace;
        return space.StartsWith(VendorPrefix, StringComparison.Ordinal)
            && uint.TryParse(space.AsSpan(VendorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint vendor)
                ? (true, vendor, "")
                : (false, 0, space);
    }

    /// <summary>The space by the name that its definitions go by.</summary>
    private string Space(Element map)
    {
        string space = map["space"]?.Text ?? _topSpace;
        return space == _cableLabsName ? "vendor-4491" : space;
    }

    private byte[] Bytes(Element map, Element list, OptionReader names, string space, long code, string text, OptionDef? def)
    {
        if (text.Length > 0)
        {
            return OptionText.TryEncode(def, text, isCsv: false, out byte[] body, out _) ? body : [];
        }

        // Nothing of its own: what it holds are the options of the space it opens.
        return space == _topSpace && map["never-send"] is not { Boolean: true }
            ? names.Read(list).Find((ushort)code)?.Body ?? []
            : [];
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    /// <summary>A reader that knows what the configuration defines.</summary>
    public static OptionReader Reader(Element server, Universe universe)
    {
        var diagnostics = new Diagnostics();
        var reader = new OptionReader(new Reading(diagnostics, new Quarantine(diagnostics, OnError.Refuse), LoadRules.Strict), universe);
        reader.ReadDefinitions(server["option-def"]);
        return reader;
    }
}
