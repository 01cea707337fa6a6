using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>The DHCPv4 server's end: queries come in, answers go out.</summary>
internal sealed class Dhcp4o6Socket4 : Dhcp4o6Socket<Arrival4, Departure4, LeaseChanges4>
{
    private readonly LocalInterface _loopback;

    private Dhcp4o6Socket4(int fd, ListenOn4o6 place)
        : base(fd, place) => _loopback = new LocalInterface(place.Nic.Index, place.Nic.Name, Ip4.Zero);

    public static Dhcp4o6Socket4? TryOpen(ListenOn4o6 place, out string error) =>
        Open(place, out error) is >= 0 and var fd ? new Dhcp4o6Socket4(fd, place) : null;

    protected override void Fill(out Arrival4 arrival, byte[] bytes, int socketNumber) =>
        arrival = new Arrival4
        {
            Buffer = bytes,
            Length = bytes.Length,
            Interface = _loopback,
            Socket = socketNumber,
            IsOver6 = true,
        };

    protected override (byte[] Buffer, int Start, int Length) BytesOf(in Departure4 departure) =>
        (departure.Buffer, departure.Start, departure.Length);
}
