namespace Nestor.Json;

/// <summary>Changed copies of maps and lists; what is not changed is the same in both.</summary>
public static class ElementEdits
{
    /// <summary>The map with a member of this value, in the place of the one it has or behind the others.</summary>
    /// <param name="value">Null for none.</param>
    public static Element With(this Element map, string name, Element? value)
    {
        var members = map.Members.Where(m => value is not null || m.Name != name)
            .Select(m => m.Name == name ? m with { Value = value! } : m).ToList();
        if (value is not null && map[name] is null)
        {
            members.Add(new Member(name, value, value.Place));
        }

        return Element.Map(members, map.Place);
    }

    /// <summary>The list with something else in the place of one item, which is told by being the very same.</summary>
    /// <param name="by">Null for nothing.</param>
    public static Element Replace(this Element list, Element item, Element? by) => Element.List(
        list.Items.Where(i => by is not null || !ReferenceEquals(i, item)).Select(i => ReferenceEquals(i, item) ? by! : i), list.Place);

    /// <summary>The list with one more at its end; a new one where there is none.</summary>
    public static Element Append(this Element? list, Element item) => Element.List([.. list?.Items ?? [], item], list?.Place ?? default);
}
