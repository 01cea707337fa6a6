using System.Buffers.Binary;

namespace PerfDhcp.Packets;

/// <summary>
/// A query as bytes, and where in them the parts stand that differ from client to client. A place of -1 means that the
/// part is not in this query or is left as it is. Places are offsets from the start of the message.
/// </summary>
internal abstract class PacketTemplate
{
    /// <summary>Longest UDP payload that fits one Ethernet frame, over IPv4. Over IPv6 a longer one is cut in two.</summary>
    public const int MaxLength = 1472;

    public required byte[] Bytes { get; init; }

    public int XidAt { get; init; } = -1;

    /// <summary>The six octets that tell clients apart: the hardware address, or the end of the DUID.</summary>
    public int MacAt { get; init; } = -1;

    /// <summary>For how long the client has been at it: two octets.</summary>
    public int SecsAt { get; init; } = -1;

    /// <summary>The address asked for.</summary>
    public int AddressAt { get; init; } = -1;

    /// <summary>The server identifier.</summary>
    public int ServerAt { get; init; } = -1;

    /// <summary>From the place of a value back to the start of its option.</summary>
    public abstract int OptionHeader { get; }

    /// <summary>Makes the query of one client; gives its length. There is room for <see cref="MaxLength"/> bytes.</summary>
    public abstract int Write(Span<byte> to, in QueryParts parts);

    protected static void PutMac(Span<byte> to, int at, ulong mac)
    {
        if (at >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)(mac >> 32));
            BinaryPrimitives.WriteUInt32BigEndian(to[(at + 2)..], (uint)mac);
        }
    }

    protected void PutSecs(Span<byte> to, ushort secs)
    {
        if (SecsAt >= 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[SecsAt..], secs);
        }
    }
}

/// <summary>What differs from one query to the next.</summary>
/// <param name="Relay">Address of the relay agent next to the client: giaddr or link-address.</param>
/// <param name="Secs">In the unit of the protocol.</param>
internal readonly record struct QueryParts(
    uint Xid, ulong Mac, UInt128 Relay, Grant Grant, byte[] Server, ushort Secs);
