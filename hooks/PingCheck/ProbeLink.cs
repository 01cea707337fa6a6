using System.Buffers.Binary;
using System.Security.Cryptography;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.PingCheck;

/// <summary>The real thing: a raw ICMP socket for all, and an ARP socket for each link that somebody was asked for on.</summary>
internal sealed unsafe class ProbeLink : IProbeLink
{
    // So many packets of a socket, then the others have their turn.
    private const int Round = 64;

    // Echo replies and "destination unreachable" get through, of the first 32 types.
    private const uint BlockedTypes = ~((1u << 0) | (1u << 3));

    private readonly Lock _lock = new();
    private readonly ushort _identifier = BitConverter.ToUInt16(RandomNumberGenerator.GetBytes(2));
    private readonly ulong _token = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private readonly List<(int Fd, int Index, byte[] Mac)> _arps = [];
    private readonly int _echo;
    private int _wake;

    private ProbeLink(int wake, int echo)
    {
        _wake = wake;
        _echo = echo;
    }

    /// <exception cref="IOException">The server may not have such a socket (CAP_NET_RAW).</exception>
    public static IProbeLink Open()
    {
        int echo = Linux.Socket(Linux.AfInet, Linux.SockRaw | Linux.NonBlockCloseOnExec, Linux.Icmp);
        if (echo < 0)
        {
            throw new IOException($"no socket for ICMP: {Linux.LastError()}");
        }

        uint blocked = BlockedTypes;
        int wake = Linux.SetOption(echo, Linux.RawLevel, Linux.IcmpFilter, &blocked, sizeof(uint)) == 0
            ? Linux.EventFd(0, Linux.NonBlockCloseOnExec)
            : -1;
        if (wake < 0)
        {
            string error = Linux.LastError();
            _ = Linux.Close(echo);
            throw new IOException($"no socket for ICMP: {error}");
        }

        return new ProbeLink(wake, echo);
    }

    public string? Echo(LocalInterface? by, Ip4 address, ushort sequence)
    {
        uint index = BinaryPrimitives.ReverseEndianness((uint)(by?.Index ?? 0));
        if (Linux.SetOption(_echo, Linux.IpLevel, Linux.IpUnicastInterface, &index, sizeof(uint)) != 0)
        {
            return Linux.LastError();
        }

        byte* message = stackalloc byte[Bytes.EchoLength];
        Bytes.WriteEcho(new Span<byte>(message, Bytes.EchoLength), _identifier, sequence, _token);
        var to = new Linux.InternetAddress { Family = Linux.AfInet, Address = BinaryPrimitives.ReverseEndianness(address.Value) };
        return Linux.Send(_echo, message, Bytes.EchoLength, 0, &to, (uint)sizeof(Linux.InternetAddress)) == Bytes.EchoLength
            ? null
            : Linux.LastError();
    }

    public string? Arp(LocalInterface by, Ip4 address)
    {
        int at = _arps.FindIndex(s => s.Index == by.Index);
        if (at < 0 && !TryOpenArp(by, out at, out string? error))
        {
            return error;
        }

        byte* message = stackalloc byte[Bytes.ArpLength];
        Bytes.WriteProbe(new Span<byte>(message, Bytes.ArpLength), _arps[at].Mac, address);
        var to = AtLink(by.Index);
        to.AddressLength = 6;
        new Span<byte>(to.Address, 6).Fill(0xff);
        if (Linux.Send(_arps[at].Fd, message, Bytes.ArpLength, 0, &to, (uint)sizeof(Linux.LinkAddress)) == Bytes.ArpLength)
        {
            return null;
        }

        // The interface may have gone, and another come in its place.
        error = Linux.LastError();
        _ = Linux.Close(_arps[at].Fd);
        _arps.RemoveAt(at);
        return error;
    }

    public void Wait(int milliseconds, IHearing hearing)
    {
        int count = _arps.Count + 2;
        var fds = stackalloc Linux.PollFd[count];
        for (int i = 0; i < count; i++)
        {
            fds[i] = new Linux.PollFd { Fd = i == 0 ? _wake : i == 1 ? _echo : _arps[i - 2].Fd, Events = Linux.PollIn };
        }

        if (Linux.Poll(fds, (nuint)count, milliseconds) <= 0)
        {
            return;
        }

        for (int i = 0; i < count; i++)
        {
            if ((fds[i].Happened & Linux.PollInvalid) != 0)
            {
                throw new IOException("a socket is no longer there");
            }
        }

        if (fds[0].Happened != 0)
        {
            ulong value;
            _ = Linux.Read(_wake, &value, sizeof(ulong));
        }

        if (fds[1].Happened != 0)
        {
            Hear(_echo, null, hearing);
        }

        for (int i = 2; i < count; i++)
        {
            if (fds[i].Happened != 0)
            {
                Hear(fds[i].Fd, _arps[i - 2].Index, hearing);
            }
        }
    }

    public void Wake()
    {
        // What waits for it closes it.
        lock (_lock)
        {
            ulong one = 1;
            _ = _wake >= 0 ? Linux.Write(_wake, &one, sizeof(ulong)) : 0;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ = Linux.Close(_wake);
            _wake = -1;
        }

        _ = Linux.Close(_echo);
        _arps.ForEach(s => Linux.Close(s.Fd));
        _arps.Clear();
    }

    /// <param name="link">Its index, for ARP; null for ICMP.</param>
    private void Hear(int fd, int? link, IHearing hearing)
    {
        const int Size = 256;
        byte* bytes = stackalloc byte[Size];
        for (int i = 0; i < Round; i++)
        {
            var from = default(Linux.LinkAddress);
            uint length = (uint)sizeof(Linux.LinkAddress);
            nint got = Linux.Receive(fd, bytes, Size, 0, &from, &length);
            if (got < 0)
            {
                return;
            }

            var packet = new ReadOnlySpan<byte>(bytes, (int)got);
            if (link is null)
            {
                Bytes.Hear(packet, _identifier, _token, hearing);
            }
            else if (from.PacketType != Linux.PacketOutgoing)
            {
                Bytes.HearArp(packet, link.Value, hearing);
            }
        }
    }

    private bool TryOpenArp(LocalInterface by, out int at, out string? error)
    {
        at = -1;
        var own = AtLink(by.Index);
        uint length = (uint)sizeof(Linux.LinkAddress);
        int fd = Linux.Socket(Linux.AfPacket, Linux.SockDgram | Linux.NonBlockCloseOnExec, own.Protocol);
        if (fd < 0)
        {
            error = Linux.LastError();
            return false;
        }

        error = Linux.Bind(fd, &own, length) != 0 || Linux.Name(fd, &own, &length) != 0 ? Linux.LastError()
            : own.HardwareType != Linux.Ethernet || own.AddressLength != 6 ? "it is not Ethernet"
            : null;
        if (error is not null)
        {
            _ = Linux.Close(fd);
            return false;
        }

        at = _arps.Count;
        _arps.Add((fd, by.Index, new ReadOnlySpan<byte>(own.Address, 6).ToArray()));
        return true;
    }

    private static Linux.LinkAddress AtLink(int index) => new()
    {
        Family = Linux.AfPacket,
        Protocol = BinaryPrimitives.ReverseEndianness(Linux.EtherTypeArp),
        Index = index,
    };
}
