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
        for (int i = 0; i < map.Repeats.Count; i++)
        {
            var repeat = map.Repeats[i];
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

    /// <summary>The map as it is, where nothing in it is wrong or older: most of a large configuration is not copied.</summary>
    /// <param name="under">The keyword above that is not acted on, and so are all below it; null when there is none.</param>
    private Element Map(Element map, string scopeName, LaterKeyword? under)
    {
        RefuseRepeats(map, diagnostics);
        var scope = keywords.Scope(scopeName);
        List<Member>? changed = null;
        var members = map.MemberSpan;
        for (int i = 0; i < members.Length; i++)
        {
            ref readonly var member = ref members[i];
            if (OlderSpellings.IsExpanded(member.Name))
            {
                changed ??= [.. map.Members.Take(i)];
                if (OlderSpellings.TryExpand(member, scopeName, map, changed, diagnostics))
                {
                    continue;
                }
            }

            string name = scope.Today(member.Name);
            if (name != member.Name)
            {
                diagnostics.Warn(member.Place, $"\"{member.Name}\" is an older name; write \"{name}\"");
                changed ??= [.. map.Members.Take(i)];
            }

            if (Checked(member, name, scope, changed, under) is not { } value)
            {
                changed ??= [.. map.Members.Take(i)];
            }
            else if (changed is not null || value != member.Value)
            {
                (changed ??= [.. map.Members.Take(i)]).Add(member with { Name = name, Value = value });
            }
        }

        return changed is null && map.Repeats.Count == 0 ? map : Element.Map(changed ?? map.Members, map.Place);
    }

    /// <param name="before">The members before it, where some of them are not as they were written.</param>
    private Element? Checked(in Member member, string name, KeywordScope scope, List<Member>? before, LaterKeyword? under)
    {
        if (scope.Find(name) is not { } keyword)
        {
            Unknown(member, scope.Name);
            return null;
        }

        // Names differ in a map, and so do today's as long as no older one was renamed.
        if (before is not null && Has(before, name))
        {
            diagnostics.Error(member.Place, $"found \"{member.Name}\" beside another spelling of it, wanted one of them");
            return null;
        }

        return Value(member, keyword, under);
    }

    private static bool Has(List<Member> members, string name) => members.Exists(m => m.Name == name);

    // What is seldom stands in methods of its own: a lambda that needs something costs an object at each call of its method.
    private Element? Value(in Member member, Keyword keyword, LaterKeyword? under)
    {
        under?.Inner.Add(member.Name);
        if (keyword.IsLater && under is null && !IsBuiltIn(keyword, member.Value))
        {
            under = Later(member, keyword);
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
            if (OneOf(keyword.Values.Split(' '), value, member.Name) is not { } known)
            {
                return null;
            }

            value = known;
        }

        if (keyword.Type == KeywordType.FreeMap)
        {
            RefuseInnerRepeats(value);
        }

        return keyword.Type switch
        {
            KeywordType.Map => Map(value, keyword.Name, under),
            KeywordType.MapList => Maps(value, keyword, under),
            KeywordType.StringList => Strings(value, keyword),
            _ => value,
        };
    }

    private LaterKeyword Later(Member member, Keyword keyword)
    {
        var later = _later.Find(l => l.Name == member.Name && l.Scope == keyword.Scope);
        if (later is null)
        {
            later = new LaterKeyword(keyword.Scope, member.Name, member.Place);
            _later.Add(later);
        }

        return later;
    }

    /// <summary>The value as it is spelled today: some may be written in either case, as with Kea. Null, with an error, when it is none of them.</summary>
    private Element? OneOf(string[] values, Element value, string name)
    {
        if (Array.Find(values, v => v.Equals(value.Text, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known == value.Text ? value : Element.Of(known, value.Place);
        }

        diagnostics.Error(
            value.Place, $"found \"{value.Text}\", wanted {(values.Length > 1 ? "one of " : "")}{string.Join(", ", values)} for \"{name}\"");
        return null;
    }

    /// <summary>Hook libraries all of which are part of the program.</summary>
    private static bool IsBuiltIn(Keyword keyword, Element value) =>
        keyword.Name == "hooks-libraries" && value.Items.Count > 0 && value.Items.All(HookLibraries.IsBuiltIn);

    private Element Maps(Element list, Keyword keyword, LaterKeyword? under)
    {
        List<Element>? changed = null;
        var items = list.ItemSpan;
        for (int i = 0; i < items.Length; i++)
        {
            var item = items[i];
            var map = quarantine.Entry(
                keyword.Name, item, (Check: this, Keyword: keyword, Under: under), static (item, with) => with.Check.CheckedItem(item, with.Keyword, with.Under));
            if (changed is null && map != item)
            {
                changed = [.. list.Items.Take(i)];
            }

            if (changed is not null && map is not null)
            {
                changed.Add(map);
            }
        }

        return changed is null ? list : Element.List(changed, list.Place);
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

    private Element Strings(Element list, Keyword keyword)
    {
        foreach (var item in list.Items.Where(i => i.Kind != ElementKind.String))
        {
            diagnostics.Error(item.Place, $"found {Element.NameOf(item.Kind)}, wanted a string in \"{keyword.Name}\"");
        }

        return list.Items.All(i => i.Kind == ElementKind.String)
            ? list
            : Element.List(list.Items.Where(i => i.Kind == ElementKind.String), list.Place);
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
