using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Model.Commands;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Config.Loading.Rbac;

/// <summary>Access lists: names of some, and maps with one member that says what kind of list it is.</summary>
internal sealed class AccessListReader(Diagnostics diagnostics)
{
    /// <summary>Parts of one list. Lists that name others could come to any number.</summary>
    public const int MaxSize = 10_000;

    private static readonly string[] Kinds = ["not", "and", "or", "commands", "access", "hook"];

    private readonly Dictionary<string, AccessList> _named = new()
    {
        ["ALL"] = AccessList.All,
        ["NONE"] = AccessList.None,
        ["READ"] = new AccessList.OfAccess(CommandAccess.Read),
        ["WRITE"] = new AccessList.OfAccess(CommandAccess.Write),
    };

    /// <summary>access-control-lists: from here on they have their names.</summary>
    public void Define(IEnumerable<Element> lists)
    {
        foreach (var item in lists)
        {
            if (Single(item, "an entry of \"access-control-lists\"", "the name of a list") is not { } definition)
            {
                continue;
            }

            if (_named.ContainsKey(definition.Name))
            {
                diagnostics.Error(definition.Place, $"found the access list \"{definition.Name}\" for the second time, wanted another name");
            }
            else
            {
                // One with an error has its name nevertheless: one error is enough.
                _named[definition.Name] = Read(definition.Value) ?? AccessList.None;
            }
        }
    }

    /// <summary>Null, with an error, when it is none. As deep as the reader of JSON goes at most.</summary>
    public AccessList? Read(Element value)
    {
        var list = value.Kind == ElementKind.String ? Named(value) : OfKind(value);
        if (list is not { Size: > MaxSize })
        {
            return list;
        }

        diagnostics.Error(value.Place, $"found an access list of {list.Size} parts with those it names, wanted at most {MaxSize}");
        return null;
    }

    private AccessList? Named(Element name)
    {
        if (_named.TryGetValue(name.Text, out var list))
        {
            return list;
        }

        string help = KeywordTable.NearestOf(_named.Keys, name.Text) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";
        diagnostics.Error(name.Place, $"found the access list \"{name.Text}\", which is not defined before{help}");
        return null;
    }

    private AccessList? OfKind(Element value)
    {
        if (Single(value, "an access list", $"one of {string.Join(", ", Kinds)}") is not { } member)
        {
            return null;
        }

        switch (member.Name)
        {
            case "not":
                return Read(member.Value) is { } other ? new AccessList.Not(other) : null;
            case "and" or "or":
                var parts = Items(member).Select(Read).ToList();
                return parts.Contains(null) || member.Value.Kind != ElementKind.List ? null : new AccessList.Group(member.Name == "and", parts!);
            case "commands" or "command":
                return Commands(member);
            case "access" when IsText(member):
                return Access(member.Value) is { } access ? new AccessList.OfAccess(access) : null;
            case "hook" when IsText(member):
                return new AccessList.OfHook(member.Value.Text);
            case "access" or "hook":
                return null;
            default:
                string help = KeywordTable.NearestOf(Kinds, member.Name) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";
                diagnostics.Error(member.Place, $"found \"{member.Name}\", wanted one of {string.Join(", ", Kinds)} for an access list{help}");
                return null;
        }
    }

    /// <summary>read or write; null, with an error, for everything else.</summary>
    public CommandAccess? Access(Element value)
    {
        switch (value.Text)
        {
            case "read":
                return CommandAccess.Read;
            case "write":
                return CommandAccess.Write;
            default:
                diagnostics.Error(value.Place, $"found \"{value.Text}\", wanted read or write for \"access\"");
                return null;
        }
    }

    private AccessList.Named? Commands(Member member)
    {
        int errors = diagnostics.Errors;
        var names = Items(member).Where(i => IsText(new Member("commands", i, i.Place))).Select(i => (i.Text, i.Place)).ToList();
        return diagnostics.Errors == errors ? new AccessList.Named(names) : null;
    }

    private IReadOnlyList<Element> Items(Member member)
    {
        if (member.Value.Kind != ElementKind.List)
        {
            diagnostics.Error(member.Value.Place, $"found {Element.NameOf(member.Value.Kind)}, wanted a list for \"{member.Name}\"");
        }

        return member.Value.Items;
    }

    private bool IsText(Member member)
    {
        if (member.Value.Kind == ElementKind.String)
        {
            return true;
        }

        diagnostics.Error(member.Value.Place, $"found {Element.NameOf(member.Value.Kind)}, wanted a string for \"{member.Name}\"");
        return false;
    }

    /// <summary>The one member of a map that has to have one.</summary>
    private Member? Single(Element map, string what, string wanted)
    {
        if (map is { Kind: ElementKind.Map, Members.Count: 1 })
        {
            return map.Members[0];
        }

        string found = map.Kind == ElementKind.Map ? $"a map with {map.Members.Count} members" : Element.NameOf(map.Kind);
        diagnostics.Error(map.Place, $"found {found}, wanted a map with one member, {wanted}, for {what}");
        return null;
    }
}
