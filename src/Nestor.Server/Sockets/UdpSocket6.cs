using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>
/// A UDP socket bound to one destination, so that no query is heard by two: an address, or a group of servers it is
/// a member of on its interface.
/// </summary>
internal sealed unsafe class UdpSocket6 : IPacketSocket<Arrival6, Departure6, LeaseChanges6>
{
    private const int PktInfoSize = Ip6.Length + 4;
    private ListenOn6 _place;

    private UdpSocket6(int fd, ListenOn6 place)
    {
        Fd = fd;
        _place = place;
    }

    public int Fd { get; }

    public ListenOn Place
    {
        get => _place;
        set => _place = (ListenOn6)value;
    }

    /// <summary>Null when it cannot be opened; <paramref name="error"/> says what failed and why.</summary>
    public static UdpSocket6? TryOpen(ListenOn6 place, ushort port, out string error)
    {
        error = "";
        int fd = Linux.Socket(Linux.AfInet6, Linux.SockDgram | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        var address = Linux.InternetAddress6.Of(place.Bound, port, place.IsOnLink ? place.Nic.Index : 0);
        if (fd < 0 || !Prepare(fd, place))
        {
            error = $"UDP socket for {place.Bound} on {place.Nic.Name}: {Linux.LastError()}";
        }
        else if (Linux.Bind(fd, &address, (uint)sizeof(Linux.InternetAddress6)) != 0)
        {
            error = PortHolder.BindError($"{place.Bound} on {place.Nic.Name}", port, "udp6");
        }
        else if (place.Bound.IsMulticast && !TryJoin(fd, place))
        {
            error = $"group {place.Bound} on {place.Nic.Name}: {Linux.LastError()}";
        }
        else
        {
            return new UdpSocket6(fd, place);
        }

        _ = Linux.Close(fd);
        return null;
    }

    public int Receive(Batch<Arrival6, Departure6, LeaseChanges6> batch, MessageRing ring, int socketNumber)
    {
        int first = batch.ArrivalCount;
        int got = ring.Receive<Linux.InternetAddress6>(Fd, batch.Slab, first, hasControl: true);
        for (int i = 0; i < got; i++)
        {
            Take(batch, ring, first + i, i, socketNumber);
        }

        return got >= 0 ? 0 : Linux.ReceiveError();
    }

    public int Send(ReadOnlySpan<Departure6> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly var reply = ref replies[i];
            int interfaceIndex = reply.Interface.Index;
            ring.Put(i, reply.Buffer, reply.Start, reply.Length);
            ring.PutName(i, Linux.InternetAddress6.Of(
                reply.Destination, reply.DestinationPort, reply.Destination.IsLinkLocal ? interfaceIndex : 0));
            byte* info = ring.PutControl(i, Linux.Ip6Proto, Linux.Ip6PktInfo, PktInfoSize);

            // A link-local address is no source beyond the link: to a relay that wrote to a group from afar the
            // kernel finds a better one (RFC 6724).
            bool isOpen = _place.Bound.IsMulticast && !reply.Destination.IsLinkLocal;
            (isOpen ? Ip6.Zero : reply.Interface.Source).Write(new Span<byte>(info, Ip6.Length));
            *(int*)(info + Ip6.Length) = interfaceIndex;
        }

        return ring.SendAll(Fd, replies.Length);
    }

    public void Dispose() => _ = Linux.Close(Fd);

    private static bool Prepare(int fd, ListenOn6 place)
    {
        Linux.Grow(fd, Linux.SoRcvBufForce, Linux.SoRcvBuf, Linux.BufferSize);
        Linux.Grow(fd, Linux.SoSndBufForce, Linux.SoSndBuf, Linux.BufferSize);
        return Linux.SetOption(fd, Linux.Ip6Proto, Linux.Ip6Only, 1) == 0
            && Linux.SetOption(fd, Linux.Ip6Proto, Linux.Ip6ReceivePktInfo, 1) == 0
            && (!place.IsOnLink || Linux.BindToDevice(fd, place.Nic.Name));
    }

    private static bool TryJoin(int fd, ListenOn6 place)
    {
        byte* group = stackalloc byte[Ip6.Length + 4];
        place.Bound.Write(new Span<byte>(group, Ip6.Length));
        *(int*)(group + Ip6.Length) = place.Nic.Index;
        return Linux.SetOption(fd, Linux.Ip6Proto, Linux.Ip6JoinGroup, group, Ip6.Length + 4) == 0;
    }

    private void Take(Batch<Arrival6, Departure6, LeaseChanges6> batch, MessageRing ring, int slot, int message, int socketNumber)
    {
        byte* info = ring.Control(message, Linux.Ip6Proto, Linux.Ip6PktInfo, PktInfoSize);
        if (info is null || (ring.Messages[message].Flags & Linux.MsgTruncated) != 0)
        {
            return;
        }

        ref readonly var source = ref *ring.Name<Linux.InternetAddress6>(message);
        ref var arrival = ref batch.Arrivals[batch.ArrivalCount++];
        arrival.Buffer = batch.Slab;
        arrival.Start = slot * Batch.SlotSize;
        arrival.Length = (int)ring.Messages[message].Transferred;
        arrival.Source = source.Address;
        arrival.SourcePort = Linux.ToNetwork(source.Port);
        arrival.Destination = Ip6.Read(new ReadOnlySpan<byte>(info, Ip6.Length));
        arrival.Interface = _place.Find(*(int*)(info + Ip6.Length));
        arrival.Socket = socketNumber;
        arrival.IsFromServer4 = false;
    }
}
