using System.Buffers.Binary;
using System.Net;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorExplain;

/// <summary>
/// The queries to servers in a capture of the classic format (pcap, of either byte order, with micro- or nanoseconds),
/// of Ethernet, of Linux' cooked links, or of IP packets alone. Anything else in it is passed over.
/// </summary>
internal static class Capture
{
    /// <summary>Queries that are taken from one capture.</summary>
    public const int MaxQueries = 100;

    private const int MaxBytes = 256 * 1024 * 1024;
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int UdpHeader = 8;
    private const ushort Ip4Type = 0x0800;
    private const ushort Ip6Type = 0x86DD;

    /// <summary>For each query the members <c>packet</c>, <c>source</c>, <c>destination</c> and <c>source-port</c>.</summary>
    /// <param name="family">Those of the other one are passed over.</param>
    public static List<Member[]>? Queries(string file, Universe family, out string error)
    {
        byte[] bytes;
        try
        {
            error = new FileInfo(file).Length > MaxBytes ? $"{file}: it is larger than {MaxBytes} bytes" : "";
            bytes = error.Length > 0 ? [] : File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{file}: {e.Message}";
            return null;
        }

        if (error.Length > 0 || !TryOrder(bytes, out bool isBig))
        {
            error = error.Length > 0 ? error : $"{file}: found something else, wanted a capture in pcap format (tcpdump -w; not pcapng)";
            return null;
        }

        var found = new List<Member[]>();
        uint link = Number(bytes.AsSpan(20), isBig) & 0xFFFF;
        for (int at = FileHeader; at + RecordHeader <= bytes.Length && found.Count < MaxQueries;)
        {
            uint length = Number(bytes.AsSpan(at + 8), isBig);
            at += RecordHeader;
            if (length > bytes.Length - at)
            {
                break;
            }

            if (Query(bytes.AsSpan(at, (int)length), link, family) is { } query)
            {
                found.Add(query);
            }

            at += (int)length;
        }

        error = found.Count > 0 ? "" : $"{file}: found no query of DHCPv{(family == Universe.V4 ? 4 : 6)} in it";
        return found.Count > 0 ? found : null;
    }

    private static bool TryOrder(byte[] bytes, out bool isBig)
    {
        uint magic = bytes.Length < FileHeader ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        isBig = magic is 0xA1B2C3D4 or 0xA1B23C4D;
        return isBig || magic is 0xD4C3B2A1 or 0x4D3CB2A1;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static Member[]? Query(ReadOnlySpan<byte> frame, uint link, Universe family)
    {
        var (type, header) = link switch
        {
            1 => Ethernet(frame),
            113 when frame.Length >= 16 => (BinaryPrimitives.ReadUInt16BigEndian(frame[14..]), 16),
            276 when frame.Length >= 20 => (BinaryPrimitives.ReadUInt16BigEndian(frame), 20),
            101 or 12 when frame.Length > 0 => (frame[0] >> 4 == 6 ? Ip6Type : Ip4Type, 0),
            _ => default,
        };
        var packet = frame[Math.Min(header, frame.Length)..];
        return type == Ip4Type && family == Universe.V4 ? OfIp4(packet)
            : type == Ip6Type && family == Universe.V6 ? OfIp6(packet)
            : null;
    }

    /// <summary>With the tags of VLANs passed over.</summary>
    private static (ushort Type, int Header) Ethernet(ReadOnlySpan<byte> frame)
    {
        int at = 12;
        while (at + 2 <= frame.Length)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
            if (type is not (0x8100 or 0x88A8))
            {
                return (type, at + 2);
            }

            at += 4;
        }

        return default;
    }

    private static Member[]? OfIp4(ReadOnlySpan<byte> packet)
    {
        int header = packet.Length >= 20 ? (packet[0] & 15) * 4 : 0;
        return header >= 20 && packet[9] == 17 && (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3FFF) == 0
            ? OfUdp(packet[Math.Min(header, packet.Length)..], 67, packet.Slice(12, 4), packet.Slice(16, 4))
            : null;
    }

    private static Member[]? OfIp6(ReadOnlySpan<byte> packet) => packet.Length >= 40 && packet[6] == 17
        ? OfUdp(packet[40..], 547, packet.Slice(8, 16), packet.Slice(24, 16))
        : null;

    private static Member[]? OfUdp(ReadOnlySpan<byte> datagram, ushort server, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        if (datagram.Length < UdpHeader || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != server)
        {
            return null;
        }

        // What a server or a relay sends to a relay goes to the same port.
        int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(datagram[4..]), datagram.Length) - UdpHeader;
        var message = length > 0 ? datagram.Slice(UdpHeader, length) : [];
        bool isQuery = server == 67 ? !message.IsEmpty && message[0] == 1 : !message.IsEmpty && message[0] is not (2 or 7 or 10 or 13);
        return !isQuery ? null :
        [
            Question.Of("packet", Element.Of(Convert.ToHexStringLower(message))),
            Question.Of("source", Element.Of(new IPAddress(from).ToString())),
            Question.Of("destination", Element.Of(new IPAddress(to).ToString())),
            Question.Of("source-port", Element.Of(BinaryPrimitives.ReadUInt16BigEndian(datagram))),
        ];
    }
}
