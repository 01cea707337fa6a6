using System.Buffers.Binary;
using PerfDhcp.Packets;

namespace PerfDhcp.Limits;

/// <summary>
/// The cheapest DHCPv6 answers possible: no leases, no checks, a new address or prefix for every empty IA. What a load
/// generator reaches against it is the generator's own ceiling. For measuring only.
/// </summary>
internal sealed class NullServer6
{
    private const int MaxRelays = 32;
    private const int MaxIas = 8;
    private const int IaHeader = 12;
    private const uint PreferredSeconds = 3072;
    private const uint ValidSeconds = 4096;
    private const byte DelegatedLength = 48;

    /// <summary>A DUID-LL (RFC 8415 section 11.4).</summary>
    private static readonly byte[] ServerId = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1];

    private static readonly UInt128 FirstAddress = new(0x2001_0DB8_0001_0000, 0);
    private static readonly UInt128 FirstPrefix = new(0x3000_0000_0000_0000, 0);

    private readonly byte[] _answer = new byte[PacketTemplate.MaxLength];
    private readonly int[] _lengthsAt = new int[MaxRelays];
    private uint _next;

    /// <summary>Turns a query into its answer in place, inside of the same relay messages; gives its length, 0 for none.</summary>
    /// <param name="buffer">The query, with room behind it.</param>
    public int Answer(Span<byte> buffer, int length)
    {
        int at = 0;
        int relays = 0;
        while (at < length && buffer[at] == (byte)MessageType6.RelayForward && relays < MaxRelays)
        {
            int inner = OptionCode6.Find(
                buffer[at..length], PacketTemplate6.RelayHeaderLength, OptionCode6.RelayMessage, out int size);
            if (inner < 0 || at + inner + size != length)
            {
                return 0; // the relayed message has to come last, for its length changes
            }

            buffer[at] = (byte)MessageType6.RelayReply;
            at += inner;
            _lengthsAt[relays++] = at - 2;
        }

        int answered = Make(buffer[at..length]);
        if (answered == 0 || at + answered > buffer.Length)
        {
            return 0;
        }

        _answer.AsSpan(0, answered).CopyTo(buffer[at..]);
        foreach (int place in _lengthsAt.AsSpan(0, relays))
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer[place..], (ushort)(at + answered - place - 2));
        }

        return at + answered;
    }

    private int Make(ReadOnlySpan<byte> query)
    {
        if (query.Length < Message6.OptionsPlace || (MessageType6)query[0] is not
            (MessageType6.Solicit or MessageType6.Request or MessageType6.Renew or MessageType6.Release))
        {
            return 0;
        }

        var type = (MessageType6)query[0];
        bool isRapid = type == MessageType6.Solicit
            && OptionCode6.Find(query, Message6.OptionsPlace, OptionCode6.RapidCommit, out _) >= 0;
        query[..Message6.OptionsPlace].CopyTo(_answer);
        _answer[0] = (byte)(type == MessageType6.Solicit && !isRapid ? MessageType6.Advertise : MessageType6.Reply);
        int at = Put(Message6.OptionsPlace, OptionCode6.ServerId, ServerId);
        at = isRapid ? Put(at, OptionCode6.RapidCommit, []) : at;
        at = type == MessageType6.Release ? Put(at, OptionCode6.StatusCode, [0, 0]) : at;
        var options = query[Message6.OptionsPlace..];
        int ias = 0;
        while (OptionCode6.TryNext(ref options, out ushort code, out var value))
        {
            if (code == OptionCode6.ClientId && value.Length <= PacketTemplate6.MaxDuid)
            {
                at = Put(at, code, value);
            }
            else if (code is OptionCode6.IaNa or OptionCode6.IaPd && value.Length >= IaHeader
                && type != MessageType6.Release && ias++ < MaxIas)
            {
                at = PutAssociation(at, code, value);
            }
        }

        return at;
    }

    private int PutAssociation(int at, ushort code, ReadOnlySpan<byte> asked)
    {
        bool isAddress = code == OptionCode6.IaNa;
        int innerLength = isAddress ? 24 : 25;
        at = OptionCode6.PutHeader(_answer, at, code, IaHeader + OptionCode6.HeaderLength + innerLength);
        asked[..4].CopyTo(_answer.AsSpan(at)); // IAID; T1 and T2 zero: the client's choice
        _answer.AsSpan(at + 4, 8).Clear();
        at = OptionCode6.PutHeader(
            _answer, at + IaHeader, isAddress ? OptionCode6.IaAddress : OptionCode6.IaPrefix, innerLength);
        int inner = IaHeader + OptionCode6.HeaderLength;
        bool namesOne = asked.Length >= inner + innerLength;
        var to = _answer.AsSpan(at);
        if (isAddress)
        {
            BinaryPrimitives.WriteUInt128BigEndian(
                to, namesOne ? BinaryPrimitives.ReadUInt128BigEndian(asked[inner..]) : FirstAddress + ++_next);
            to = to[16..];
        }
        else
        {
            to[8] = DelegatedLength;
            BinaryPrimitives.WriteUInt128BigEndian(
                to[9..],
                namesOne ? BinaryPrimitives.ReadUInt128BigEndian(asked[(inner + 9)..])
                    : FirstPrefix + ((UInt128)(++_next) << (128 - DelegatedLength)));
        }

        BinaryPrimitives.WriteUInt32BigEndian(to, PreferredSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ValidSeconds);
        return at + innerLength;
    }

    private int Put(int at, ushort code, ReadOnlySpan<byte> value)
    {
        at = OptionCode6.PutHeader(_answer, at, code, value.Length);
        value.CopyTo(_answer.AsSpan(at));
        return at + value.Length;
    }
}
