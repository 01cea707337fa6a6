using Nestor.Engine.Reconfiguration;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>All sockets of the DHCPv4 server: one per interface, raw or UDP.</summary>
public sealed class SocketSet4(ushort port, Logger log)
    : SocketSet<Arrival4, Departure4, LeaseChanges4>(SocketFamily.V4, port, log)
{
    public IEnumerable<Ip4> Addresses => Places.Cast<ListenOn4>().SelectMany(p => p.Locals).Select(l => l.Address);

    /// <summary>What is listened on, by name; of an interface with several addresses the first.</summary>
    public IReadOnlyDictionary<string, LocalInterface> Interfaces =>
        Places.Cast<ListenOn4>().ToDictionary(p => p.Nic.Name, p => p.Locals[0]);

    /// <summary>What messages of the server's own can leave by.</summary>
    public IEnumerable<Link4> Links =>
        Places.Cast<ListenOn4>().SelectMany((p, number) => p.Locals.Select(l => new Link4(l, number)));

    private protected override IReadOnlyList<ListenOn> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems) =>
        InterfaceList.Choose(settings, present, problems);

    private protected override IPacketSocket<Arrival4, Departure4, LeaseChanges4>? Open(
        InterfacesSettings settings, ListenOn place, ushort port, out string error) =>
        settings.IsRaw
            ? RawSocket4.TryOpen((ListenOn4)place, port, out error)
            : UdpSocket4.TryOpen((ListenOn4)place, port, settings.UseRouting, out error);

    private protected override IPacketSocket<Arrival4, Departure4, LeaseChanges4>? Open(ListenOn4o6 place, out string error) =>
        Dhcp4o6Socket4.TryOpen(place, out error);

    private protected override bool IsOpenedAlike(InterfacesSettings before, InterfacesSettings after) =>
        before.UseRouting == after.UseRouting && before.IsRaw == after.IsRaw;

    private protected override string KindOf(InterfacesSettings settings) => settings.IsRaw ? "raw" : "UDP";

    private protected override int SocketOf(in Departure4 reply) => reply.Socket;
}
