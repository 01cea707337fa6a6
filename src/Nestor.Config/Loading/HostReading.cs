using System.Text;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>Reads reservations that stand outside of a configuration as if they stood in it.</summary>
public static class HostReading
{
    /// <summary>Of each reservation what it means, in their order; null, with the reason, when one is wrong.</summary>
    /// <param name="hosts">Each with the id of its subnet: 0 for a global one, as is one whose subnet there is none of.</param>
    public static IReadOnlyList<Reservation4>? Read4(Dhcp4Settings settings, IReadOnlyList<(uint SubnetId, Element Map)> hosts, out string error)
    {
        var subnets = settings.Subnets.ToDictionary(s => s.Id, s => s.Text);
        int[] order = Order(hosts, subnets);
        var result = ConfigLoader.Load4(Tree("Dhcp4", "subnet4", settings, hosts, order, subnets));
        error = ErrorOf(result.Diagnostics);
        return result.Settings is null ? null : Sorted(result.Settings.Hosts.All, order, (at, h) => h with
        {
            SubnetId = hosts[at].SubnetId,
            ClientClasses = ClassesIn(settings, h.ClientClasses),
        });
    }

    /// <inheritdoc cref="Read4"/>
    public static IReadOnlyList<Reservation6>? Read6(Dhcp6Settings settings, IReadOnlyList<(uint SubnetId, Element Map)> hosts, out string error)
    {
        var subnets = settings.Subnets.ToDictionary(s => s.Id, s => s.Text);
        int[] order = Order(hosts, subnets);
        var result = ConfigLoader.Load6(Tree("Dhcp6", "subnet6", settings, hosts, order, subnets));
        error = ErrorOf(result.Diagnostics);
        return result.Settings is null ? null : Sorted(result.Settings.Hosts.All, order, (at, h) => h with
        {
            SubnetId = hosts[at].SubnetId,
            ClientClasses = ClassesIn(settings, h.ClientClasses),
        });
    }

    /// <summary>The order in which a configuration has them: global ones first, and those of a subnet together.</summary>
    private static int[] Order(IReadOnlyList<(uint SubnetId, Element Map)> hosts, Dictionary<uint, string> subnets) =>
        [.. Enumerable.Range(0, hosts.Count).OrderBy(i => subnets.ContainsKey(hosts[i].SubnetId) ? hosts[i].SubnetId : 0)];

    private static Element Tree(
        string server, string list, DhcpSettings settings, IReadOnlyList<(uint SubnetId, Element Map)> hosts, int[] order, Dictionary<uint, string> subnets)
    {
        var bySubnet = order.GroupBy(i => subnets.ContainsKey(hosts[i].SubnetId) ? hosts[i].SubnetId : 0)
            .ToDictionary(g => g.Key, g => Element.List(g.Select(i => hosts[i].Map)));
        List<Member> members = [Of("ip-reservations-unique", Element.Of(settings.IpReservationsUnique))];
        if (settings.Source?["option-def"] is { } defs)
        {
            members.Add(Of("option-def", defs));
        }

        if (bySubnet.Remove(0, out var global))
        {
            members.Add(Of("reservations", global));
        }

        members.Add(Of(list, Element.List(bySubnet.Select(s => Element.Map(
            [Of("id", Element.Of(s.Key)), Of("subnet", Element.Of(subnets[s.Key])), Of("reservations", s.Value)])))));
        return Element.Map([Of(server, Element.Map(members))]);
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    private static string ErrorOf(Diagnostics diagnostics) => string.Join("; ", diagnostics.All.Where(d => d.IsError));

    private static THost[] Sorted<THost>(IReadOnlyList<THost> read, int[] order, Func<int, THost, THost> placed)
    {
        var sorted = new THost[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sorted[order[i]] = placed(order[i], read[i]);
        }

        return sorted;
    }

    /// <summary>By the numbers of the server's configuration; to be in a class that it does not speak of makes no difference.</summary>
    private static ClassList ClassesIn(DhcpSettings settings, ClassList classes)
    {
        var known = classes.Names.Select(n => (Name: n, Id: settings.ClassNames.Find(Encoding.UTF8.GetBytes(n)))).Where(c => c.Id >= 0).ToList();
        return new ClassList([.. known.Select(c => c.Name)], [.. known.Select(c => c.Id)]);
    }
}
