using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PerfDhcp.Sockets;

/// <summary>A bound UDP socket.</summary>
internal sealed unsafe class UdpSocket : IDisposable
{
    /// <summary>A receive buffer for some ten thousand answers: losses shall be the server's.</summary>
    private const int ReceiveBuffer = 8 << 20;

    /// <summary>How far a multicast of a relay agent goes (RFC 8415 section 19.1).</summary>
    private const int MulticastHops = 8;

    private UdpSocket(int fd) => Fd = fd;

    public int Fd { get; }

    /// <returns>Null when the kernel refuses; then <paramref name="problem"/> says why.</returns>
    public static UdpSocket? Open(Endpoint at, bool broadcast, out string? problem)
    {
        int fd = Linux.Socket(at.IsSix ? Linux.AfInet6 : Linux.AfInet, Linux.SockDgram | Linux.SockCloseOnExec, 0);
        var local = Address(at);
        if (fd < 0 || Linux.SetOption(fd, Linux.SolSocket, Linux.SoReuseAddr, 1) < 0
            || (broadcast && Linux.SetOption(fd, Linux.SolSocket, Linux.SoBroadcast, 1) < 0)
            || (at.IsSix && Linux.SetOption(fd, Linux.ProtocolIp6, Linux.Ip6Only, 1) < 0)
            || (at.IsSix && Linux.SetOption(fd, Linux.ProtocolIp6, Linux.Ip6MulticastHops, MulticastHops) < 0)
            || Linux.Bind(fd, &local, local.Length) < 0)
        {
            problem = $"cannot open UDP {at}: {Marshal.GetLastPInvokeErrorMessage()}";
            _ = fd < 0 ? 0 : Linux.Close(fd);
            return null;
        }

        // Past net.core.rmem_max with CAP_NET_ADMIN, else as far as it allows.
        if (Linux.SetOption(fd, Linux.SolSocket, Linux.SoRcvBufForce, ReceiveBuffer) < 0)
        {
            _ = Linux.SetOption(fd, Linux.SolSocket, Linux.SoRcvBuf, ReceiveBuffer);
        }

        problem = null;
        return new UdpSocket(fd);
    }

    public static Linux.InternetAddress Address(Endpoint of)
    {
        Linux.InternetAddress address = default;
        address.Port = BinaryPrimitives.ReverseEndianness((ushort)of.Port);
        if (of.IsSix)
        {
            address.Family = Linux.AfInet6;
            address.Scope = of.Scope;
            BinaryPrimitives.WriteUInt128BigEndian(new Span<byte>(address.Address6, 16), of.Address);
        }
        else
        {
            address.Family = Linux.AfInet;
            address.Address4 = BinaryPrimitives.ReverseEndianness((uint)of.Address);
        }

        return address;
    }

    /// <summary>Takes what is sent to an IPv6 group on one link.</summary>
    public bool Join(UInt128 group, uint scope)
    {
        Linux.GroupMembership membership = default;
        BinaryPrimitives.WriteUInt128BigEndian(new Span<byte>(membership.Group, 16), group);
        membership.Interface = scope;
        return Linux.SetOption(
            Fd, Linux.ProtocolIp6, Linux.Ip6JoinGroup, &membership, (uint)sizeof(Linux.GroupMembership)) == 0;
    }

    /// <summary>The port in use: tells which one the kernel chose for port 0.</summary>
    public int LocalPort
    {
        get
        {
            Linux.InternetAddress address;
            uint length = (uint)sizeof(Linux.InternetAddress);
            return Linux.LocalName(Fd, &address, &length) < 0 ? 0 : BinaryPrimitives.ReverseEndianness(address.Port);
        }
    }

    public bool Wait(TimeSpan longest)
    {
        var poll = new Linux.PollFd { Fd = Fd, Events = Linux.PollIn };
        long ticks = Math.Max(longest.Ticks, 0);
        var timeout = new Linux.TimeSpec
        {
            Seconds = (nint)(ticks / TimeSpan.TicksPerSecond),
            Nanoseconds = (nint)(ticks % TimeSpan.TicksPerSecond * 100),
        };
        return Linux.Poll(&poll, 1, &timeout, null) > 0;
    }

    /// <summary>Sends the first messages of a ring; gives how many the kernel did not take.</summary>
    public int Send(MessageRing ring, int count)
    {
        int done = 0;
        int lost = 0;
        for (int tries = 0; done < count && tries < 1000;)
        {
            int sent = Linux.SendMany(Fd, ring.Headers + done, (uint)(count - done), 0);
            if (sent > 0)
            {
                done += sent;
                continue;
            }

            tries++;
            int error = Marshal.GetLastPInvokeError();
            if (error is not (Linux.ENoBufs or Linux.EAgain or Linux.EIntr or Linux.ConnectionRefused))
            {
                lost++; // no route, not permitted and the like: this one cannot be sent
                done++;
            }
        }

        return lost + count - done;
    }

    public void Dispose() => _ = Linux.Close(Fd);
}
