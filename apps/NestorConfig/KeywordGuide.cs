using Nestor.Config.Keywords;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary><c>nestor config explain</c>: what a keyword is, in each of its meanings.</summary>
internal static class KeywordGuide
{
    /// <returns>The exit code: 0, or 1 when there is no such keyword.</returns>
    public static int Run(string name, Universe? family, TextWriter output, TextWriter errors)
    {
        Universe[] families = family is { } one ? [one] : [Universe.V4, Universe.V6];
        KeywordTable[] tables = [.. families.Select(f => f == Universe.V4 ? KeywordTable.V4 : KeywordTable.V6)];
        var uses = Uses(name, families, tables);
        if (uses.Count > 0)
        {
            Print(name, uses, tables, output);
        }

        var older = tables.SelectMany(t => t.Older).Where(o => o.Name == name && !uses.Exists(u => u.Row.Scope == o.Scope && u.Row.Name == name))
            .GroupBy(o => o.Now).ToArray();
        foreach (var group in older)
        {
            output.WriteLine($"{name} is an older keyword in {string.Join(", ", group.Select(o => o.Scope).Distinct())}; write {group.Key}");
            foreach (string now in group.Key.Split(", "))
            {
                Print(now, Uses(now, families, tables), tables, output);
            }
        }

        if (uses.Count > 0 || older.Length > 0)
        {
            return 0;
        }

        var names = tables.SelectMany(t => t.Rows.Select(k => k.Name).Concat(t.Older.Select(o => o.Name))).Distinct();
        string help = KeywordTable.NearestOf(names, name) is { } nearest ? $"; did you mean {nearest}?" : "";
        errors.WriteLine($"there is no keyword {Printable.Of(name)}{help}");
        return 1;
    }

    private static List<(Keyword Row, KeywordFact Fact)> Uses(string name, Universe[] families, KeywordTable[] tables) =>
    [
        .. families.Zip(tables).SelectMany(f => f.Second.Rows.Where(k => k.Name == name)
            .Select(k => (k, KeywordFacts.Of(f.First).Find(k.Scope, name)))),
    ];

    private static void Print(string name, List<(Keyword Row, KeywordFact Fact)> uses, KeywordTable[] tables, TextWriter output)
    {
        foreach (var meaning in uses.GroupBy(u => (u.Fact.Meaning, u.Row.Type, u.Row.Values, u.Row.IsLater)))
        {
            output.WriteLine(name);
            Line("meaning", meaning.Key.Meaning);
            Line("type", TypeName(meaning.Key.Type));
            Line("values", string.Join(", ", meaning.Key.Values.Split(' ')));
            Line("stands in", string.Join(", ", meaning.Select(u => u.Row.Scope).Distinct()));
            var defaults = meaning.Where(u => u.Fact.Default.Length > 0 && !u.Fact.IsInherited).GroupBy(u => u.Fact.Default).ToArray();
            Line("default", string.Join("; ", defaults.Select(d =>
                defaults.Length > 1 ? $"{d.Key} in {string.Join(", ", d.Select(u => u.Row.Scope).Distinct())}" : d.Key)));
            var inherited = meaning.Where(u => u.Fact.IsInherited).Select(u => u.Row.Scope).Distinct().ToArray();
            Line("inherited", inherited.Length > 0 ? $"by {string.Join(", ", inherited)} from the scope above" : "no");
            Line("older names", string.Join(", ", tables.SelectMany(t => t.Older)
                .Where(o => o.Now.Split(", ").Contains(name) && o.Name != name && meaning.Any(u => u.Row.Scope == o.Scope || o.Scope == "dhcp-ddns"))
                .Select(o => o.Name).Distinct()));
            Line("state", meaning.Key.IsLater ? "recognised but not acted on yet" : "acted on");
        }

        void Line(string title, string text)
        {
            if (text.Length > 0)
            {
                output.WriteLine($"  {title,-12} {text}");
            }
        }
    }

    private static string TypeName(KeywordType type) => type switch
    {
        KeywordType.Integer => "integer",
        KeywordType.Real => "number",
        KeywordType.Boolean => "true or false",
        KeywordType.String => "string",
        KeywordType.BooleanOrString => "true, false or a string",
        KeywordType.Map => "map",
        KeywordType.MapList => "list of maps",
        KeywordType.StringList => "list of strings",
        _ => "map with any members",
    };
}
