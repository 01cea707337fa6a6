using System.Runtime.InteropServices;
using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Server.Sockets;

/// <summary>
/// A link-layer socket on one interface: hears clients that have no address, and answers them. UDP sockets that
/// drop everything hold the port, so that the kernel does not answer "port unreachable" for us.
/// </summary>
internal sealed unsafe class RawSocket4 : IPacketSocket<Arrival4, Departure4, LeaseChanges4>
{
    private const byte PacketOtherHost = 3;
    private const byte PacketOutgoing = 4;

    private ListenOn4 _place;
    private readonly ushort _port;
    private readonly IReadOnlyList<PortGuard> _guards;

    private RawSocket4(int fd, ListenOn4 place, ushort port, IReadOnlyList<PortGuard> guards)
    {
        Fd = fd;
        _place = place;
        _port = port;
        _guards = guards;
    }

    public int Fd { get; }

    public ListenOn Place
    {
        get => _place;
        set => _place = (ListenOn4)value;
    }

    /// <summary>Null when it cannot be opened; <paramref name="error"/> says what failed and why.</summary>
    public static RawSocket4? TryOpen(ListenOn4 place, ushort port, out string error)
    {
        var guards = new List<PortGuard>();
        foreach (var local in place.Locals)
        {
            if (PortGuard.TryOpen(local, port, out error) is { } guard)
            {
                guards.Add(guard);
            }
            else
            {
                guards.ForEach(g => g.Dispose());
                return null;
            }
        }

        int fd = Open(place, port, out error);
        if (fd < 0)
        {
            guards.ForEach(g => g.Dispose());
            return null;
        }

        return new RawSocket4(fd, place, port, guards);
    }

    public int Receive(Batch<Arrival4, Departure4, LeaseChanges4> batch, MessageRing ring, int socketNumber)
    {
        int first = batch.ArrivalCount;
        int got = ring.Receive<Linux.LinkAddress>(Fd, batch.Slab, first, hasControl: false);
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
            Frame4.Write(in reply, _place.Nic.Mac, _port);
            ring.Put(i, reply.Buffer, reply.Start - Frame4.HeadersLength, reply.Length + Frame4.HeadersLength);
        }

        return ring.SendAll(Fd, replies.Length);
    }

    public void Dispose()
    {
        _ = Linux.Close(Fd);
        foreach (var guard in _guards)
        {
            guard.Dispose();
        }
    }

    /// <summary>
    /// Whether a frame the kernel showed us is ours. One that this host sent is not; nor is one that came in by a VLAN
    /// of this interface: the kernel shows it here too, without its tag, under the VLAN interface's index or, when
    /// there is none for the tag, as meant for another host although its address says otherwise.
    /// </summary>
    internal static bool IsOurs(byte packetType, int arrivedBy, ListenOn4 place, ReadOnlySpan<byte> frame)
    {
        if (packetType == PacketOutgoing || arrivedBy != place.Nic.Index || frame.Length < Frame4.EthernetLength)
        {
            return false;
        }

        if (packetType != PacketOtherHost)
        {
            return true;
        }

        ulong destination = Frame4.ReadMac(frame);
        return (destination >> 40 & 1) == 0 && destination != place.Nic.Mac;
    }

    private static int Open(ListenOn4 place, ushort port, out string error)
    {
        error = "";

        // Protocol 0 hears nothing until the filter is on.
        int fd = Linux.Socket(Linux.AfPacket, Linux.SockRaw | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        if (fd < 0)
        {
            bool isForbidden = Marshal.GetLastPInvokeError() is Linux.NotPermitted or Linux.AccessDenied;
            error = $"raw socket on {place.Nic.Name}: {Linux.LastError()}"
                + (isForbidden ? "; the process needs CAP_NET_RAW" : "");
            return -1;
        }

        Linux.Grow(fd, Linux.SoRcvBufForce, Linux.SoRcvBuf, Linux.BufferSize);
        Linux.Grow(fd, Linux.SoSndBufForce, Linux.SoSndBuf, Linux.BufferSize);
        var address = new Linux.LinkAddress
        {
            Family = Linux.AfPacket,
            Protocol = Linux.ToNetwork(Linux.EtherTypeIp4),
            Index = place.Nic.Index,
        };
        if (!DhcpFilter.TryAttach(fd, DhcpFilter.For(port, [.. place.Locals.Select(l => l.Address)]))
            || Linux.Bind(fd, &address, (uint)sizeof(Linux.LinkAddress)) != 0)
        {
            error = $"raw socket on {place.Nic.Name}: {Linux.LastError()}";
            _ = Linux.Close(fd);
            return -1;
        }

        return fd;
    }

    private void Take(Batch<Arrival4, Departure4, LeaseChanges4> batch, MessageRing ring, int slot, int message, int socketNumber)
    {
        ref readonly var link = ref *ring.Name<Linux.LinkAddress>(message);
        ref var arrival = ref batch.Arrivals[batch.ArrivalCount];
        int offset = slot * Batch.SlotSize;
        int size = (int)ring.Messages[message].Transferred;
        var frame = batch.Slab.AsSpan(offset, size);
        if (!IsOurs(link.PacketType, link.Index, _place, frame)
            || !Frame4.TryRead(frame, ref arrival, out int start, out int length))
        {
            return;
        }

        arrival.Buffer = batch.Slab;
        arrival.Start = offset + start;
        arrival.Length = length;
        arrival.Interface = _place.Find(arrival.Destination);
        arrival.Socket = socketNumber;
        arrival.IsOver6 = false;
        batch.ArrivalCount++;
    }
}
