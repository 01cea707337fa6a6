using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>
/// A UDP socket on one interface, bound to it so that no packet is heard by two sockets. It hears broadcasts too, but
/// cannot answer clients without an address by unicast.
/// </summary>
internal sealed unsafe class UdpSocket4 : IPacketSocket<Arrival4, Departure4, LeaseChanges4>
{
    private const int PktInfoSize = 12;

    private ListenOn4 _place;
    private readonly int _sendFd;

    private UdpSocket4(int fd, int sendFd, ListenOn4 place)
    {
        Fd = fd;
        _sendFd = sendFd;
        _place = place;
    }

    public int Fd { get; }

    public ListenOn Place
    {
        get => _place;
        set => _place = (ListenOn4)value;
    }

    /// <param name="useRouting">The routing table, not the interface of the query, says where replies leave.</param>
    public static UdpSocket4? TryOpen(ListenOn4 place, ushort port, bool useRouting, out string error)
    {
        int fd = Open(place, port, isBoundToDevice: true, isShared: useRouting, out error);

        // A socket that is bound to a device sends by that device only.
        int sendFd = fd < 0 || !useRouting ? fd : Open(place, port, isBoundToDevice: false, isShared: true, out error);
        if (sendFd < 0)
        {
            _ = Linux.Close(fd);
            return null;
        }

        return new UdpSocket4(fd, sendFd, place);
    }

    public int Receive(Batch<Arrival4, Departure4, LeaseChanges4> batch, MessageRing ring, int socketNumber)
    {
        int first = batch.ArrivalCount;
        int got = ring.Receive<Linux.InternetAddress>(Fd, batch.Slab, first, hasControl: true);
        for (int i = 0; i < got; i++)
        {
            Take(batch, ring, first + i, i, socketNumber);
        }

        return got >= 0 ? 0 : Linux.ReceiveError();
    }

    public int Send(ReadOnlySpan<Departure4> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly var reply = ref replies[i];
            ring.Put(i, reply.Buffer, reply.Start, reply.Length);
            ring.PutName(i, Linux.InternetAddress.Of(reply.Destination, reply.DestinationPort));
            byte* info = ring.PutControl(i, Linux.IpProto, Linux.IpPktInfo, PktInfoSize);
            *(int*)info = _sendFd == Fd ? reply.Interface.Index : 0;
            reply.Source.Write(new Span<byte>(info + 4, 4));
        }

        return ring.SendAll(_sendFd, replies.Length);
    }

    public void Dispose()
    {
        _ = Linux.Close(Fd);
        if (_sendFd != Fd)
        {
            _ = Linux.Close(_sendFd);
        }
    }

    private static int Open(ListenOn4 place, ushort port, bool isBoundToDevice, bool isShared, out string error)
    {
        error = "";
        int fd = Linux.Socket(Linux.AfInet, Linux.SockDgram | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        var address = Linux.InternetAddress.Of(Ip4.Zero, port);
        if (fd < 0 || !Prepare(fd, isBoundToDevice ? place.Nic.Name : null, isShared))
        {
            error = $"UDP socket on {place.Nic.Name}: {Linux.LastError()}";
        }
        else if (Linux.Bind(fd, &address, (uint)sizeof(Linux.InternetAddress)) != 0)
        {
            error = PortHolder.BindError($"{place.Locals[0].Address} on {place.Nic.Name}", port, "udp");
        }
        else
        {
            return fd;
        }

        _ = Linux.Close(fd);
        return -1;
    }

    /// <param name="device">Null for a socket that only sends.</param>
    /// <param name="isShared">Another socket of ours has the same port.</param>
    private static bool Prepare(int fd, string? device, bool isShared)
    {
        Linux.Grow(fd, Linux.SoSndBufForce, Linux.SoSndBuf, Linux.BufferSize);
        bool isFine = Linux.SetOption(fd, Linux.SolSocket, Linux.SoBroadcast, 1) == 0
            && (!isShared || Linux.SetOption(fd, Linux.SolSocket, Linux.SoReuseAddr, 1) == 0);
        if (device is null)
        {
            return isFine && DhcpFilter.TryAttach(fd, DhcpFilter.DropAll);
        }

        Linux.Grow(fd, Linux.SoRcvBufForce, Linux.SoRcvBuf, Linux.BufferSize);
        return isFine && Linux.SetOption(fd, Linux.IpProto, Linux.IpPktInfo, 1) == 0 && Linux.BindToDevice(fd, device);
    }

    private void Take(Batch<Arrival4, Departure4, LeaseChanges4> batch, MessageRing ring, int slot, int message, int socketNumber)
    {
        byte* info = ring.Control(message, Linux.IpProto, Linux.IpPktInfo, PktInfoSize);
        var destination = info is null ? Ip4.Zero : Ip4.Read(new ReadOnlySpan<byte>(info + 8, 4));
        var local = _place.Find(destination);
        bool isForOther = local.Address != destination && _place.Nic.Addresses.Contains(destination);
        if (isForOther || (ring.Messages[message].Flags & Linux.MsgTruncated) != 0)
        {
            return;
        }

        ref readonly var source = ref *ring.Name<Linux.InternetAddress>(message);
        ref var arrival = ref batch.Arrivals[batch.ArrivalCount++];
        arrival.Buffer = batch.Slab;
        arrival.Start = slot * Batch.SlotSize;
        arrival.Length = (int)ring.Messages[message].Transferred;
        arrival.Source = new Ip4(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(source.Address));
        arrival.SourcePort = Linux.ToNetwork(source.Port);
        arrival.SourceMac = 0;
        arrival.Interface = local;
        arrival.Socket = socketNumber;
        arrival.IsOver6 = false;
        arrival.Destination = destination;
    }
}
