using System.Buffers.Binary;
using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Engine.Hooking;

/// <summary>A DHCPv4 answer as expressions see it: its options, and of the header what is known before it is written.</summary>
internal sealed class ResponseFields4(ReplyBuilder4 reply, QueryFields4 query) : IQueryFields
{
    private Exchange4 _exchange = null!;

    /// <summary>Turns to the answer to a query.</summary>
    public void Read(Exchange4 exchange) => _exchange = exchange;

    public ReadOnlySpan<byte> Field(PacketField field, Span<byte> room)
    {
        switch (field)
        {
            case PacketField.MessageType:
                return Number((uint)_exchange.ReplyType, room);
            case PacketField.Yiaddr:
                return Number(_exchange.Yiaddr.Value, room);
            case PacketField.Siaddr:
                return Number(_exchange.Subnet?.Parameters.NextServer.Value ?? 0, room);
            default:
                // Interface, client and relay are the query's.
                return query.Field(field, room);
        }
    }

    public bool TryOption(ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return code is > OptionCode4.Pad and < OptionCode4.End && reply.TryGet((byte)code, out body);
    }

    public OptionDef? Definition(ushort code, OptionDef? def) => def;

    public bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return false;
    }

    public ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room) => default;

    public bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options) =>
        TryFirst(OptionCode4.Vivso, enterprise, out found, out options);

    public bool TryVendorClass(uint enterprise, out uint found) => TryFirst(OptionCode4.Vivco, enterprise, out found, out _);

    public ReadOnlySpan<byte> VendorClassItem(int index)
    {
        reply.TryGet(OptionCode4.Vivco, out var rest);
        while (EnterpriseOptions4.TryNext(ref rest, out _, out var data))
        {
            if (index-- == 0)
            {
                return data;
            }
        }

        return default;
    }

    public bool IsMember(int classId) => _exchange.Classes.Contains(classId);

    private bool TryFirst(byte code, uint enterprise, out uint found, out ReadOnlySpan<byte> data)
    {
        found = 0;
        data = default;
        return reply.TryGet(code, out var rest) && EnterpriseOptions4.TryNext(ref rest, out found, out data)
            && (enterprise == 0 || enterprise == found);
    }

    private static ReadOnlySpan<byte> Number(uint value, Span<byte> room)
    {
        BinaryPrimitives.WriteUInt32BigEndian(room, value);
        return room[..4];
    }
}
