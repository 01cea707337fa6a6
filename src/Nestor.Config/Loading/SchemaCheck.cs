using Nestor.Config.Keywords;
using Nestor.Json;

namespace Nestor.Config.Loading;

/// <summary>
/// The pass over the whole tree that knows keywords: unknown ones, wrong types, older spellings, and those that are
/// not acted on yet. What comes out has today's spellings only.
/// </summary>
internal sealed class SchemaCheck(Diagnostics diagnostics)
{
    private readonly Dictionary<string, (SourcePlace First, int Count)> _later = [];

    /// <summary>The checked tree; members with errors are left out of it.</summary>
    public Element Run(Element root)
    {
        var checkedRoot = Map(root, KeywordTable.Dhcp4);
        foreach (var (name, (first, count)) in _later.OrderBy(l => l.Value.First.Line))
        {
            string often = count > 1 ? $" (here and in {count - 1} more places)" : "";
            diagnostics.Warn(first, $"\"{name}\" is recognised but not acted on yet{often}");
        }

        return checkedRoot;
    }

    private Element Map(Element map, string scope)
    {
        var members = new List<Member>(map.Members.Count);
        foreach (var member in map.Members)
        {
            string name = KeywordTable.Renamed(scope, member.Name) ?? member.Name;
            if (name != member.Name)
            {
                diagnostics.Warn(member.Place, $"\"{member.Name}\" is an older name; write \"{name}\"");
            }

            if (KeywordTable.Find(scope, name) is not { } keyword)
            {
                Unknown(member, scope);
            }
            else if (Value(member with { Name = name }, keyword) is { } value)
            {
                members.Add(member with { Name = name, Value = value });
            }
        }

        return Element.Map(members, map.Place);
    }

    private Element? Value(Member member, Keyword keyword)
    {
        if (keyword.IsLater)
        {
            _later[member.Name] = _later.TryGetValue(member.Name, out var seen)
                ? (seen.First, seen.Count + 1)
                : (member.Place, 1);
        }

        var value = member.Value;
        if (keyword.Scope == "relay" && value.Kind == ElementKind.String)
        {
            // The older ip-address held one address where ip-addresses holds a list.
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

        if (keyword.Values.Length > 0 && value.Kind == ElementKind.String && !IsAllowed(keyword, value.Text))
        {
            diagnostics.Error(
                value.Place, $"found \"{value.Text}\", wanted one of {keyword.Values.Replace(" ", ", ", StringComparison.Ordinal)} for \"{member.Name}\"");
            return null;
        }

        return keyword.Type switch
        {
            KeywordType.Map => Map(value, keyword.Name),
            KeywordType.MapList => Element.List(Maps(value, keyword), value.Place),
            KeywordType.StringList => Element.List(Strings(value, keyword), value.Place),
            _ => value,
        };
    }

    private IEnumerable<Element> Maps(Element list, Keyword keyword)
    {
        foreach (var item in list.Items)
        {
            if (item.Kind == ElementKind.Map)
            {
                yield return Map(item, keyword.Name);
            }
            else
            {
                diagnostics.Error(item.Place, $"found {Element.NameOf(item.Kind)}, wanted a map in \"{keyword.Name}\"");
            }
        }
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
        if (KeywordTable.GoneAdvice(scope, member.Name) is { } advice)
        {
            diagnostics.Warn(member.Place, $"\"{member.Name}\" is of an older version and does nothing: {advice}");
            return;
        }

        string help = "";
        if (KeywordTable.Nearest(scope, member.Name) is { } nearest)
        {
            help = $"; did you mean \"{nearest}\"?";
        }
        else if (KeywordTable.ScopesOf(member.Name).Take(4).ToArray() is { Length: > 0 } scopes)
        {
            help = $"; it belongs in {string.Join(", ", scopes)}";
        }

        diagnostics.Error(member.Place, $"unknown keyword \"{member.Name}\" in {scope}{help}");
    }

    /// <summary>Some values may be written in either case, as with Kea.</summary>
    private static bool IsAllowed(Keyword keyword, string value) =>
        keyword.Values.Split(' ').Contains(value, StringComparer.OrdinalIgnoreCase);
}
