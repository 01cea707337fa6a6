using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

/// <summary>Messages for tests, as bytes.</summary>
internal static class Messages
{
    public static readonly Ip6 Link = Ip6.Parse("2001:db8:1::1");

    public static readonly Ip6 Peer = Ip6.Parse("fe80::5054:ff:fe12:3456");

    /// <summary>A SOLICIT as a real client sends it.</summary>
    public static readonly byte[] Solicit =
    [
        1, 0xAB, 0xCD, 0xEF, // SOLICIT, transaction id
        0, 1, 0, 10, 0, 3, 0, 1, 0x52, 0x54, 0, 0x12, 0x34, 0x56, // client id: DUID-LL
        0, 6, 0, 4, 0, 23, 0, 39, // ORO: DNS servers, client FQDN
        0, 8, 0, 2, 0, 0, // elapsed time
        0, 3, 0, 40, // IA_NA
        0, 0, 0, 7, 0, 0, 0x0E, 0x10, 0, 0, 0x15, 0x18, // IAID 7, T1 3600, T2 5400
        0, 5, 0, 24, // IAADDR
        0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, // 2001:db8::1
        0, 0, 0, 60, 0, 0, 0, 90, // preferred, valid
        0, 39, 0, 9, 1, 6, .. "client"u8, 0, // client FQDN: S, client.
    ];

    public static byte[] Option(int code, params byte[] body) =>
        [(byte)(code >> 8), (byte)code, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>A relay message around another.</summary>
    public static byte[] Relay(int hops, byte[] options, byte[] inner, MessageType6 type = MessageType6.RelayForw)
    {
        byte[] addresses = new byte[32];
        Link.Write(addresses);
        Peer.Write(addresses.AsSpan(16));
        return [(byte)type, (byte)hops, .. addresses, .. options, .. Option(9, inner)];
    }

    public static RelayChain6 Chain(byte[] datagram)
    {
        var chain = new RelayChain6();
        Assert.Equal(DecodeError.None, chain.Decode(datagram, 0, datagram.Length));
        return chain;
    }

    public static Packet6 Packet(byte[] message)
    {
        Assert.Equal(DecodeError.None, Packet6.Read(message, out var packet));
        return packet;
    }

    public static byte[] Written(OptionWriter6 writer)
    {
        Assert.False(writer.HasOverflowed);
        return writer.Written.ToArray();
    }
}
