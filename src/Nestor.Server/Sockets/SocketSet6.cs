using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Sockets;

/// <summary>All sockets of the DHCPv6 server: for each interface its link-local address and two groups, and unicast addresses that are named.</summary>
public sealed class SocketSet6(ushort port, Logger log)
    : SocketSet<Arrival6, Departure6, LeaseChanges6>(SocketFamily.V6, port, log)
{
    /// <summary>What messages of the server's own can leave by: one socket for each interface.</summary>
    public IEnumerable<Link6> Links => Places.Cast<ListenOn6>()
        .Select((p, number) => (Place: p, Link: new Link6(p.Locals[0], number)))
        .Where(p => p.Place.Bound.IsLinkLocal).Select(p => p.Link);

    /// <summary>
    /// The ways out of each interface: from its link-local address on the link; beyond it from an address that is
    /// configured with it, or by a group's socket from one that the kernel finds.
    /// </summary>
    public IReadOnlyDictionary<string, WaysOut6> WaysOut => Places.Cast<ListenOn6>()
        .SelectMany((p, number) => p.Locals.Select(local => (Place: p, Link: new Link6(local, number))))
        .GroupBy(p => p.Link.Interface.Name)
        .ToDictionary(
            g => g.Key,
            g => new WaysOut6(
                g.OrderByDescending(p => p.Place.Bound.IsLinkLocal).First().Link,
                g.OrderBy(p => p.Place.Bound.IsLinkLocal).ThenBy(p => p.Place.Bound.IsMulticast)
                    .ThenByDescending(p => p.Place.Nic.Name == g.Key).First().Link));

    private protected override IReadOnlyList<ListenOn> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems) =>
        InterfaceList.Choose6(settings, present, problems);

    private protected override IPacketSocket<Arrival6, Departure6, LeaseChanges6>? Open(
        InterfacesSettings settings, ListenOn place, ushort port, out string error) =>
        UdpSocket6.TryOpen((ListenOn6)place, port, out error);

    private protected override IPacketSocket<Arrival6, Departure6, LeaseChanges6>? Open(ListenOn4o6 place, out string error) =>
        Dhcp4o6Socket6.TryOpen(place, out error);

    private protected override int SocketOf(in Departure6 reply) => reply.Socket;
}
