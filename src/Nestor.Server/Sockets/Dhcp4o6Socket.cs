using System.Runtime.InteropServices;
using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>
/// The UDP socket between the DHCPv6 and the DHCPv4 server (RFC 7341), bound to a port of ::1 and connected to the other
/// server's: the kernel lets nothing else in. It is not made for speed; its messages have memory of their own, as they
/// may be longer than a slot of the batch.
/// </summary>
internal abstract unsafe class Dhcp4o6Socket<TArrival, TDeparture, TChanges>(int fd, ListenOn4o6 place)
    : IPacketSocket<TArrival, TDeparture, TChanges>
    where TArrival : struct
    where TDeparture : struct
    where TChanges : class, IChanges
{
    private const int MaxLength = 65536;
    private const int MaxPerTurn = 64;

    private readonly byte[] _received = new byte[MaxLength];

    public int Fd => fd;

    public ListenOn Place { get; set; } = place;

    /// <summary>A descriptor; -1 when it cannot be opened, and <paramref name="error"/> says what failed and why.</summary>
    public static int Open(ListenOn4o6 place, out string error)
    {
        error = "";
        int fd = Linux.Socket(Linux.AfInet6, Linux.SockDgram | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        var own = Linux.InternetAddress6.Of(Ip6.Loopback, place.Port, 0);
        var other = Linux.InternetAddress6.Of(Ip6.Loopback, place.PeerPort, 0);
        if (fd >= 0 && Linux.Bind(fd, &own, (uint)sizeof(Linux.InternetAddress6)) != 0)
        {
            error = PortHolder.BindError("::1 for DHCPv4-over-DHCPv6", place.Port, "udp6");
        }
        else if (fd < 0 || Linux.Connect(fd, &other, (uint)sizeof(Linux.InternetAddress6)) != 0)
        {
            error = $"UDP socket for DHCPv4-over-DHCPv6: {Linux.LastError()}";
        }
        else
        {
            return fd;
        }

        _ = Linux.Close(fd);
        return -1;
    }

    public int Receive(Batch<TArrival, TDeparture, TChanges> batch, MessageRing ring, int socketNumber)
    {
        for (int i = 0; i < MaxPerTurn && batch.ArrivalCount < Batch.MaxQueries; i++)
        {
            nint length;
            fixed (byte* to = _received)
            {
                length = Linux.Receive(Fd, to, MaxLength, Linux.MsgDontWait);
            }

            if (length < 0)
            {
                return Linux.ReceiveError();
            }

            Fill(out batch.Arrivals[batch.ArrivalCount++], _received.AsSpan(0, (int)length).ToArray(), socketNumber);
        }

        return 0;
    }

    public int Send(ReadOnlySpan<TDeparture> replies, MessageRing ring)
    {
        for (int i = 0; i < replies.Length; i++)
        {
            var (buffer, start, length) = BytesOf(in replies[i]);
            ring.Put(i, buffer, start, length);
        }

        return ring.SendAll(Fd, replies.Length);
    }

    public void Dispose()
    {
        _ = Linux.Close(Fd);
        GC.SuppressFinalize(this);
    }

    protected abstract void Fill(out TArrival arrival, byte[] bytes, int socketNumber);

    protected abstract (byte[] Buffer, int Start, int Length) BytesOf(in TDeparture departure);
}
