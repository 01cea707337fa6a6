using System.Buffers.Binary;

namespace PerfDhcp.Packets;

/// <summary>
/// A DHCPv6 query, inside of as many RELAY-FORWs as asked for. The server identifier has any length, so it is added behind
/// the message, or laid over it at a given place; the lengths of the relay messages around it follow.
/// </summary>
internal sealed class PacketTemplate6 : PacketTemplate
{
    /// <summary>Type, hop count, link-address, peer-address (RFC 8415 section 9).</summary>
    public const int RelayHeaderLength = 34;

    public const int LinkPlace = 2;
    public const int PeerPlace = 18;

    /// <summary>The longest DUID: a type and 128 octets (RFC 8415 section 11.1).</summary>
    public const int MaxDuid = 130;

    /// <summary>An interface identifier made of a hardware address has ff:fe in its middle and one bit turned (RFC 4291, appendix A).</summary>
    private const ulong UniversalBit = 0x0200_0000_0000_0000;

    /// <summary>The length octet of the prefix asked for; the prefix is behind it.</summary>
    public int PrefixAt { get; init; } = -1;

    /// <summary>The message names its server.</summary>
    public bool HasServer { get; init; }

    /// <summary>Where each relay message starts and where its relayed message does, the outermost first.</summary>
    public IReadOnlyList<(int HeaderAt, int MessageAt)> Relays { get; init; } = [];

    public override int OptionHeader => OptionCode6.HeaderLength;

    public override int Write(Span<byte> to, in QueryParts parts)
    {
        Bytes.CopyTo(to);
        int length = Bytes.Length;
        if (HasServer)
        {
            int at = ServerAt >= 0 ? ServerAt - OptionHeader : length;
            at = OptionCode6.PutHeader(to, at, OptionCode6.ServerId, parts.Server.Length);
            parts.Server.CopyTo(to[at..]);
            length = Math.Max(length, at + parts.Server.Length);
        }

        for (int i = 0; i < Relays.Count; i++)
        {
            PutRelay(to, Relays[i], isNextToClient: i == Relays.Count - 1, length, parts);
        }

        to[XidAt] = (byte)(parts.Xid >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(to[(XidAt + 1)..], (ushort)parts.Xid);
        PutMac(to, MacAt, parts.Mac);
        PutSecs(to, parts.Secs);
        if (AddressAt >= 0)
        {
            BinaryPrimitives.WriteUInt128BigEndian(to[AddressAt..], parts.Grant.Address);
        }

        if (PrefixAt >= 0)
        {
            to[PrefixAt] = parts.Grant.PrefixLength;
            BinaryPrimitives.WriteUInt128BigEndian(to[(PrefixAt + 1)..], parts.Grant.Prefix);
        }

        return length;
    }

    /// <summary>
    /// The relay agent next to the client names the link; one behind it leaves the link-address zero, for the address it
    /// got the message from tells all (RFC 8415 sections 19.1.1 and 19.1.2).
    /// </summary>
    private static void PutRelay(
        Span<byte> to, (int HeaderAt, int MessageAt) relay, bool isNextToClient, int length, in QueryParts parts)
    {
        var link = isNextToClient ? parts.Relay : UInt128.Zero;
        var peer = isNextToClient ? LinkLocal(parts.Mac) : parts.Relay;
        BinaryPrimitives.WriteUInt128BigEndian(to[(relay.HeaderAt + LinkPlace)..], link);
        BinaryPrimitives.WriteUInt128BigEndian(to[(relay.HeaderAt + PeerPlace)..], peer);
        OptionCode6.PutHeader(
            to, relay.MessageAt - OptionCode6.HeaderLength, OptionCode6.RelayMessage, length - relay.MessageAt);
    }

    /// <summary>The address a client with this hardware address sends from.</summary>
    private static UInt128 LinkLocal(ulong mac)
    {
        ulong id = ((mac >> 24) << 40) | 0xFF_FE00_0000UL | (mac & 0xFF_FFFF);
        return new UInt128(0xFE80_0000_0000_0000, id ^ UniversalBit);
    }
}
