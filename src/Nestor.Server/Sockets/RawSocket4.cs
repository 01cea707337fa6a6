using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;

namespace Nestor.Server.Sockets;

/// <summary>
/// A link-layer socket on one interface: hears clients that have no address, and answers them. A UDP socket that
/// drops everything holds the port, so that the kernel does not answer "port unreachable" for us.
/// </summary>
internal sealed unsafe class RawSocket4 : IPacketSocket4
{
    private const byte PacketOutgoing = 4;
    private const byte PacketOtherHost = 3;
    private const int ReceiveBuffer = 8 << 20;

    private readonly ulong _ownMac;
    private readonly ushort _port;
    private readonly UdpSocket4 _portHolder;

    private RawSocket4(int fd, LocalInterface local, ulong ownMac, ushort port, UdpSocket4 portHolder)
    {
        Fd = fd;
        Interface = local;
        _ownMac = ownMac;
        _port = port;
        _portHolder = portHolder;
    }

    public int Fd { get; }

    public LocalInterface Interface { get; }

    /// <summary>Null when it cannot be opened; <paramref name="error"/> says what failed and why.</summary>
    public static RawSocket4? TryOpen(LocalInterface local, ulong ownMac, ushort port, out string error)
    {
        if (UdpSocket4.TryOpen(local, port, isPortHolder: true, useRouting: false, out error) is not { } holder)
        {
            return null;
        }

        // Protocol 0 hears nothing until the filter is on.
        int fd = Linux.Socket(Linux.AfPacket, Linux.SockRaw | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        if (fd < 0)
        {
            error = $"a raw socket on {local.Name}: {Linux.LastError()}; the process needs CAP_NET_RAW";
            holder.Dispose();
            return null;
        }

        GrowBuffer(fd);
        var address = new Linux.LinkAddress
        {
            Family = Linux.AfPacket,
            Protocol = Linux.ToNetwork(Linux.EtherTypeIp4),
            Index = local.Index,
        };
        if (!DhcpFilter.TryAttach(fd, DhcpFilter.ForPort(port))
            || Linux.Bind(fd, &address, (uint)sizeof(Linux.LinkAddress)) != 0)
        {
            error = $"a raw socket on {local.Name}: {Linux.LastError()}";
            _ = Linux.Close(fd);
            holder.Dispose();
            return null;
        }

        return new RawSocket4(fd, local, ownMac, port, holder);
    }

    /// <summary>Asks for a large receive buffer: beyond the system's limit when allowed, else up to it.</summary>
    public static void GrowBuffer(int fd)
    {
        if (Linux.SetOption(fd, Linux.SolSocket, Linux.SoRcvBufForce, ReceiveBuffer) != 0)
        {
            _ = Linux.SetOption(fd, Linux.SolSocket, Linux.SoRcvBuf, ReceiveBuffer);
        }
    }

    public void Receive(Batch4 batch, MessageRing ring, int socketNumber)
    {
        int first = batch.ArrivalCount;
        int room = Batch4.MaxQueries - first;
        fixed (byte* slab = batch.Slab)
        {
            for (int i = 0; i < room; i++)
            {
                ring.Vectors[i].Base = slab + ((first + i) * Batch4.SlotSize);
                ring.Vectors[i].Length = Batch4.SlotSize;
                ring.Messages[i].Name = &ring.Links[i];
                ring.Messages[i].NameLength = (uint)sizeof(Linux.LinkAddress);
                ring.Messages[i].Control = null;
                ring.Messages[i].ControlLength = 0;
            }

            int got = Linux.ReceiveMany(Fd, ring.Messages, (uint)room, Linux.MsgDontWait, null);
            for (int i = 0; i < got; i++)
            {
                Take(batch, ring, first + i, i, socketNumber);
            }
        }
    }

    public int Send(ReadOnlySpan<Departure4> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly var reply = ref replies[i];
            Frame4.Write(in reply, _ownMac, _port);

            // The batch's buffers are pinned for their whole life.
            fixed (byte* start = &reply.Buffer[reply.Start - Frame4.HeadersLength])
            {
                ring.Vectors[i].Base = start;
            }

            ring.Vectors[i].Length = (nuint)(reply.Length + Frame4.HeadersLength);
            ring.Messages[i].Name = null;
            ring.Messages[i].NameLength = 0;
            ring.Messages[i].Control = null;
            ring.Messages[i].ControlLength = 0;
        }

        return SendAll(Fd, ring, replies.Length);
    }

    /// <summary>Sends the prepared messages; a bad one is left out and the others still go.</summary>
    public static int SendAll(int fd, MessageRing ring, int count)
    {
        int at = 0;
        int failed = 0;
        while (at < count)
        {
            int sent = Linux.SendMany(fd, ring.Messages + at, (uint)(count - at), 0);
            if (sent <= 0)
            {
                failed++;
                sent = 1;
            }

            at += sent;
        }

        return failed;
    }

    public void Dispose()
    {
        _ = Linux.Close(Fd);
        _portHolder.Dispose();
    }

    private void Take(Batch4 batch, MessageRing ring, int slot, int message, int socketNumber)
    {
        ref readonly var link = ref ring.Links[message];
        if (link.PacketType is PacketOutgoing or PacketOtherHost)
        {
            return;
        }

        ref var arrival = ref batch.Arrivals[batch.ArrivalCount];
        int offset = slot * Batch4.SlotSize;
        int size = (int)ring.Messages[message].Transferred;
        if (!Frame4.TryRead(batch.Slab.AsSpan(offset, size), ref arrival, out int start, out int length))
        {
            return;
        }

        arrival.Buffer = batch.Slab;
        arrival.Start = offset + start;
        arrival.Length = length;
        arrival.Interface = Interface;
        arrival.Socket = socketNumber;
        batch.ArrivalCount++;
    }
}
