using Nestor.Config.Keywords;
using Nestor.Json;

namespace Nestor.Config.Loading;

/// <summary>
/// The pass over the whole tree that knows keywords: unknown ones, wrong types, older spellings, and those that are
/// not acted on yet. What comes out has today's spellings only.
/// </summary>
internal sealed class SchemaCheck(KeywordTable keywords, Diagnostics diagnostics, Quarantine quarantine)
{
    private readonly List<LaterKeyword> _later = [];

    /// <summary>The checked tree; members with errors are left out of it.</summary>
    public Element Run(Element root)
    {
        var checkedRoot = Map(root, keywords.Server, null);
        foreach (var later in _later)
        {
            string inner = later.Inner.Count > 0 ? $" with its {string.Join(", ", later.Inner.Select(i => $"\"{i}\""))}" : "";
            string often = later.Count > 1 ? $" (here and in {later.Count - 1} more places)" : "";
            diagnostics.Warn(later.First, $"\"{later.Name}\" in {later.Scope}{inner} is recognised but not acted on yet{often}");
        }

        return checkedRoot;
    }

    /// <summary>A map has each name once.</summary>
    public static void RefuseRepeats(Element map, Diagnostics diagnostics)
    {
        foreach (var repeat in map.Repeats)
        {
            diagnostics.Error(repeat.Place, $"found \"{repeat.Name}\" for the second time, wanted it once in a map");
        }
    }

    // As deep as the reader goes at most.
    private void RefuseInnerRepeats(Element value)
    {
        RefuseRepeats(value, diagnostics);
        foreach (var inner in value.Items.Concat(value.Members.Select(m => m.Value)))
        {
            RefuseInnerRepeats(inner);
        }
    }

    /// <param name="under">The keyword above that is not acted on, and so are all below it; null when there is none.</param>
    private Element Map(Element map, string scope, LaterKeyword? under)
    {
        RefuseRepeats(map, diagnostics);
        var members = new List<Member>(map.Members.Count);
        foreach (var member in map.Members)
        {
            string name = keywords.Renamed(scope, member.Name) ?? member.Name;
            if (name != member.Name)
            {
                diagnostics.Warn(member.Place, $"\"{member.Name}\" is an older name; write \"{name}\"");
            }

            if (OlderSpellings.TryExpand(member, scope, map, members, diagnostics))
            {
                continue;
            }

            if (keywords.Find(scope, name) is not { } keyword)
            {
                Unknown(member, scope);
            }
            else if (members.Exists(m => m.Name == name))
            {
                diagnostics.Error(member.Place, $"found \"{member.Name}\" beside another spelling of it, wanted one of them");
            }
            else if (Value(member, keyword, under) is { } value)
            {
                members.Add(member with { Name = name, Value = value });
            }
        }

        return Element.Map(members, map.Place);
    }

    private Element? Value(Member member, Keyword keyword, LaterKeyword? under)
    {
        under?.Inner.Add(member.Name);
        if (keyword.IsLater && under is null && !IsBuiltIn(keyword, member.Value))
        {
            under = _later.Find(l => l.Name == member.Name && l.Scope == keyword.Scope);
            if (under is null)
            {
                under = new LaterKeyword(keyword.Scope, member.Name, member.Place);
                _later.Add(under);
            }

            under.Count++;
        }

        var value = member.Value;
        if (keyword.Name != member.Name
            && ((keyword.Name is "ip-addresses" or "client-classes" && value.Kind == ElementKind.String)
                || (member.Name == "control-socket" && value.Kind == ElementKind.Map)))
        {
            // The older ip-address, client-class and control-socket held one where there is a list of them now.
            value = Element.List([value], value.Place);
        }

        if (!keyword.Takes(value.Kind))
        {
            diagnostics.Error(
                value.Place,
                $"found {Element.NameOf(value.Kind)}, wanted {keyword.Wanted} for \"{member.Name}\""
                + (value.Kind == ElementKind.Null ? "; leave the keyword out where it has no value" : ""));
            return null;
        }

        if (keyword.Values.Length > 0 && value.Kind == ElementKind.String)
        {
            // Some values may be written in either case, as with Kea.
            string[] values = keyword.Values.Split(' ');
            if (Array.Find(values, v => v.Equals(value.Text, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                diagnostics.Error(
                    value.Place, $"found \"{value.Text}\", wanted {(values.Length > 1 ? "one of " : "")}{string.Join(", ", values)} for \"{member.Name}\"");
                return null;
            }

            value = Element.Of(known, value.Place);
        }

        if (keyword.Type == KeywordType.FreeMap)
        {
            RefuseInnerRepeats(value);
        }

        return keyword.Type switch
        {
            KeywordType.Map => Map(value, keyword.Name, under),
            KeywordType.MapList => Element.List(Maps(value, keyword, under), value.Place),
            KeywordType.StringList => Element.List(Strings(value, keyword), value.Place),
            _ => value,
        };
    }

    /// <summary>Hook libraries all of which are part of the program.</summary>
    private static bool IsBuiltIn(Keyword keyword, Element value) =>
        keyword.Name == "hooks-libraries" && value.Items.Count > 0 && value.Items.All(HookLibraries.IsBuiltIn);

    private IEnumerable<Element> Maps(Element list, Keyword keyword, LaterKeyword? under)
    {
        foreach (var item in list.Items)
        {
            if (quarantine.Entry(keyword.Name, item, () => CheckedItem(item, keyword, under)) is { } map)
            {
                yield return map;
            }
        }
    }

    private Element? CheckedItem(Element item, Keyword keyword, LaterKeyword? under)
    {
        if (item.Kind == ElementKind.Map)
        {
            return Map(item, keyword.Name, under);
        }

        diagnostics.Error(item.Place, $"found {Element.NameOf(item.Kind)}, wanted a map in \"{keyword.Name}\"");
        return null;
    }

    private IEnumerable<Element> Strings(Element list, Keyword keyword)
    {
        foreach (var item in list.Items)
        {
            if (item.Kind == ElementKind.String)
            {
                yield return item;
            }
            else
            {
                diagnostics.Error(item.Place, $"found {Element.NameOf(item.Kind)}, wanted a string in \"{keyword.Name}\"");
            }
        }
    }

    private void Unknown(Member member, string scope)
    {
        string help = "";
        if (keywords.Nearest(scope, member.Name) is { } nearest)
        {
            help = $"; did you mean \"{nearest}\"?";
        }
        else if (keywords.ScopesOf(member.Name).Take(4).ToArray() is { Length: > 0 } scopes)
        {
            help = $"; it belongs in {string.Join(", ", scopes)}";
        }

        diagnostics.Error(member.Place, $"found unknown keyword \"{member.Name}\" in {scope}, wanted one of Kea's{help}");
    }

    /// <summary>A keyword that is not acted on: where it was first, and what stands in its maps.</summary>
    private sealed class LaterKeyword(string scope, string name, SourcePlace first)
    {
        public string Scope { get; } = scope;

        public string Name { get; } = name;

        public SourcePlace First { get; } = first;

        public int Count { get; set; }

        public SortedSet<string> Inner { get; } = new(StringComparer.Ordinal);
    }
}
