using Nestor.Json;

namespace StandardLibraries.SubnetCmds;

/// <summary>A subnet of a configuration, and where it is.</summary>
/// <param name="Network">The shared network it is in; null for none.</param>
internal readonly record struct PlacedSubnet(Element Map, Element? Network)
{
    public long Id => Map["id"]?.Integer ?? 0;

    /// <summary>As subnets are called by it.</summary>
    public string Prefix => Ranges.Prefix(Map["subnet"]?.Text ?? "");

    /// <summary>The name of its shared network.</summary>
    public string? NetworkName => Network?["name"]?.Text;
}

/// <summary>Finds subnets and shared networks in a server's map, and makes maps with others.</summary>
/// <param name="tree">The server's map; every subnet has its id.</param>
/// <param name="list">subnet4 or subnet6.</param>
internal sealed class SubnetTree(Element tree, string list)
{
    public const string Networks = "shared-networks";

    public Element Map => tree;

    /// <summary>All subnets, those of shared networks too.</summary>
    public IEnumerable<PlacedSubnet> All
    {
        get
        {
            foreach (var network in tree[Networks]?.Items ?? [])
            {
                foreach (var subnet in network[list]?.Items ?? [])
                {
                    yield return new PlacedSubnet(subnet, network);
                }
            }

            foreach (var subnet in tree[list]?.Items ?? [])
            {
                yield return new PlacedSubnet(subnet, null);
            }
        }
    }

    public PlacedSubnet? Find(long id)
    {
        foreach (var subnet in All)
        {
            if (subnet.Id == id)
            {
                return subnet;
            }
        }

        return null;
    }

    /// <param name="prefix">As subnets are called by it.</param>
    public PlacedSubnet? Find(string prefix)
    {
        foreach (var subnet in All)
        {
            if (subnet.Prefix == prefix)
            {
                return subnet;
            }
        }

        return null;
    }

    public Element? Network(string name) => tree[Networks]?.Items.FirstOrDefault(n => n["name"]?.Text == name);

    /// <summary>The lowest id that no subnet has.</summary>
    /// <param name="others">Ids that are to be given too.</param>
    public long FreeId(IEnumerable<long> others)
    {
        var taken = All.Select(s => s.Id).Concat(others).ToHashSet();
        long id = 1;
        while (taken.Contains(id))
        {
            id++;
        }

        return id;
    }

    /// <summary>Another subnet, outside of any shared network.</summary>
    public SubnetTree WithSubnet(Element subnet) => With(tree.With(list, tree[list].Append(subnet)));

    /// <summary>Another one in the place of a subnet.</summary>
    /// <param name="by">Null for nothing.</param>
    public SubnetTree Replace(PlacedSubnet subnet, Element? by) => subnet.Network is { } network
        ? ReplaceNetwork(network, network.With(list, network[list]!.Replace(subnet.Map, by)))
        : With(tree.With(list, tree[list]!.Replace(subnet.Map, by)));

    /// <summary>Another shared network.</summary>
    public SubnetTree WithNetwork(Element network) => With(tree.With(Networks, tree[Networks].Append(network)));

    /// <summary>Another one in the place of a shared network.</summary>
    /// <param name="by">Null for nothing.</param>
    public SubnetTree ReplaceNetwork(Element network, Element? by) => With(tree.With(Networks, tree[Networks]!.Replace(network, by)));

    /// <summary>The map with no subnets and shared networks but these, and without reservations and classes: to be shown.</summary>
    public Element Only(IEnumerable<Element> subnets, IEnumerable<Element> networks) => tree
        .With("reservations", null).With("client-classes", null)
        .With(list, Element.List(subnets.Select(WithoutReservations)))
        .With(Networks, Element.List(networks.Select(n => n[list] is { } inner
            ? n.With(list, Element.List(inner.Items.Select(WithoutReservations), inner.Place))
            : n)));

    /// <summary>Reservations are another library's.</summary>
    public static Element WithoutReservations(Element subnet) => subnet.With("reservations", null);

    private SubnetTree With(Element other) => new(other, list);
}
