using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>
/// An interface to listen on. One socket serves all its addresses, so that a broadcast is heard once: a query that was
/// sent to one of them counts as for that one, any other as for the first.
/// </summary>
public sealed record ListenOn(InterfaceState Nic, IReadOnlyList<LocalInterface> Locals)
{
    /// <summary>True when a socket opened for one serves the other as it is.</summary>
    public bool IsSameAs(ListenOn other) =>
        Nic.Index == other.Nic.Index && Nic.Name == other.Nic.Name && Nic.Mac == other.Nic.Mac
        && Locals.SequenceEqual(other.Locals);

    /// <summary>The address a packet with this destination is meant for.</summary>
    public LocalInterface Find(Ip4 destination)
    {
        for (int i = 1; i < Locals.Count; i++)
        {
            if (Locals[i].Address == destination)
            {
                return Locals[i];
            }
        }

        return Locals[0];
    }

    public override string ToString() => $"{Nic.Name} ({string.Join(", ", Locals.Select(l => l.Address))})";
}

/// <summary>Which interfaces the configuration means, and what keeps the others from being used.</summary>
public static class InterfaceList
{
    private const string Any = "*";

    /// <summary>
    /// The interfaces to listen on; every entry of the configuration that cannot be used now gets a line in
    /// <paramref name="problems"/> that says what is missing.
    /// </summary>
    public static List<ListenOn> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems)
    {
        var chosen = new SortedDictionary<int, (InterfaceState Nic, List<Ip4> Addresses)>();
        foreach (string entry in settings.Interfaces)
        {
            if (entry == Any)
            {
                AddAll(present, chosen, problems);
            }
            else if (TryName(entry, settings.IsRaw, present, problems) is { } named)
            {
                Add(named.Nic, named.Addresses, chosen);
            }
        }

        return
        [
            .. chosen.Values.Select(c => new ListenOn(
                c.Nic, [.. c.Addresses.Select(a => new LocalInterface(c.Nic.Index, c.Nic.Name, a))])),
        ];
    }

    /// <summary>The asterisk: all that can be used, without loopback; others are no problem, but none at all is one.</summary>
    private static void AddAll(
        IReadOnlyList<InterfaceState> present, SortedDictionary<int, (InterfaceState, List<Ip4>)> chosen, List<string> problems)
    {
        bool hasAny = false;
        foreach (var nic in present.Where(p => !p.IsLoopback && p.Obstacle is null))
        {
            Add(nic, nic.Addresses, chosen);
            hasAny = true;
        }

        if (!hasAny)
        {
            var reasons = present.Where(p => !p.IsLoopback).Select(p => p.Obstacle);
            string why = string.Join(", ", reasons);
            problems.Add(why.Length > 0 ? $"no interface can be used: {why}" : "there is no interface but loopback");
        }
    }

    private static (InterfaceState Nic, IReadOnlyList<Ip4> Addresses)? TryName(
        string entry, bool isRaw, IReadOnlyList<InterfaceState> present, List<string> problems)
    {
        int slash = entry.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? entry : entry[..slash];
        var nic = present.FirstOrDefault(p => p.Name == name);
        if (nic is null)
        {
            problems.Add($"interface {name} does not exist");
        }
        else if (nic.Obstacle is { } obstacle)
        {
            problems.Add(obstacle);
        }
        else if (nic.IsLoopback && isRaw)
        {
            problems.Add($"loopback interface {name} cannot be listened on with raw sockets; dhcp-socket-type udp can");
        }
        else if (slash < 0)
        {
            return (nic, nic.Addresses);
        }
        else if (Ip4.TryParse(entry.AsSpan(slash + 1), out var address) && nic.Addresses.Contains(address))
        {
            return (nic, [address]);
        }
        else
        {
            problems.Add($"interface {name} has no address {entry[(slash + 1)..]}; it has {string.Join(", ", nic.Addresses)}");
        }

        return null;
    }

    private static void Add(
        InterfaceState nic, IReadOnlyList<Ip4> addresses, SortedDictionary<int, (InterfaceState Nic, List<Ip4> Addresses)> chosen)
    {
        if (!chosen.TryGetValue(nic.Index, out var entry))
        {
            chosen[nic.Index] = entry = (nic, []);
        }

        entry.Addresses.AddRange(addresses.Where(a => !entry.Addresses.Contains(a)).ToList());
    }
}
