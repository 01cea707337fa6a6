using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>A UDP socket on one interface; it hears broadcasts too, but cannot answer clients without an address by unicast.</summary>
internal sealed unsafe class UdpSocket4 : IPacketSocket4
{
    private const int HeaderSize = 16;
    private const int PktInfoSize = 12;

    private readonly bool _useRouting;

    private UdpSocket4(int fd, LocalInterface local, bool useRouting)
    {
        Fd = fd;
        Interface = local;
        _useRouting = useRouting;
    }

    public int Fd { get; }

    public LocalInterface Interface { get; }

    /// <param name="isPortHolder">It is only to occupy the port of its address and drops what comes.</param>
    /// <param name="useRouting">The routing table, not the interface of the query, says where replies leave.</param>
    public static UdpSocket4? TryOpen(
        LocalInterface local, ushort port, bool isPortHolder, bool useRouting, out string error)
    {
        error = "";
        int fd = Linux.Socket(Linux.AfInet, Linux.SockDgram | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        if (fd < 0)
        {
            error = $"a UDP socket on {local.Name}: {Linux.LastError()}";
            return null;
        }

        var address = new Linux.InternetAddress
        {
            Family = Linux.AfInet,
            Port = Linux.ToNetwork(port),
            Address = isPortHolder
                ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(local.Address.Value)
                : 0,
        };
        bool isFine = Prepare(fd, local.Name, isPortHolder);
        if (!isFine || Linux.Bind(fd, &address, (uint)sizeof(Linux.InternetAddress)) != 0)
        {
            error = $"UDP port {port} of {local.Address} on {local.Name}: {Linux.LastError()}{PortHolder.Describe(port)}";
            _ = Linux.Close(fd);
            return null;
        }

        return new UdpSocket4(fd, local, useRouting);
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
                ring.Messages[i].Name = &ring.Addresses[i];
                ring.Messages[i].NameLength = (uint)sizeof(Linux.InternetAddress);
                ring.Messages[i].Control = ring.Controls + (i * MessageRing.ControlSize);
                ring.Messages[i].ControlLength = MessageRing.ControlSize;
            }

            int got = Linux.ReceiveMany(Fd, ring.Messages, (uint)room, Linux.MsgDontWait, null);
            for (int i = 0; i < got; i++)
            {
                ref var arrival = ref batch.Arrivals[batch.ArrivalCount++];
                ref readonly var from = ref ring.Addresses[i];
                arrival.Buffer = batch.Slab;
                arrival.Start = (first + i) * Batch4.SlotSize;
                arrival.Length = (int)ring.Messages[i].Transferred;
                arrival.Source = Ip4.Read(new ReadOnlySpan<byte>((byte*)&ring.Addresses[i] + 4, 4));
                arrival.SourcePort = Linux.ToNetwork(from.Port);
                arrival.SourceMac = 0;
                arrival.Interface = Interface;
                arrival.Socket = socketNumber;
                arrival.Destination = DestinationOf(ring, i);
            }
        }
    }

    public int Send(ReadOnlySpan<Departure4> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            ref readonly var reply = ref replies[i];
            fixed (byte* start = &reply.Buffer[reply.Start])
            {
                ring.Vectors[i].Base = start;
            }

            ring.Vectors[i].Length = (nuint)reply.Length;
            ring.Addresses[i] = new Linux.InternetAddress
            {
                Family = Linux.AfInet,
                Port = Linux.ToNetwork(reply.DestinationPort),
                Address = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(reply.Destination.Value),
            };
            ring.Messages[i].Name = &ring.Addresses[i];
            ring.Messages[i].NameLength = (uint)sizeof(Linux.InternetAddress);
            PutSource(ring, i, in reply);
        }

        return RawSocket4.SendAll(Fd, ring, replies.Length);
    }

    public void Dispose() => _ = Linux.Close(Fd);

    private static bool Prepare(int fd, string device, bool isPortHolder)
    {
        if (isPortHolder)
        {
            return DhcpFilter.TryAttach(fd, DhcpFilter.DropAll);
        }

        RawSocket4.GrowBuffer(fd);
        byte[] name = System.Text.Encoding.ASCII.GetBytes(device + "\0");
        fixed (byte* p = name)
        {
            return Linux.SetOption(fd, Linux.SolSocket, Linux.SoReuseAddr, 1) == 0
                && Linux.SetOption(fd, Linux.SolSocket, Linux.SoBroadcast, 1) == 0
                && Linux.SetOption(fd, Linux.IpProto, Linux.IpPktInfo, 1) == 0
                && Linux.SetOption(fd, Linux.SolSocket, Linux.SoBindToDevice, p, (uint)name.Length) == 0;
        }
    }

    /// <summary>The destination address out of the control message IP_PKTINFO.</summary>
    private static Ip4 DestinationOf(MessageRing ring, int i)
    {
        byte* control = ring.Controls + (i * MessageRing.ControlSize);
        bool isInfo = ring.Messages[i].ControlLength >= HeaderSize + PktInfoSize
            && *(int*)(control + 8) == Linux.IpProto && *(int*)(control + 12) == Linux.IpPktInfo;
        return isInfo ? Ip4.Read(new ReadOnlySpan<byte>(control + HeaderSize + 8, 4)) : Ip4.Zero;
    }

    private void PutSource(MessageRing ring, int i, in Departure4 reply)
    {
        byte* control = ring.Controls + (i * MessageRing.ControlSize);
        new Span<byte>(control, MessageRing.ControlSize).Clear();
        *(nuint*)control = HeaderSize + PktInfoSize;
        *(int*)(control + 8) = Linux.IpProto;
        *(int*)(control + 12) = Linux.IpPktInfo;
        *(int*)(control + HeaderSize) = _useRouting ? 0 : reply.Interface.Index;
        reply.Source.Write(new Span<byte>(control + HeaderSize + 4, 4));
        ring.Messages[i].Control = control;
        ring.Messages[i].ControlLength = 32;
    }
}
