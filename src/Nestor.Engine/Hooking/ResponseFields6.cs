using System.Buffers.Binary;
using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;

namespace Nestor.Engine.Hooking;

/// <summary>A DHCPv6 answer as expressions see it: its type and options, and the query's relays.</summary>
internal sealed class ResponseFields6(ReplyBuilder6 reply, QueryFields6 query) : IQueryFields
{
    private Exchange6 _exchange = null!;

    /// <summary>Turns to the answer to a query.</summary>
    public void Read(Exchange6 exchange) => _exchange = exchange;

    public ReadOnlySpan<byte> Field(PacketField field, Span<byte> room)
    {
        if (field != PacketField.MessageType)
        {
            return query.Field(field, room);
        }

        BinaryPrimitives.WriteUInt32BigEndian(room, (uint)_exchange.ReplyType);
        return room[..4];
    }

    public bool TryOption(ushort code, out ReadOnlySpan<byte> body) => reply.TryFind(code, 0, out body);

    public OptionDef? Definition(ushort code, OptionDef? def) => def;

    public bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body) => query.TryRelay6(relay, code, out body);

    public ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room) => query.RelayAddress(relay, isPeer, room);

    public bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options) =>
        TryFirst(OptionCode6.VendorOpts, enterprise, out found, out options);

    public bool TryVendorClass(uint enterprise, out uint found) => TryFirst(OptionCode6.VendorClass, enterprise, out found, out _);

    public ReadOnlySpan<byte> VendorClassItem(int index)
    {
        TryFirst(OptionCode6.VendorClass, 0, out _, out var rest);
        while (DataTuples6.TryNext(ref rest, out var item))
        {
            if (index-- == 0)
            {
                return item;
            }
        }

        return default;
    }

    public bool IsMember(int classId) => _exchange.Classes.Contains(classId);

    private bool TryFirst(ushort code, uint enterprise, out uint found, out ReadOnlySpan<byte> data)
    {
        found = 0;
        data = default;
        if (!reply.TryFind(code, 0, out var body) || body.Length < sizeof(uint))
        {
            return false;
        }

        found = BinaryPrimitives.ReadUInt32BigEndian(body);
        data = body[sizeof(uint)..];
        return enterprise == 0 || enterprise == found;
    }
}
