using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;

namespace PerfDhcp.Packets;

/// <summary>A DHCPv4 query. Values of options are four octets long and stand in the template.</summary>
internal sealed class PacketTemplate4 : PacketTemplate
{
    public const int XidPlace = 4;
    public const int SecsPlace = 8;
    public const int CiaddrPlace = 12;
    public const int YiaddrPlace = 16;
    public const int GiaddrPlace = 24;
    public const int ChaddrPlace = 28;
    public const int OptionsPlace = 240;
    public const uint MagicCookie = 0x6382_5363;

    /// <summary>A second copy of the hardware address: in the client identifier.</summary>
    public int ClientIdMacAt { get; init; } = -1;

    public int CiaddrAt { get; init; } = -1;

    public int GiaddrAt { get; init; } = -1;

    public override int OptionHeader => 2;

    public override int Write(Span<byte> to, in QueryParts parts)
    {
        Bytes.CopyTo(to);
        Put(to, XidAt, parts.Xid);
        PutMac(to, MacAt, parts.Mac);
        PutMac(to, ClientIdMacAt, parts.Mac);
        Put(to, CiaddrAt, (uint)parts.Grant.Address);
        Put(to, AddressAt, (uint)parts.Grant.Address);
        Put(to, GiaddrAt, (uint)parts.Relay);
        PutSecs(to, parts.Secs);
        if (ServerAt >= 0 && parts.Server.Length == sizeof(uint))
        {
            parts.Server.CopyTo(to[ServerAt..]);
        }

        return Bytes.Length;
    }

    private static void Put(Span<byte> to, int at, uint value)
    {
        if (at >= 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[at..], value);
        }
    }

    /// <summary>Where the value of an option starts; -1 when the message has no such option.</summary>
    public static int FindOption(ReadOnlySpan<byte> message, byte code)
    {
        int at = OptionsPlace;
        while (at + 1 < message.Length && message[at] != OptionCode4.End)
        {
            if (message[at] == OptionCode4.Pad)
            {
                at++;
                continue;
            }

            int length = message[at + 1];
            if (message[at] == code)
            {
                return at + 2 + length <= message.Length ? at + 2 : -1;
            }

            at += 2 + length;
        }

        return -1;
    }
}
