using Nestor.Json;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace NestorConfig;

/// <summary>One spelling for values that may be written in several.</summary>
internal sealed class Spelling(Universe universe, OptionDefs defs)
{
    /// <summary>What an item of a list is known by; null when by its place only.</summary>
    public string? Key(string scope, Element item) => scope switch
    {
        "subnet4" or "subnet6" => Prefix(Text(item, "subnet")),
        "shared-networks" or "client-classes" or "loggers" => Text(item, "name"),
        "pools" => Pool(Text(item, "pool")),
        "pd-pools" => $"{Address(Text(item, "prefix"))}/{item["prefix-len"]?.Integer}",
        "option-data" => Option(item),
        "option-def" => $"{Space(item)} {item["code"]?.Integer}",
        "reservations" => Identifiers.Where(i => item[i] is not null).Select(i => $"{i} {Identifier(Text(item, i))}").FirstOrDefault(),
        "output-options" => Text(item, "output"),
        "control-sockets" => Text(item, "socket-name") is { Length: > 0 } name ? name : Text(item, "socket-address"),
        "hooks-libraries" => Text(item, "library"),
        _ => null,
    };

    /// <summary>The value of a keyword.</summary>
    public static string Of(string scope, Element map, Member member) => (scope, member.Name) switch
    {
        ("reservations", var name) when Identifiers.Contains(name) => Identifier(member.Value.Text),
        (_, "subnet") => Prefix(member.Value.Text),
        ("pools", "pool") => Pool(member.Value.Text),
        (_, "ip-address" or "next-server" or "prefix") => Address(member.Value.Text),
        ("relay" or "reservations", "ip-addresses") or ("interfaces-config", "interfaces") =>
            $"[{string.Join(", ", member.Value.Items.Select(i => Address(i.Text)).Order(StringComparer.Ordinal))}]",
        ("option-data", "data") => Data(map, member.Value.Text),
        _ => Plain(member.Value),
    };

    /// <summary>A value with the members of its maps in order.</summary>
    public static string Plain(Element value) => value.Kind switch
    {
        ElementKind.Integer or ElementKind.Real => value.Real.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => JsonWriter.Compact(Ordered(value)),
    };

    // As deep as the reader goes at most.
    private static Element Ordered(Element value) => value.Kind switch
    {
        ElementKind.Map => Element.Map(value.Members.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => m with { Value = Ordered(m.Value) })),
        ElementKind.List => Element.List(value.Items.Select(Ordered)),
        _ => value,
    };

    private static readonly string[] Identifiers = ["hw-address", "duid", "client-id", "circuit-id", "flex-id", "hostname"];

    private static string Text(Element map, string name) => map[name]?.Text ?? "";

    private string Space(Element map) => Text(map, "space") is { Length: > 0 } space ? space
        : universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space;

    private string Option(Element map)
    {
        string space = Space(map);
        long? code = map["code"]?.Integer ?? defs.Find(space, Text(map, "name"))?.Code;
        string classes = map["client-classes"] is { Items.Count: > 0 } list ? $" for {string.Join(", ", list.Items.Select(i => i.Text))}" : "";
        return $"{space} {(code is { } known ? known : Text(map, "name"))}{classes}";
    }

    private static string Data(Element map, string text) => map["csv-format"] is { Boolean: false } ? Identifier(text)
        : string.Join(", ", text.Split(',').Select(p => Address(p.Trim())));

    private static string Address(string text) => Ip4.TryParse(text, out var ip4) ? ip4.ToString()
        : Ip6.TryParse(text, out var ip6) ? ip6.ToString() : text;

    private static string Prefix(string text) => text.Split('/') is [var first, var length] ? $"{Masked(first.Trim(), length.Trim())}/{length.Trim()}" : text;

    private static string Masked(string address, string length)
    {
        if (!int.TryParse(length, System.Globalization.CultureInfo.InvariantCulture, out int bits) || bits < 0)
        {
            return address;
        }

        return Ip4.TryParse(address, out var ip4) ? Ip4.FromNumber(Cut(ip4.Number, 32 - bits)).ToString()
            : Ip6.TryParse(address, out var ip6) ? Ip6.FromNumber(Cut(ip6.Number, 128 - bits)).ToString() : address;
    }

    private static UInt128 Cut(UInt128 number, int bits) => bits >= 128 ? 0 : bits <= 0 ? number : number >> bits << bits;

    private static string Pool(string text) => text.Contains('/', StringComparison.Ordinal) ? Prefix(text)
        : string.Join('-', text.Split('-').Select(p => Address(p.Trim())));

    /// <summary>Bytes in any usual spelling as bare hex in lower case; other text as it is.</summary>
    private static string Identifier(string text)
    {
        if (text is ['\'', .. var quoted, '\''])
        {
            return Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(quoted));
        }

        string bare = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        string hex = string.Concat(bare.Split(':', '-', '.', ' ').Select(p => p.Length % 2 == 0 ? p : "0" + p));
        return hex.All(char.IsAsciiHexDigit) ? hex.ToLowerInvariant() : text;
    }
}
