using System.Buffers.Binary;
using System.Net;

namespace SideBySide.Net;

/// <summary>Where a datagram came from and goes to, on the three layers below DHCP.</summary>
internal readonly record struct Envelope(
    string SourceMac, string TargetMac, string Source, string Target, ushort SourcePort, ushort TargetPort)
{
    public const string BroadcastMac = "ff:ff:ff:ff:ff:ff";
}

/// <summary>Ethernet, IPv4 and UDP around a DHCP message (RFC 894, RFC 791, RFC 768), written apart from the product.</summary>
internal static class Frame
{
    public const int HeaderLength = 42;

    public static byte[] Build(in Envelope envelope, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeaderLength + payload.Length];
        ParseMac(envelope.TargetMac).CopyTo(frame, 0);
        ParseMac(envelope.SourceMac).CopyTo(frame, 6);
        frame[12] = 0x08;
        Span<byte> ip = frame.AsSpan(14);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(28 + payload.Length));
        ip[8] = 64;
        ip[9] = 17;
        IPAddress.Parse(envelope.Source).TryWriteBytes(ip[12..], out _);
        IPAddress.Parse(envelope.Target).TryWriteBytes(ip[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], (ushort)~Sum(ip[..20], 0));
        Span<byte> udp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, envelope.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], envelope.TargetPort);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + payload.Length));
        payload.CopyTo(udp[8..]);
        ushort check = (ushort)~UdpSum(ip[..20], udp);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], check == 0 ? (ushort)0xffff : check);
        return frame;
    }

    /// <summary>An answer to "who has": the asked address is at <paramref name="mac"/>. Null for any other frame.</summary>
    public static byte[]? AnswerArp(ReadOnlySpan<byte> frame, Func<string, string> macOf)
    {
        if (frame.Length < 42 || frame[12] != 0x08 || frame[13] != 0x06 || frame[21] != 1)
        {
            return null;
        }

        byte[] answer = new byte[42];
        byte[] mac = ParseMac(macOf(new IPAddress(frame.Slice(38, 4)).ToString()));
        frame.Slice(6, 6).CopyTo(answer);
        mac.CopyTo(answer, 6);
        frame.Slice(12, 8).CopyTo(answer.AsSpan(12));
        answer[21] = 2;
        mac.CopyTo(answer, 22);
        frame.Slice(38, 4).CopyTo(answer.AsSpan(28));
        frame.Slice(22, 10).CopyTo(answer.AsSpan(32));
        return answer;
    }

    public static byte[] ParseMac(string text) => Convert.FromHexString(text.Replace(":", "", StringComparison.Ordinal));

    public static string FormatMac(ReadOnlySpan<byte> mac) =>
        string.Join(':', Convert.ToHexStringLower(mac).Chunk(2).Select(pair => new string(pair)));

    /// <summary>True when the one's complement sum over header and data, checksum included, is all ones.</summary>
    public static bool IsHeaderSumRight(ReadOnlySpan<byte> ip) => Sum(ip, 0) == 0xffff;

    public static bool IsUdpSumRight(ReadOnlySpan<byte> ip, ReadOnlySpan<byte> udp) => UdpSum(ip, udp) == 0xffff;

    private static ushort UdpSum(ReadOnlySpan<byte> ip, ReadOnlySpan<byte> udp) =>
        Sum(udp, Sum(ip.Slice(12, 8), (uint)(17 + udp.Length)));

    internal static ushort Sum(ReadOnlySpan<byte> data, uint start)
    {
        uint sum = start;
        for (int i = 0; i < data.Length; i += 2)
        {
            sum += (uint)(data[i] << 8) | (i + 1 < data.Length ? data[i + 1] : 0u);
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)sum;
    }
}
