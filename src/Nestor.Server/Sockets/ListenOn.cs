using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>What one socket is for.</summary>
public abstract record ListenOn(InterfaceState Nic)
{
    /// <summary>True when a socket opened for one serves the other as it is.</summary>
    public abstract bool IsSameAs(ListenOn other);
}

/// <summary>The port of ::1 where one server hears the other (RFC 7341), and the other's.</summary>
public sealed record ListenOn4o6(ushort Port, ushort PeerPort)
    : ListenOn(new InterfaceState(1, "lo", IsUp: true, IsRunning: true, IsLoopback: true, 0, []))
{
    public override bool IsSameAs(ListenOn other) => other is ListenOn4o6 o && Port == o.Port && PeerPort == o.PeerPort;

    public override string ToString() => $"::1 port {Port}, for DHCPv4-over-DHCPv6 with port {PeerPort}";
}

/// <summary>
/// An interface to listen on. One socket serves all its addresses, so that a broadcast is heard once: a query that was
/// sent to one of them counts as for that one, any other as for the first.
/// </summary>
public sealed record ListenOn4(InterfaceState Nic, IReadOnlyList<LocalInterface> Locals) : ListenOn(Nic)
{
    public override bool IsSameAs(ListenOn other) =>
        other is ListenOn4 o && Nic.Index == o.Nic.Index && Nic.Name == o.Nic.Name && Nic.Mac == o.Nic.Mac
        && Locals.SequenceEqual(o.Locals);

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

/// <summary>
/// An address to listen on: the link-local one of an interface, a group of servers on its link, or a unicast address
/// that is configured with it, which may be reached through other interfaces too.
/// </summary>
/// <param name="Bound">The one destination the socket hears.</param>
/// <param name="Locals">The interfaces a query may come in by, its own first.</param>
public sealed record ListenOn6(InterfaceState Nic, Ip6 Bound, IReadOnlyList<LocalInterface6> Locals) : ListenOn(Nic)
{
    /// <summary>All_DHCP_Relay_Agents_and_Servers (RFC 9915 section 7.1).</summary>
    public static readonly Ip6 LinkGroup = new(0xFF02_0000_0000_0000, 0x0001_0002);

    /// <summary>All_DHCP_Servers (RFC 9915 section 7.1).</summary>
    public static readonly Ip6 SiteGroup = new(0xFF05_0000_0000_0000, 0x0001_0003);

    /// <summary>Only what comes in by the interface itself is heard.</summary>
    public bool IsOnLink => Bound.IsLinkLocal || Bound.IsMulticast;

    public override bool IsSameAs(ListenOn other) =>
        other is ListenOn6 o && Nic.Index == o.Nic.Index && Nic.Name == o.Nic.Name && Bound == o.Bound && (!IsOnLink || Locals[0] == o.Locals[0]);

    /// <summary>The interface with this index; its own when that one is not known yet.</summary>
    public LocalInterface6 Find(int index)
    {
        for (int i = 1; i < Locals.Count; i++)
        {
            if (Locals[i].Index == index)
            {
                return Locals[i];
            }
        }

        return Locals[0];
    }

    public override string ToString() => $"{Nic.Name} ({Bound})";
}
