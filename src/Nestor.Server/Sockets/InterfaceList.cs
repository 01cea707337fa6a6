using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>Which interfaces the configuration means, and what keeps the others from being used.</summary>
public static class InterfaceList
{
    private const string Any = "*";

    /// <summary>
    /// The interfaces to listen on; every entry of the configuration that cannot be used now gets a line in
    /// <paramref name="problems"/> that says what is missing.
    /// </summary>
    public static List<ListenOn4> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems) =>
        [
            .. Choose(settings, present, new InterfaceRules4(settings.IsRaw), problems).Select(c => new ListenOn4(
                c.Nic, [.. c.Addresses.Select(a => new LocalInterface(c.Nic.Index, c.Nic.Name, a))])),
        ];

    /// <summary>
    /// As <see cref="Choose(InterfacesSettings, IReadOnlyList{InterfaceState}, List{string})"/>. An interface with a
    /// link-local address is listened on under that and in both groups of servers; other addresses only when named.
    /// </summary>
    public static List<ListenOn6> Choose6(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems)
    {
        var chosen = new List<ListenOn6>();
        foreach (var (nic, addresses) in Choose(settings, present, new InterfaceRules6(), problems))
        {
            foreach (var address in addresses)
            {
                if (address == nic.LinkLocal)
                {
                    LocalInterface6[] locals = [Local(nic)];
                    chosen.AddRange([new(nic, address, locals), new(nic, ListenOn6.LinkGroup, locals), new(nic, ListenOn6.SiteGroup, locals)]);
                }
                else
                {
                    var others = present.Where(p => p.Index != nic.Index);
                    chosen.Add(new(nic, address, [.. others.Prepend(nic).Select(p => Local(p) with { Source = address })]));
                }
            }
        }

        return chosen;

        static LocalInterface6 Local(InterfaceState nic) => new(nic.Index, nic.Name, nic.LinkLocal);
    }

    private static List<(InterfaceState Nic, List<TAddress> Addresses)> Choose<TAddress>(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, IInterfaceRules<TAddress> rules, List<string> problems)
        where TAddress : struct, IAddress<TAddress>
    {
        var chosen = new SortedDictionary<int, (InterfaceState Nic, List<TAddress> Addresses)>();
        foreach (string entry in settings.Interfaces)
        {
            if (entry == Any)
            {
                AddAll(present, rules, chosen, problems);
            }
            else
            {
                AddNamed(entry, present, rules, chosen, problems);
            }
        }

        return [.. chosen.Values];
    }

    /// <summary>The asterisk: all that can be used, without loopback; others are no problem, but none at all is one.</summary>
    private static void AddAll<TAddress>(
        IReadOnlyList<InterfaceState> present, IInterfaceRules<TAddress> rules,
        SortedDictionary<int, (InterfaceState Nic, List<TAddress> Addresses)> chosen, List<string> problems)
        where TAddress : struct, IAddress<TAddress>
    {
        bool hasAny = false;
        foreach (var nic in present.Where(p => !p.IsLoopback && rules.Obstacle(p) is null))
        {
            Add(nic, rules.Usual(nic), chosen);
            hasAny = true;
        }

        if (!hasAny)
        {
            var reasons = present.Where(p => !p.IsLoopback).Select(rules.Obstacle);
            string why = string.Join(", ", reasons);
            problems.Add(why.Length > 0 ? $"no interface can be used: {why}" : "there is no interface but loopback");
        }
    }

    private static void AddNamed<TAddress>(
        string entry, IReadOnlyList<InterfaceState> present, IInterfaceRules<TAddress> rules,
        SortedDictionary<int, (InterfaceState Nic, List<TAddress> Addresses)> chosen, List<string> problems)
        where TAddress : struct, IAddress<TAddress>
    {
        int slash = entry.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? entry : entry[..slash];
        var nic = present.FirstOrDefault(p => p.Name == name);
        if (nic is null)
        {
            problems.Add($"interface {name} does not exist");
        }
        else if ((slash < 0 ? rules.Obstacle(nic) : rules.ObstacleToNamed(nic)) is { } obstacle)
        {
            problems.Add(obstacle);
        }
        else if (slash < 0)
        {
            Add(nic, rules.Usual(nic), chosen);
        }
        else
        {
            Add(nic, rules.BesideNamed(nic), chosen);
            var usable = rules.AddressesOf(nic);
            if (TAddress.TryParse(entry.AsSpan(slash + 1), out var address) && usable.Contains(address))
            {
                Add(nic, [address], chosen);
            }
            else
            {
                problems.Add($"interface {name} has no address {entry[(slash + 1)..]}; it has {string.Join(", ", usable)}");
            }
        }
    }

    private static void Add<TAddress>(
        InterfaceState nic, IReadOnlyList<TAddress> addresses, SortedDictionary<int, (InterfaceState Nic, List<TAddress> Addresses)> chosen)
        where TAddress : struct, IAddress<TAddress>
    {
        if (addresses.Count == 0)
        {
            return;
        }

        if (!chosen.TryGetValue(nic.Index, out var entry))
        {
            chosen[nic.Index] = entry = (nic, []);
        }

        entry.Addresses.AddRange(addresses.Where(a => !entry.Addresses.Contains(a)).ToList());
    }
}
