using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>The DHCPv6 server's end: queries go out, answers come in.</summary>
internal sealed class Dhcp4o6Socket6 : Dhcp4o6Socket<Arrival6, Departure6, LeaseChanges6>
{
    private readonly LocalInterface6 _loopback;

    private Dhcp4o6Socket6(int fd, ListenOn4o6 place)
        : base(fd, place) => _loopback = new LocalInterface6(place.Nic.Index, place.Nic.Name, Ip6.Loopback);

    public static Dhcp4o6Socket6? TryOpen(ListenOn4o6 place, out string error) =>
        Open(place, out error) is >= 0 and var fd ? new Dhcp4o6Socket6(fd, place) : null;

    protected override void Fill(out Arrival6 arrival, byte[] bytes, int socketNumber) =>
        arrival = new Arrival6
        {
            Buffer = bytes,
            Length = bytes.Length,
            Interface = _loopback,
            Source = Ip6.Loopback,
            Destination = Ip6.Loopback,
            Socket = socketNumber,
            IsFromServer4 = true,
        };

    protected override (byte[] Buffer, int Start, int Length) BytesOf(in Departure6 departure) =>
        (departure.Buffer, departure.Start, departure.Length);
}
