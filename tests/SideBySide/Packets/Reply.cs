using System.Buffers.Binary;
using System.Net;
using SideBySide.Net;

namespace SideBySide.Packets;

/// <summary>A server's answer taken apart into named fields, in the order they stand in the frame.</summary>
internal sealed class Reply : Answer
{
    private const int FixedLength = 236;

    private Reply(byte[] frame)
        : base(frame)
    {
    }

    /// <summary>In order; pieces of a long option stay apart.</summary>
    public List<(byte Code, byte[] Body)> Options { get; } = [];

    public string Yiaddr { get; private set; } = "";

    /// <summary>The body of the first option of this code; null when it is not there.</summary>
    public byte[]? Option(byte code)
    {
        foreach ((byte found, byte[] body) in Options)
        {
            if (found == code)
            {
                return body;
            }
        }

        return null;
    }

    /// <summary>0 for BOOTP.</summary>
    public byte Type => Option(OptionCode.MessageType) is { Length: 1 } body ? body[0] : (byte)0;

    public string? ServerIdentifier =>
        Option(OptionCode.ServerIdentifier) is { Length: 4 } body ? new IPAddress(body).ToString() : null;

    /// <summary>Null when the frame is no UDP datagram from a DHCP server port.</summary>
    public static Reply? Parse(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Frame.HeaderLength || frame[12] != 8 || frame[13] != 0 || frame[23] != 17)
        {
            return null;
        }

        int headerLength = (frame[14] & 15) * 4;
        ReadOnlySpan<byte> ip = frame.Slice(14, headerLength);
        int total = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(ip[2..]), frame.Length - 14);
        if (total < headerLength + 8)
        {
            return null;
        }

        ReadOnlySpan<byte> udp = frame.Slice(14 + headerLength, total - headerLength);
        var reply = new Reply(frame.ToArray());
        reply.ReadOuter(frame, ip, udp);
        reply.ReadMessage(udp[8..]);
        return reply;
    }

    public override string ToString() =>
        string.Join(' ', Fields.Select(f => $"{f.Name}={f.Value}")) + " | " +
        string.Join(' ', Options.Select(o => $"{o.Code}:{Convert.ToHexStringLower(o.Body)}"));

    private void ReadOuter(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> ip, ReadOnlySpan<byte> udp)
    {
        Add("eth.dst", Frame.FormatMac(frame[..6]));
        Add("eth.src", Frame.FormatMac(frame.Slice(6, 6)));
        Add("ip.tos", $"{ip[1]}");
        Add("ip.flags", $"{BinaryPrimitives.ReadUInt16BigEndian(ip[6..]):x4}");
        Add("ip.ttl", $"{ip[8]}");
        Add("ip.checksum", Frame.IsHeaderSumRight(ip) ? "right" : "wrong");
        Add("ip.src", new IPAddress(ip.Slice(12, 4)).ToString());
        Add("ip.dst", new IPAddress(ip.Slice(16, 4)).ToString());
        Add("udp.src", $"{BinaryPrimitives.ReadUInt16BigEndian(udp)}");
        Add("udp.dst", $"{BinaryPrimitives.ReadUInt16BigEndian(udp[2..])}");
        bool none = udp[6] == 0 && udp[7] == 0;
        Add("udp.checksum", none ? "none" : Frame.IsUdpSumRight(ip, udp) ? "right" : "wrong");
        Add("udp.length", $"{BinaryPrimitives.ReadUInt16BigEndian(udp[4..])}");
    }

    private void ReadMessage(ReadOnlySpan<byte> message)
    {
        if (message.Length < FixedLength)
        {
            Add("dhcp", Convert.ToHexStringLower(message));
            return;
        }

        Add("op", $"{message[0]}");
        Add("htype", $"{message[1]}");
        Add("hlen", $"{message[2]}");
        Add("hops", $"{message[3]}");
        TransactionId = BinaryPrimitives.ReadUInt32BigEndian(message[4..]);
        Add("xid", $"{TransactionId:x8}");
        Add("secs", $"{BinaryPrimitives.ReadUInt16BigEndian(message[8..])}");
        Add("flags", $"{BinaryPrimitives.ReadUInt16BigEndian(message[10..]):x4}");
        Add("ciaddr", new IPAddress(message.Slice(12, 4)).ToString());
        Yiaddr = new IPAddress(message.Slice(16, 4)).ToString();
        Add("yiaddr", Yiaddr);
        Add("siaddr", new IPAddress(message.Slice(20, 4)).ToString());
        Add("giaddr", new IPAddress(message.Slice(24, 4)).ToString());
        Add("chaddr", Convert.ToHexStringLower(message.Slice(28, 16)));
        Add("sname", Trimmed(message.Slice(44, 64)));
        Add("file", Trimmed(message.Slice(108, 128)));
        if (message.Length >= FixedLength + 4)
        {
            Add("cookie", Convert.ToHexStringLower(message.Slice(FixedLength, 4)));
            ReadOptions(message[(FixedLength + 4)..]);
        }
    }

    private void ReadOptions(ReadOnlySpan<byte> area)
    {
        int at = 0;
        while (at < area.Length && area[at] != OptionCode.End)
        {
            if (area[at] == 0)
            {
                Options.Add((0, []));
                at++;
                continue;
            }

            if (at + 1 >= area.Length || at + 2 + area[at + 1] > area.Length)
            {
                Add("options", "broken: " + Convert.ToHexStringLower(area[at..]));
                return;
            }

            Options.Add((area[at], area.Slice(at + 2, area[at + 1]).ToArray()));
            at += 2 + area[at + 1];
        }

        Add("end", at < area.Length ? "there" : "missing");
        Add("padding", at < area.Length ? Trimmed(area[(at + 1)..]) + $"({area.Length - at - 1})" : "");
    }

    private static string Trimmed(ReadOnlySpan<byte> field) => Convert.ToHexStringLower(field.TrimEnd((byte)0));
}
