using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Server.HookLoading;

/// <summary>
/// The ids of subnets that were written without one: they follow from the whole configuration, and must not follow from a
/// changed one to be others, for leases are kept by them.
/// </summary>
internal static class SubnetIds
{
    /// <summary>The configuration's map with the id of every subnet in it.</summary>
    public static Element Pinned(DhcpSettings settings)
    {
        var tree = settings.Source ?? Element.Map([]);
        string list = settings is Dhcp4Settings ? "subnet4" : "subnet6";
        if (!Lists(tree, list).Any(l => l.Items.Any(IsWithout)))
        {
            return tree;
        }

        Func<string, uint?> idOf = settings is Dhcp4Settings four
            ? Finder(four.Subnets.Select(s => (s.Text, s.Id)))
            : Finder(((Dhcp6Settings)settings).Subnets.Select(s => (s.Text, s.Id)));
        return Pinned(tree, list, idOf);
    }

    private static Element Pinned(Element map, string list, Func<string, uint?> idOf) => Element.Map(
        map.Members.Select(m => m.Name == list
            ? m with { Value = Element.List(m.Value.Items.Select(s => WithId(s, idOf)), m.Value.Place) }
            : m.Name == "shared-networks"
                ? m with { Value = Element.List(m.Value.Items.Select(n => Pinned(n, list, idOf)), m.Value.Place) }
                : m),
        map.Place);

    private static Element WithId(Element subnet, Func<string, uint?> idOf) =>
        IsWithout(subnet) && idOf(Config.Loading.ConfiguredPrefix.Normal(subnet["subnet"]?.Text ?? "")) is { } id
            ? Element.Map([new Member("id", Element.Of(id), SourcePlace.None), .. subnet.Members.Where(m => m.Name != "id")], subnet.Place)
            : subnet;

    private static bool IsWithout(Element subnet) => subnet["id"] is null or { Integer: 0 };

    private static IEnumerable<Element> Lists(Element tree, string list) =>
        new[] { tree[list] }.Concat((tree["shared-networks"]?.Items ?? []).Select(n => n[list])).OfType<Element>();

    private static Func<string, uint?> Finder(IEnumerable<(string Text, uint Id)> subnets)
    {
        var ids = subnets.ToDictionary(s => s.Text, s => s.Id);
        return text => ids.TryGetValue(text, out uint id) ? id : null;
    }
}
