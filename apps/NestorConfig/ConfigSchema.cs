using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary><c>nestor config schema</c>: JSON Schema (draft 2020-12) for editors, made from the table of keywords.</summary>
internal static class ConfigSchema
{
    /// <summary>Maps that other programs read from the same file.</summary>
    private static readonly string[] Others = ["Dhcp4", "Dhcp6", "DhcpDdns", "Control-agent", "Netconf", "Logging"];

    /// <summary>Prints the schema of one family's server, or of a file that has either.</summary>
    public static int Run(Universe? family, TextWriter output)
    {
        output.Write(JsonWriter.Pretty(Of(family is { } one ? [one] : [Universe.V4, Universe.V6])));
        return 0;
    }

    /// <summary>The schema of a file with a configuration of one of the families.</summary>
    public static Element Of(Universe[] families)
    {
        var tables = families.Select(f => (Table: f == Universe.V4 ? KeywordTable.V4 : KeywordTable.V6, Facts: KeywordFacts.Of(f))).ToArray();
        string[] servers = [.. tables.Select(t => t.Table.Server)];
        var properties = Others.Select(o => M(o, servers.Contains(o) ? Reference(o) : Map(M("type", "object"))));
        return Map(
            M("$schema", "https://json-schema.org/draft/2020-12/schema"),
            M("title", $"Configuration of {string.Join(" or ", servers)}"),
            M("type", "object"),
            M("properties", Element.Map(properties)),
            M("anyOf", Element.List(servers.Select(s => Map(M("required", Element.List([Element.Of(s)])))))),
            M("additionalProperties", Element.Of(false)),
            M("$defs", Element.Map(tables.SelectMany(t => Scopes(t.Table, t.Facts)))));
    }

    private static IEnumerable<Member> Scopes(KeywordTable table, KeywordFacts facts) =>
        from scope in table.Rows.Select(k => k.Scope).Distinct().Order(StringComparer.Ordinal)
        let today = table.Rows.Where(k => k.Scope == scope).Select(k => M(k.Name, Property(table, k, facts.Find(scope, k.Name))))
        let older = table.Older.Where(o => o.Scope == scope).Select(o => M(o.Name, Property(table, o)))
        select M(Definition(table, scope), Map(
            M("type", "object"),
            M("properties", Element.Map(today.Concat(older).DistinctBy(m => m.Name).OrderBy(m => m.Name, StringComparer.Ordinal))),
            M("additionalProperties", Element.Of(false))));

    private static Element Property(KeywordTable table, Keyword keyword, KeywordFact fact)
    {
        List<Member> members = [.. Shape(table, keyword.Name, keyword.Type, keyword.Values)];
        if (fact.Meaning.Length > 0)
        {
            members.Add(M("description", fact.Meaning + (keyword.IsLater ? " (recognised but not acted on yet)" : "")));
        }

        if (fact.Value(keyword.Type) is { } value)
        {
            members.Add(M("default", value));
        }

        return Element.Map(members);
    }

    private static Element Property(KeywordTable table, OlderKeyword older)
    {
        // Some held one thing where there is a list of them now; either is taken.
        var now = Element.Map(Shape(table, older.Now, older.Type, older.Values));
        Element? one = older.Name switch
        {
            "ip-address" or "client-class" => Map(M("type", "string")),
            "control-socket" => Reference(Definition(table, older.Now)),
            _ => null,
        };
        return Element.Map(
        [
            .. one is null ? now.Members : [M("anyOf", Element.List([one, now]))],
            M("description", $"Older name; write {older.Now}"),
            M("deprecated", Element.Of(true)),
        ]);
    }

    private static IEnumerable<Member> Shape(KeywordTable table, string name, KeywordType type, string values) => type switch
    {
        KeywordType.Integer => [M("type", "integer")],
        KeywordType.Real => [M("type", "number")],
        KeywordType.Boolean => [M("type", "boolean")],
        KeywordType.String => values.Length > 0 ? [M("anyOf", Element.List(OneOf(values)))] : [M("type", "string")],
        KeywordType.BooleanOrString => [M("anyOf", Element.List([Map(M("type", "boolean")), .. OneOf(values)]))],
        KeywordType.Map => Reference(Definition(table, name)).Members,
        KeywordType.FreeMap => [M("type", "object")],
        KeywordType.MapList => [M("type", "array"), M("items", Reference(Definition(table, name)))],
        _ => [M("type", "array"), M("items", values.Length > 0 ? Map(M("enum", Texts(values))) : Map(M("type", "string")))],
    };

    /// <summary>The values for the editor to offer, and the same in any case: both are taken.</summary>
    private static Element[] OneOf(string values) =>
    [
        Map(M("enum", Texts(values))),
        Map(M("type", "string"), M("pattern", $"^({string.Join('|', values.Split(' ').Select(AnyCase))})$")),
    ];

    private static string AnyCase(string value) =>
        string.Concat(value.Select(c => char.IsAsciiLetter(c) ? $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]" : c.ToString()));

    private static Element Texts(string values) => Element.List(values.Split(' ').Select(v => Element.Of(v)));

    private static string Definition(KeywordTable table, string scope) => scope == table.Server ? scope : $"{table.Server}.{scope}";

    private static Element Reference(string definition) => Map(M("$ref", $"#/$defs/{definition}"));

    private static Element Map(params Member[] members) => Element.Map(members);

    private static Member M(string name, string text) => M(name, Element.Of(text));

    private static Member M(string name, Element value) => new(name, value, SourcePlace.None);
}
