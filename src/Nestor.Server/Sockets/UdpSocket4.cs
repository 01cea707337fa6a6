using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>
/// A UDP socket on one interface, bound to it so that no packet is heard by two sockets. It hears broadcasts too, but
/// cannot answer clients without an address by unicast.
/// </summary>
internal sealed unsafe class UdpSocket4 : IPacketSocket4
{
    private const int ControlHeader = 16;
    private const int PktInfoSize = 12;

    private readonly int _sendFd;

    private UdpSocket4(int fd, int sendFd, ListenOn place)
    {
        Fd = fd;
        _sendFd = sendFd;
        Place = place;
    }

    public int Fd { get; }

    public ListenOn Place { get; }

    /// <param name="useRouting">The routing table, not the interface of the query, says where replies leave.</param>
    public static UdpSocket4? TryOpen(ListenOn place, ushort port, bool useRouting, out string error)
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

    public int Receive(Batch4 batch, MessageRing ring, int socketNumber)
    {
        int first = batch.ArrivalCount;
        int room = Batch.MaxQueries - first;
        fixed (byte* slab = batch.Slab)
        {
            for (int i = 0; i < room; i++)
            {
                ring.Vectors[i].Base = slab + ((first + i) * Batch.SlotSize);
                ring.Vectors[i].Length = Batch.SlotSize;
                ring.Messages[i].Name = &ring.Addresses[i];
                ring.Messages[i].NameLength = (uint)sizeof(Linux.InternetAddress);
                ring.Messages[i].Control = ring.Controls + (i * MessageRing.ControlSize);
                ring.Messages[i].ControlLength = MessageRing.ControlSize;
            }

            int got = Linux.ReceiveMany(Fd, ring.Messages, (uint)room, Linux.MsgDontWait, null);
            for (int i = 0; i < got; i++)
            {
                Take(batch, ring, first + i, i, socketNumber);
            }

            return got >= 0 ? 0 : Linux.ReceiveError();
        }
    }

    public int Send(ReadOnlySpan<Departure4> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly var reply = ref replies[i];

            // The batch's buffers are pinned for their whole life.
            fixed (byte* start = &reply.Buffer[reply.Start])
            {
                ring.Vectors[i].Base = start;
            }

            ring.Vectors[i].Length = (nuint)reply.Length;
            ring.Addresses[i] = Linux.InternetAddress.Of(reply.Destination, reply.DestinationPort);
            ring.Messages[i].Name = &ring.Addresses[i];
            ring.Messages[i].NameLength = (uint)sizeof(Linux.InternetAddress);
            PutSource(ring, i, in reply);
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

    private static int Open(ListenOn place, ushort port, bool isBoundToDevice, bool isShared, out string error)
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
            error = PortGuard.BindError(place.Locals[0], port);
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
        byte[] name = System.Text.Encoding.UTF8.GetBytes(device + "\0");
        fixed (byte* p = name)
        {
            return isFine && Linux.SetOption(fd, Linux.IpProto, Linux.IpPktInfo, 1) == 0
                && Linux.SetOption(fd, Linux.SolSocket, Linux.SoBindToDevice, p, (uint)name.Length) == 0;
        }
    }

    private void Take(Batch4 batch, MessageRing ring, int slot, int message, int socketNumber)
    {
        var destination = DestinationOf(ring, message);
        var local = Place.Find(destination);
        bool isForOther = local.Address != destination && Place.Nic.Addresses.Contains(destination);
        if (isForOther || (ring.Messages[message].Flags & Linux.MsgTruncated) != 0)
        {
            return;
        }

        ref var arrival = ref batch.Arrivals[batch.ArrivalCount++];
        arrival.Buffer = batch.Slab;
        arrival.Start = slot * Batch.SlotSize;
        arrival.Length = (int)ring.Messages[message].Transferred;
        arrival.Source = Ip4.Read(new ReadOnlySpan<byte>((byte*)&ring.Addresses[message].Address, 4));
        arrival.SourcePort = Linux.ToNetwork(ring.Addresses[message].Port);
        arrival.SourceMac = 0;
        arrival.Interface = local;
        arrival.Socket = socketNumber;
        arrival.Destination = destination;
    }

    /// <summary>The destination address out of the control message IP_PKTINFO.</summary>
    private static Ip4 DestinationOf(MessageRing ring, int i)
    {
        byte* control = ring.Controls + (i * MessageRing.ControlSize);
        bool isInfo = ring.Messages[i].ControlLength >= ControlHeader + PktInfoSize
            && *(int*)(control + 8) == Linux.IpProto && *(int*)(control + 12) == Linux.IpPktInfo;
        return isInfo ? Ip4.Read(new ReadOnlySpan<byte>(control + ControlHeader + 8, 4)) : Ip4.Zero;
    }

    private void PutSource(MessageRing ring, int i, in Departure4 reply)
    {
        byte* control = ring.Controls + (i * MessageRing.ControlSize);
        new Span<byte>(control, MessageRing.ControlSize).Clear();
        *(nuint*)control = ControlHeader + PktInfoSize;
        *(int*)(control + 8) = Linux.IpProto;
        *(int*)(control + 12) = Linux.IpPktInfo;
        *(int*)(control + ControlHeader) = _sendFd == Fd ? reply.Interface.Index : 0;
        reply.Source.Write(new Span<byte>(control + ControlHeader + 4, 4));
        ring.Messages[i].Control = control;
        ring.Messages[i].ControlLength = ControlHeader + 16;
    }
}
