using System.Buffers.Binary;
using System.Text;
using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>A DHCPv4 query as expressions see it. One object serves one query after the other.</summary>
public sealed class QueryFields4 : IQueryFields
{
    /// <summary>Codes from here on, and 43, mean what a class says, which is known after classification.</summary>
    private const int FirstPrivateCode = 224;

    private readonly byte[] _name = new byte[64];

    /// <summary>Made when somebody asks for the length of a packet.</summary>
    private byte[] _scratch = [];
    private Exchange4 _exchange = null!;
    private IClassMembership _classes = null!;

    /// <summary>The classes that may say what options 43 and 224 to 254 mean are known; until then these are only bytes.</summary>
    private bool _isLate;

    /// <summary>Turns to a query that was decoded.</summary>
    public void Read(Exchange4 exchange, IClassMembership classes)
    {
        _exchange = exchange;
        _classes = classes;
        _isLate = false;
    }

    /// <summary>Turns to a query whose classes are decided as far as it decides them alone.</summary>
    public void ReadLate(Exchange4 exchange, IClassMembership classes)
    {
        Read(exchange, classes);
        _isLate = true;
    }

    public bool IsMember(int classId) => _classes.IsMember(classId);

    public ReadOnlySpan<byte> Field(PacketField field, Span<byte> room)
    {
        var query = _exchange.Query;
        switch (field)
        {
            case PacketField.Interface:
                return Encoding.UTF8.TryGetBytes(_exchange.Arrival.Interface.Name, _name, out int length)
                    ? _name.AsSpan(0, length) : default;
            case PacketField.Mac:
                return query.Chaddr;
            case PacketField.Source:
                return Number(_exchange.Arrival.Source.Value, room);
            case PacketField.Destination:
                return Number(_exchange.Arrival.Destination.Value, room);
            case PacketField.Length:
                return Number((uint)PackedLength(), room);
            case PacketField.Hlen:
                return Number(query.Hlen, room);
            case PacketField.Htype:
                return Number(query.Htype, room);
            case PacketField.Ciaddr:
                return Number(query.Ciaddr.Value, room);
            case PacketField.Giaddr:
                return Number(query.Giaddr.Value, room);
            case PacketField.Yiaddr:
                return Number(query.Yiaddr.Value, room);
            case PacketField.Siaddr:
                return Number(query.Siaddr.Value, room);
            case PacketField.MessageType:
                return Number((uint)query.MessageType, room);
            case PacketField.TransactionId:
                return Number(query.Xid, room);
            default:
                return default;
        }
    }

    public bool TryOption(ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return code is not (OptionCode4.Pad or OptionCode4.End) && _exchange.Query.TryOption((byte)code, out body);
    }

    public OptionDef? Definition(ushort code, OptionDef? def) =>
        code != OptionCode4.VendorEncapsulated && code < FirstPrivateCode ? def : _isLate ? OfClass(code) ?? def : null;

    /// <summary>What the first of the client's classes that defines the option says it is; null when none does.</summary>
    private OptionDef? OfClass(ushort code)
    {
        for (int i = 0; i < _exchange.Classes.Count; i++)
        {
            if (_exchange.Settings.Classes[_exchange.Classes[i]] is not { } definition)
            {
                continue;
            }

            // By number: to walk a list behind its interface allocates.
            for (int at = 0; at < definition.OptionDefs.Count; at++)
            {
                if (definition.OptionDefs[at].Code == code)
                {
                    return definition.OptionDefs[at];
                }
            }
        }

        return null;
    }

    public bool TryRelay6(int relay, ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return false;
    }

    public ReadOnlySpan<byte> RelayAddress(int relay, bool isPeer, Span<byte> room) => default;

    public bool TryVendor(uint enterprise, out uint found, out ReadOnlySpan<byte> options) =>
        TryFirst(OptionCode4.Vivso, enterprise, out found, out options);

    public bool TryVendorClass(uint enterprise, out uint found) =>
        TryFirst(OptionCode4.Vivco, enterprise, out found, out _);

    /// <summary>To Kea each block's data are one item (RFC 3925 section 3 has items in them).</summary>
    public ReadOnlySpan<byte> VendorClassItem(int index)
    {
        _exchange.Query.TryOption(OptionCode4.Vivco, out var rest);
        while (EnterpriseOptions4.TryNext(ref rest, out _, out var data))
        {
            if (index-- == 0)
            {
                return data;
            }
        }

        return default;
    }

    private bool TryFirst(byte code, uint enterprise, out uint found, out ReadOnlySpan<byte> data)
    {
        found = 0;
        data = default;
        return _exchange.Query.TryOption(code, out var rest)
            && EnterpriseOptions4.TryNext(ref rest, out found, out data)
            && (enterprise == 0 || enterprise == found);
    }

    /// <summary>As Kea reckons: the header without the cookie, options without the end, each as it would be written.</summary>
    private int PackedLength()
    {
        const int OptionHeader = 2;
        _scratch = _scratch.Length == 0 ? new byte[128 * 1024] : _scratch;
        var defs = _exchange.Settings.OptionDefs;
        int length = Packet4.HeaderLength;
        foreach (byte code in _exchange.Query.OptionCodes)
        {
            _exchange.Query.TryOption(code, out var body);
            var to = new ByteSink(_scratch);
            OptionPack.Write(
                defs, new(Universe.V4, code, Definition(code, defs.Find(OptionDefs.Dhcp4Space, code)), body), ref to);
            length += OptionHeader + to.Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Number(uint value, Span<byte> room)
    {
        BinaryPrimitives.WriteUInt32BigEndian(room, value);
        return room[..4];
    }
}
