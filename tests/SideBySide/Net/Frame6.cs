using System.Buffers.Binary;
using System.Net;

namespace SideBySide.Net;

/// <summary>Ethernet, IPv6 and UDP around a DHCPv6 message (RFC 2464, RFC 8200, RFC 768), written apart from the product.</summary>
internal static class Frame6
{
    public const int HeaderLength = 62;
    private const int Udp = 17;
    private const int Icmp = 58;
    private const byte NeighborSolicitation = 135;
    private const byte NeighborAdvertisement = 136;

    public static byte[] Build(in Envelope envelope, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeaderLength + payload.Length];
        Head(frame, envelope.TargetMac, envelope.SourceMac, envelope.Source, envelope.Target, Udp);
        Span<byte> udp = frame.AsSpan(54);
        BinaryPrimitives.WriteUInt16BigEndian(udp, envelope.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], envelope.TargetPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        payload.CopyTo(udp[8..]);
        ushort check = (ushort)~SumOver(frame.AsSpan(14), Udp);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], check == 0 ? (ushort)0xffff : check);
        return frame;
    }

    /// <summary>
    /// A neighbour solicitation to a target's own MAC: whoever gets it then knows the sender's and need not ask.
    /// </summary>
    public static byte[] Introduce(string source, string sourceMac, string target, string targetMac)
    {
        byte[] frame = new byte[86];
        Head(frame, targetMac, sourceMac, source, target, Icmp);
        frame[21] = 255;
        frame[54] = NeighborSolicitation;
        IPAddress.Parse(target).TryWriteBytes(frame.AsSpan(62), out _);
        frame[78] = 1;
        frame[79] = 1;
        Frame.ParseMac(sourceMac).CopyTo(frame, 80);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(56), (ushort)~SumOver(frame.AsSpan(14), Icmp));
        return frame;
    }

    /// <summary>An answer to a neighbour solicitation (RFC 4861 section 4.4). Null for any other frame.</summary>
    public static byte[]? AnswerSolicitation(ReadOnlySpan<byte> frame, Func<string, string> macOf)
    {
        if (!IsProtocol(frame, Icmp) || frame.Length < 78 || frame[54] != NeighborSolicitation)
        {
            return null;
        }

        string target = new IPAddress(frame.Slice(62, 16)).ToString();
        string mac = macOf(target);
        byte[] answer = new byte[86];
        Head(answer, Frame.FormatMac(frame.Slice(6, 6)), mac, target, new IPAddress(frame.Slice(22, 16)).ToString(), Icmp);
        answer[21] = 255;
        answer[54] = NeighborAdvertisement;
        answer[58] = 0x60; // Solicited, override.
        frame.Slice(62, 16).CopyTo(answer.AsSpan(62));
        answer[78] = 2;
        answer[79] = 1;
        Frame.ParseMac(mac).CopyTo(answer, 80);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(56), (ushort)~SumOver(answer.AsSpan(14), Icmp));
        return answer;
    }

    public static bool IsUdp(ReadOnlySpan<byte> frame) => IsProtocol(frame, Udp) && frame.Length >= HeaderLength;

    public static bool IsUdpSumRight(ReadOnlySpan<byte> ip) => SumOver(ip, Udp) == 0xffff;

    private static bool IsProtocol(ReadOnlySpan<byte> frame, int protocol) =>
        frame.Length > 54 && frame[12] == 0x86 && frame[13] == 0xdd && frame[20] == protocol;

    private static void Head(byte[] frame, string targetMac, string sourceMac, string source, string target, byte protocol)
    {
        Frame.ParseMac(targetMac).CopyTo(frame, 0);
        Frame.ParseMac(sourceMac).CopyTo(frame, 6);
        frame[12] = 0x86;
        frame[13] = 0xdd;
        frame[14] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(18), (ushort)(frame.Length - 54));
        frame[20] = protocol;
        frame[21] = 64;
        IPAddress.Parse(source).TryWriteBytes(frame.AsSpan(22), out _);
        IPAddress.Parse(target).TryWriteBytes(frame.AsSpan(38), out _);
    }

    // RFC 8200 section 8.1.
    private static ushort SumOver(ReadOnlySpan<byte> ip, int protocol)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        return Frame.Sum(ip.Slice(40, length), Frame.Sum(ip.Slice(8, 32), (uint)(protocol + length)));
    }
}
