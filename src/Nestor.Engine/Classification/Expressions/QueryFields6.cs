using System.Buffers.Binary;
using System.Text;
using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>A DHCPv6 query as expressions see it. One object serves one query after the other.</summary>
public sealed class QueryFields6 : IQueryFields
{
    private readonly byte[] _name = new byte[64];

    /// <summary>Made when somebody asks for the length of a packet.</summary>
    private byte[] _scratch = [];
    private Exchange6 _exchange = null!;
    private IClassMembership _classes = null!;

    /// <summary>Turns to a query that was decoded.</summary>
    public void Read(Exchange6 exchange, IClassMembership classes)
    {
        _exchange = exchange;
        _classes = classes;
    }

    public bool IsMember(int classId) => _classes.IsMember(classId);

    public ReadOnlySpan<byte> Field(PacketField field, Span<byte> room)
    {
        switch (field)
        {
            case PacketField.Interface:
                return Encoding.UTF8.TryGetBytes(_exchange.Arrival.Interface.Name, _name, out int length)
                    ? _name.AsSpan(0, length) : default;
            case PacketField.Source:
                return Address(_exchange.Arrival.Source, room);
            case PacketField.Destination:
                return Address(_exchange.Arrival.Destination, room);
            case PacketField.Length:
                return Number((uint)PackedLength(), room);
            case PacketField.MessageType:
                return Number((uint)_exchange.Query.Type, room);
            case PacketField.TransactionId:
                return Number(_exchange.Query.TransactionId, room);
            default:
                return default;
        }
    }

    public bool TryOption(ushort code, out ReadOnlySpan<byte> body) => _exchange.Query.TryOption(code, out body);

    public OptionDef? Definition(ushort code, OptionDef? def) => def;

    public bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;

        // The relayed message is no option to Kea.
        return code != OptionCode6.RelayMessage
            && TryHop(relay, out int hop)
            && _exchange.Chain.TryOption(hop, code, out body);
    }

    public ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room)
    {
        if (!TryHop(relay, out int hop))
        {
            return default;
        }

        ref readonly var header = ref _exchange.Chain[hop];
        return Address(isPeer ? header.PeerAddress : header.LinkAddress, room);
    }

    public bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options) =>
        TryFirst(OptionCode6.VendorOpts, enterprise, out found, out options);

    public bool TryVendorClass(uint enterprise, out uint found) =>
        TryFirst(OptionCode6.VendorClass, enterprise, out found, out _);

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

    private bool TryHop(int relay, out int hop)
    {
        hop = relay < 0 ? _exchange.Chain.Count + relay : relay;
        return hop >= 0 && hop < _exchange.Chain.Count;
    }

    private bool TryFirst(ushort code, uint enterprise, out uint found, out ReadOnlySpan<byte> data)
    {
        var options = _exchange.Query.Options;
        return VendorOptions6.TryNext(ref options, code, out found, out data)
            && (enterprise == 0 || enterprise == found);
    }

    /// <summary>As Kea reckons: headers, and the options as they would be written.</summary>
    private int PackedLength()
    {
        _scratch = _scratch.Length == 0 ? new byte[128 * 1024] : _scratch;
        int length = Packet6.HeaderLength + PackedLength(_exchange.Query.Options);
        for (int hop = 0; hop < _exchange.Chain.Count; hop++)
        {
            const int Around = RelayChain6.HeaderLength + OptionCursor6.HeaderLength;
            length += Around + PackedLength(_exchange.Chain.Options(hop));
        }

        return length;
    }

    private int PackedLength(OptionCursor6 options)
    {
        var defs = _exchange.Settings.OptionDefs;
        int length = 0;
        while (options.TryNext(out ushort code, out var body))
        {
            if (code == OptionCode6.RelayMessage)
            {
                continue;
            }

            var to = new ByteSink(_scratch);
            OptionPack.Write(defs, new(Universe.V6, code, defs.Find(OptionDefs.Dhcp6Space, code), body), ref to);
            length += OptionCursor6.HeaderLength + to.Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Number(uint value, Span<byte> room)
    {
        BinaryPrimitives.WriteUInt32BigEndian(room, value);
        return room[..4];
    }

    private static ReadOnlySpan<byte> Address(Ip6 address, Span<byte> room)
    {
        address.Write(room);
        return room[..Ip6.Length];
    }
}
