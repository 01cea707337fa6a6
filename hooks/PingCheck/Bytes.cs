using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace StandardLibraries.PingCheck;

/// <summary>The messages that are sent and heard. What is heard may be anything: whatever does not fit is not one of them.</summary>
internal static class Bytes
{
    /// <summary>Bytes of an echo request: its header, and what tells ours from those of others.</summary>
    public const int EchoLength = 8 + TokenLength;

    public const int ArpLength = 28;

    private const int TokenLength = 8;
    private const byte EchoReply = 0;
    private const byte DestinationUnreachable = 3;
    private const byte EchoRequest = 8;
    private const byte Icmp = 1;
    private const int Ip4Header = 20;

    /// <summary>A hardware address of six bytes as a number.</summary>
    public static ulong Mac(ReadOnlySpan<byte> six) =>
        ((ulong)BinaryPrimitives.ReadUInt16BigEndian(six) << 32) | BinaryPrimitives.ReadUInt32BigEndian(six[2..]);

    /// <summary>RFC 792: type, code, checksum, identifier, sequence number, data.</summary>
    public static void WriteEcho(Span<byte> to, ushort identifier, ushort sequence, ulong token)
    {
        to[..EchoLength].Clear();
        to[0] = EchoRequest;
        BinaryPrimitives.WriteUInt16BigEndian(to[4..], identifier);
        BinaryPrimitives.WriteUInt16BigEndian(to[6..], sequence);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], token);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], Checksum(to[..EchoLength]));
    }

    /// <summary>Tells what an IPv4 packet with an ICMP message says of our requests.</summary>
    public static void Hear(ReadOnlySpan<byte> packet, ushort identifier, ulong token, IHearing hearing)
    {
        if (!TryIcmp(packet, out var message) || Checksum(message) != 0)
        {
            return;
        }

        if (message[0] == EchoReply)
        {
            if (message.Length == EchoLength && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == identifier
                && BinaryPrimitives.ReadUInt64BigEndian(message[8..]) == token)
            {
                hearing.Replied(Ip4.Read(packet[12..]));
            }
        }
        else if (message[0] == DestinationUnreachable && TryIcmp(message[8..], out var ours)
            && ours[0] == EchoRequest && BinaryPrimitives.ReadUInt16BigEndian(ours[4..]) == identifier)
        {
            // It has the head of what could not be delivered.
            hearing.Unreachable(Ip4.Read(message[(8 + 16)..]));
        }
    }

    /// <summary>RFC 826, for Ethernet and IPv4.</summary>
    public static void WriteProbe(Span<byte> to, ReadOnlySpan<byte> ownMac, Ip4 address)
    {
        to[..ArpLength].Clear();
        "\x00\x01\x08\x00\x06\x04\x00\x01"u8.CopyTo(to);
        ownMac.CopyTo(to[8..]);
        address.Write(to[24..]);
    }

    /// <summary>Tells who says by ARP that it has an address, in a request or an answer.</summary>
    public static void HearArp(ReadOnlySpan<byte> packet, int interfaceIndex, IHearing hearing)
    {
        if (packet.Length >= ArpLength && packet[..6].SequenceEqual("\x00\x01\x08\x00\x06\x04"u8)
            && BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) is 1 or 2
            && Ip4.Read(packet[14..]) is { IsZero: false } sender)
        {
            hearing.Claimed(interfaceIndex, sender, Mac(packet[8..]));
        }
    }

    /// <summary>The ICMP message of at least its header in an IPv4 packet, of which the end may be missing.</summary>
    private static bool TryIcmp(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (packet.Length < Ip4Header || packet[0] >> 4 != 4 || packet[9] != Icmp)
        {
            return false;
        }

        int header = (packet[0] & 15) * 4;
        int length = Math.Min(packet.Length, BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        if (header < Ip4Header || length < header + 8)
        {
            return false;
        }

        message = packet[header..length];
        return true;
    }

    /// <summary>RFC 1071; 0 over bytes whose checksum is right.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        sum += bytes.Length == 1 ? (uint)bytes[0] << 8 : 0;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
