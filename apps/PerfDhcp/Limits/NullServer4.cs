using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;
using PerfDhcp.Packets;

namespace PerfDhcp.Limits;

/// <summary>
/// The cheapest DHCPv4 answers possible: no leases, no checks, a new address for every DISCOVER. What a load generator
/// reaches against it is the generator's own ceiling. For measuring only.
/// </summary>
internal sealed class NullServer4(Ip4 id)
{
    private const int Tail = 6 + 6 + 1;
    private const uint LeaseSeconds = 4096;
    private uint _next = Ip4.Parse("10.1.0.0").Value;

    /// <summary>Turns a query into its answer in place; gives the answer's length, 0 for no answer.</summary>
    /// <param name="buffer">The query, with room behind it.</param>
    public int Answer(Span<byte> buffer, int length)
    {
        var query = buffer[..length];
        int type = length > PacketTemplate4.OptionsPlace ? PacketTemplate4.FindOption(query, OptionCode4.MessageType) : -1;
        if (type < 0 || query[0] != 1)
        {
            return 0;
        }

        var kind = (MessageType4)query[type];
        if (kind is not (MessageType4.Discover or MessageType4.Request))
        {
            return 0;
        }

        int asked = PacketTemplate4.FindOption(query, OptionCode4.RequestedAddress);
        var address = kind == MessageType4.Discover ? new Ip4(_next++)
            : asked > 0 ? Ip4.Read(query[asked..])
            : Ip4.Read(query[PacketTemplate4.CiaddrPlace..]);
        bool namesServer = PacketTemplate4.FindOption(query, OptionCode4.ServerIdentifier) > 0;
        int end = End(query);
        if (end + Tail > buffer.Length)
        {
            return 0;
        }

        buffer[0] = 2;
        buffer[type] = (byte)(kind == MessageType4.Discover ? MessageType4.Offer : MessageType4.Ack);
        address.Write(buffer[PacketTemplate4.YiaddrPlace..]);
        if (!namesServer)
        {
            end = Put(buffer, end, OptionCode4.ServerIdentifier, id.Value);
        }

        end = Put(buffer, end, OptionCode4.LeaseTime, LeaseSeconds);
        buffer[end++] = OptionCode4.End;
        return end;
    }

    private static int Put(Span<byte> buffer, int at, byte code, uint value)
    {
        buffer[at] = code;
        buffer[at + 1] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[(at + 2)..], value);
        return at + 6;
    }

    /// <summary>Where the options end: the place of END, or the end of the message without one.</summary>
    private static int End(ReadOnlySpan<byte> message)
    {
        int at = PacketTemplate4.OptionsPlace;
        while (at + 1 < message.Length && message[at] != OptionCode4.End)
        {
            at += message[at] == OptionCode4.Pad ? 1 : 2 + message[at + 1];
        }

        return Math.Min(at, message.Length);
    }
}
