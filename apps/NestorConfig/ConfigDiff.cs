using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary><c>nestor config diff</c>: what two files mean, compared.</summary>
internal static class ConfigDiff
{
    /// <returns>The exit code: 0 when they mean the same, 1 when not, 2 when one cannot be loaded.</returns>
    public static int Run(string a, string b, Universe? family, TextWriter output, TextWriter errors)
    {
        if (ConfigFile.Read(a, errors) is not { } textA || ConfigFile.Read(b, errors) is not { } textB)
        {
            return NestorConfigProgram.Trouble;
        }

        Universe[] families = family is { } one ? [one] : ConfigFile.Families(textA, a);
        if (family is null && !families.SequenceEqual(ConfigFile.Families(textB, b)))
        {
            errors.WriteLine($"{a} and {b} are of different servers; choose one with --family");
            return NestorConfigProgram.Trouble;
        }

        bool differ = false;
        foreach (var universe in families)
        {
            var fileA = ConfigFile.Load(textA, a, universe);
            var fileB = ConfigFile.Load(textB, b, universe);
            if (!IsTaken(fileA, a, textA, errors) | !IsTaken(fileB, b, textB, errors))
            {
                return NestorConfigProgram.Trouble;
            }

            differ |= Print(MeaningOf.Tree(fileA), MeaningOf.Tree(fileB), output);
        }

        return differ ? 1 : 0;
    }

    private static bool IsTaken(ConfigFile file, string name, byte[] text, TextWriter errors)
    {
        if (file.Settings is not null)
        {
            return true;
        }

        ConfigCheck.Print(file.Diagnostics, new SourceLines(name, text), errors);
        return false;
    }

    private static bool Print(SortedDictionary<string, Meaning> a, SortedDictionary<string, Meaning> b, TextWriter output)
    {
        bool differ = false;
        string whole = "";
        foreach (string path in a.Keys.Union(b.Keys).Order(StringComparer.Ordinal))
        {
            bool isInA = a.TryGetValue(path, out var was);
            bool isInB = b.TryGetValue(path, out var now);
            if ((isInA && isInB && was!.Text == now!.Text) || (whole.Length > 0 && path.StartsWith(whole, StringComparison.Ordinal)))
            {
                continue;
            }

            differ = true;
            if (isInA && isInB)
            {
                output.WriteLine($"changed {Printable.Of($"{path}: {was!.Text} -> {now!.Text}")}  ({was.Place} -> {now.Place})");
            }
            else
            {
                // One line for all that is in it.
                var only = was ?? now!;
                whole = path + "/";
                output.WriteLine($"{(isInA ? "removed" : "added")} {Printable.Of(path + (only.Text.Length > 0 ? ": " + only.Text : ""))}  ({only.Place})");
            }
        }

        return differ;
    }
}

/// <summary>A value in one spelling, and where it stands; the text is empty for a map.</summary>
internal sealed record Meaning(string Text, SourcePlace Place);

/// <summary>A checked tree as paths with values, each in one spelling and without those that are defaults.</summary>
internal sealed class MeaningOf
{
    private readonly SortedDictionary<string, Meaning> _all = new(StringComparer.Ordinal);
    private readonly KeywordTable _keywords;
    private readonly KeywordFacts _facts;
    private readonly Spelling _spelling;

    private MeaningOf(ConfigFile file)
    {
        _keywords = file.Universe == Universe.V4 ? KeywordTable.V4 : KeywordTable.V6;
        _facts = KeywordFacts.Of(file.Universe);
        _spelling = new Spelling(file.Universe, file.Settings!.OptionDefs);
    }

    public static SortedDictionary<string, Meaning> Tree(ConfigFile file)
    {
        var meaning = new MeaningOf(file);
        string server = meaning._keywords.Server;
        meaning.Map(file.Tree!, server, server, []);
        return meaning._all;
    }

    /// <param name="above">What the scopes above give, by keyword.</param>
    private void Map(Element map, string scope, string path, Dictionary<string, string> above)
    {
        var here = new Dictionary<string, string>(above);
        var scalars = map.Members.Select(m => (Member: m, Row: _keywords.Find(scope, m.Name)!)).ToArray();
        foreach (var row in scope == _keywords.Server ? _keywords.Rows.Where(k => k.Scope == scope) : [])
        {
            if (_facts.Find(scope, row.Name).Value(row.Type) is { } value)
            {
                here[row.Name] = Spelling.Plain(value);
            }
        }

        foreach (var (member, row) in scalars.Where(s => s.Row.Type is not (KeywordType.Map or KeywordType.MapList)))
        {
            if (scope == "option-data" && member.Name is "name" or "code" or "space")
            {
                // They are the key.
                continue;
            }

            string text = Spelling.Of(scope, map, member);
            var fact = _facts.Find(scope, member.Name);
            string? otherwise = fact.IsInherited ? above.GetValueOrDefault(member.Name)
                : fact.Value(row.Type) is { } value ? Spelling.Plain(value) : null;
            if (text != otherwise)
            {
                _all[$"{path}/{member.Name}"] = new Meaning(text, member.Place);
            }

            here[member.Name] = text;
        }

        foreach (var (member, row) in scalars)
        {
            if (row.Type == KeywordType.Map)
            {
                Map(member.Value, row.Name, $"{path}/{member.Name}", here);
            }
            else if (row.Type == KeywordType.MapList)
            {
                Items(member, row.Name, path, here);
            }
        }
    }

    private void Items(Member list, string scope, string path, Dictionary<string, string> above)
    {
        for (int i = 0; i < list.Value.Items.Count; i++)
        {
            var item = list.Value.Items[i];
            string key = $"{path}/{list.Name}[{_spelling.Key(scope, item) ?? $"#{i + 1}"}]";
            for (int again = 2; _all.ContainsKey(key); again++)
            {
                key = $"{key.Split("]#")[0].TrimEnd(']')}]#{again}";
            }

            _all[key] = new Meaning("", item.Place);
            Map(item, scope, key, above);
        }
    }
}
