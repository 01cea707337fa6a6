using System.Buffers.Binary;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>Ethernet, IPv4 and UDP headers around a DHCP message.</summary>
public static class Frame4
{
    public const int EthernetLength = 14;
    public const int HeadersLength = EthernetLength + 20 + 8;
    private const byte Udp = 17;

    /// <summary>Reads the headers of a frame; false when it is no whole UDP packet.</summary>
    /// <param name="start">Where in the frame the payload begins.</param>
    public static bool TryRead(ReadOnlySpan<byte> frame, ref Arrival4 arrival, out int start, out int length)
    {
        start = 0;
        length = 0;
        if (frame.Length < HeadersLength || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != Linux.EtherTypeIp4)
        {
            return false;
        }

        var ip = frame[EthernetLength..];
        int headerLength = (ip[0] & 15) * 4;
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        if (ip[0] >> 4 != 4 || headerLength < 20 || total < headerLength + 8 || total > ip.Length || ip[9] != Udp)
        {
            return false;
        }

        var udp = ip[headerLength..total];
        int udpLength = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (udpLength < 8 || udpLength > udp.Length)
        {
            return false;
        }

        arrival.SourceMac = ReadMac(frame[6..]);
        arrival.Source = Ip4.Read(ip[12..]);
        arrival.Destination = Ip4.Read(ip[16..]);
        arrival.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(udp);
        start = EthernetLength + headerLength + 8;
        length = udpLength - 8;
        return true;
    }

    /// <summary>An Ethernet address in the low 48 bits.</summary>
    public static ulong ReadMac(ReadOnlySpan<byte> at) =>
        ((ulong)BinaryPrimitives.ReadUInt16BigEndian(at) << 32) | BinaryPrimitives.ReadUInt32BigEndian(at[2..]);

    /// <summary>Writes the headers in front of the payload; the frame starts <see cref="HeadersLength"/> before it.</summary>
    public static void Write(in Departure4 reply, ulong ownMac, ushort sourcePort)
    {
        var frame = reply.Buffer.AsSpan(reply.Start - HeadersLength, HeadersLength + reply.Length);
        PutMac(frame, reply.DestinationMac);
        PutMac(frame[6..], ownMac);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], Linux.EtherTypeIp4);

        var ip = frame[EthernetLength..];
        ip[0] = 0x45;
        ip[1] = 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(28 + reply.Length));
        ip[4..8].Clear();
        ip[6] = 0x40;
        ip[8] = 128;
        ip[9] = Udp;
        ip[10..12].Clear();
        reply.Source.Write(ip[12..]);
        reply.Destination.Write(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Finish(Sum(ip[..20], 0)));

        var udp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], reply.DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + reply.Length));
        udp[6..8].Clear();
        ushort sum = Finish(Sum(udp, Sum(ip[12..20], (uint)(Udp + 8 + reply.Length))));
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], sum == 0 ? (ushort)0xFFFF : sum);
    }

    /// <summary>Adds 16-bit words in network order (RFC 1071).</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes, ulong sum)
    {
        while (bytes.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes);
            bytes = bytes[4..];
        }

        if (bytes.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[2..];
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    private static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static void PutMac(Span<byte> to, ulong mac)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)(mac >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], (uint)mac);
    }
}
