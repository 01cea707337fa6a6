using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace PerfDhcp.Packets;

/// <summary>
/// A query as bytes, and where in them the parts stand that differ from client to client. A place of -1 means that the
/// part is not in this query or is left as it is. Places are offsets from the start of the DHCP message.
/// </summary>
internal sealed class PacketTemplate
{
    public const int XidPlace = 4;
    public const int SecsPlace = 8;
    public const int CiaddrPlace = 12;
    public const int YiaddrPlace = 16;
    public const int GiaddrPlace = 24;
    public const int ChaddrPlace = 28;
    public const int OptionsPlace = 240;
    public const uint MagicCookie = 0x6382_5363;

    public required byte[] Bytes { get; init; }

    public int XidAt { get; init; } = XidPlace;

    public int MacAt { get; init; } = ChaddrPlace;

    /// <summary>A second copy of the hardware address: in the client identifier.</summary>
    public int ClientIdMacAt { get; init; } = -1;

    public int SecsAt { get; init; } = SecsPlace;

    public int CiaddrAt { get; init; } = -1;

    public int GiaddrAt { get; init; } = GiaddrPlace;

    /// <summary>Value of option 50, requested address.</summary>
    public int AddressAt { get; init; } = -1;

    /// <summary>Value of option 54, server identifier.</summary>
    public int ServerAt { get; init; } = -1;

    public int Length => Bytes.Length;

    /// <summary>The query of one client; <paramref name="to"/> has room for <see cref="Length"/> bytes.</summary>
    public void Write(Span<byte> to, in QueryParts parts)
    {
        Bytes.CopyTo(to);
        Put(to, XidAt, parts.Xid);
        PutMac(to, MacAt, parts.Mac);
        PutMac(to, ClientIdMacAt, parts.Mac);
        Put(to, CiaddrAt, parts.Address.Value);
        Put(to, AddressAt, parts.Address.Value);
        Put(to, ServerAt, parts.Server.Value);
        Put(to, GiaddrAt, parts.Relay.Value);
        if (SecsAt >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[SecsAt..], parts.Secs);
        }
    }

    private static void Put(Span<byte> to, int at, uint value)
    {
        if (at >= 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[at..], value);
        }
    }

    private static void PutMac(Span<byte> to, int at, ulong mac)
    {
        if (at >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)(mac >> 32));
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 2)..], (uint)mac);
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

/// <summary>What differs from one query to the next.</summary>
internal readonly record struct QueryParts(
    uint Xid, ulong Mac, Ip4 Relay, Ip4 Address, Ip4 Server, ushort Secs);
