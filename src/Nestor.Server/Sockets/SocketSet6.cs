using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Sockets;

/// <summary>All sockets of the DHCPv6 server: for each interface its link-local address and two groups, and unicast addresses that are named.</summary>
public sealed class SocketSet6(ushort port, Logger log)
    : SocketSet<Arrival6, Departure6, LeaseChanges6>(SocketFamily.V6, port, log)
{
    private protected override IReadOnlyList<ListenOn> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems) =>
        InterfaceList.Choose6(settings, present, problems);

    private protected override IPacketSocket<Arrival6, Departure6, LeaseChanges6>? Open(
        InterfacesSettings settings, ListenOn place, ushort port, out string error) =>
        UdpSocket6.TryOpen((ListenOn6)place, port, out error);

    private protected override int SocketOf(in Departure6 reply) => reply.Socket;
}
