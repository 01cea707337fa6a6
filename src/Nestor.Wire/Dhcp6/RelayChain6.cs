using Nestor.Wire.Cursor;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// A datagram taken apart in place: the relays it passed, the outermost (nearest the server) first, and the message
/// inside (RFC 9915 section 9). A message without relays has none. Nothing is copied; one object serves any number of
/// datagrams, one after the other, without allocation.
/// </summary>
public sealed class RelayChain6
{
    /// <summary>Relays that are followed; a message inside of more is refused.</summary>
    public const int MaxHops = 32;

    /// <summary>Type, hop count, link address, peer address.</summary>
    public const int HeaderLength = 2 + (2 * Ip6.Length);

    private readonly RelayHop6[] _hops = new RelayHop6[MaxHops];
    private byte[] _buffer = [];
    private Range _all;
    private Range _message;
    private bool _isMessageTruncated;

    // What the message is taken for: as it came, until somebody makes another one of it.
    private byte[] _taken = [];
    private Range _takenAt;
    private bool _isTakenTruncated;
    private byte[] _own = [];
    private byte[] _spare = [];

    /// <summary>How many relays there are, 0 to 32.</summary>
    public int Count { get; private set; }

    public bool IsRelayed => Count > 0;

    /// <summary>The whole datagram.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_all);

    /// <summary>The message inside of all relays; empty unless decoding went well.</summary>
    public Packet6 Message => new(_taken.AsSpan(_takenAt), _isTakenTruncated);

    /// <summary>The message as the client sent it, whatever has been made of it since.</summary>
    public Packet6 MessageAsItCame => new(_buffer.AsSpan(_message), _isMessageTruncated);

    /// <summary>A relay: 0 is the one nearest the server.</summary>
    public ref readonly RelayHop6 this[int hop] => ref _hops.AsSpan(0, Count)[hop];

    /// <summary>Decodes a datagram that stays in <paramref name="buffer"/> for as long as this object is read.</summary>
    public DecodeError Decode(byte[] buffer, int start, int length)
    {
        _buffer = _taken = buffer;
        _all = start..(start + length);
        _message = _takenAt = default;
        _isMessageTruncated = _isTakenTruncated = false;
        Count = 0;
        int budget = Packet6.MaxOptions;
        int end = start + length;
        while (start < end && (MessageType6)buffer[start] is MessageType6.RelayForw or MessageType6.RelayRepl)
        {
            var error = Peel(ref start, ref end, ref budget);
            if (error != DecodeError.None)
            {
                return error;
            }
        }

        var result = Packet6.Read(buffer.AsSpan(start..end), ref budget, out var message);
        if (result == DecodeError.None)
        {
            _message = _takenAt = start..end;
            _isMessageTruncated = _isTakenTruncated = message.IsOptionAreaTruncated;
        }

        return result;
    }

    /// <summary>
    /// The client's message is taken for this one from now on, of which a copy is kept; <see cref="Bytes"/> stay as they are.
    /// On an error it is as it was.
    /// </summary>
    /// <param name="message">Type, transaction id and options; it may be a part of what the message was.</param>
    public DecodeError SetMessage(ReadOnlySpan<byte> message)
    {
        var error = Packet6.Read(message, out var read);
        if (error != DecodeError.None)
        {
            return error;
        }

        // It may be made of what is kept already.
        (_own, _spare) = (_spare, _own);
        if (_own.Length < message.Length)
        {
            _own = new byte[message.Length * 2];
        }

        message.CopyTo(_own);
        _taken = _own;
        _takenAt = ..message.Length;
        _isTakenTruncated = read.IsOptionAreaTruncated;
        return DecodeError.None;
    }

    /// <summary>Copies the datagram's bytes, so that it outlives the buffer it was decoded in; what was made of the message stays.</summary>
    /// <returns>The copy, which starts with the datagram.</returns>
    public byte[] Keep()
    {
        byte[] own = Bytes.ToArray();
        var (taken, at, isTruncated) = (_taken, _takenAt, _isTakenTruncated);
        bool isOther = !ReferenceEquals(taken, _buffer);
        Decode(own, 0, own.Length);
        if (isOther)
        {
            (_taken, _takenAt, _isTakenTruncated) = (taken, at, isTruncated);
        }

        return own;
    }

    /// <summary>The options of a relay.</summary>
    public OptionCursor6 Options(int hop) => new(_buffer.AsSpan(this[hop].Options));

    /// <summary>The first option with the code that this relay added.</summary>
    public bool TryOption(int hop, ushort code, out ReadOnlySpan<byte> body) => Options(hop).TryNext(code, out body);

    /// <summary>The first option with the code that the relay nearest the client added: what others say is not of the client's link.</summary>
    public bool TryNearestClient(ushort code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return IsRelayed && TryOption(Count - 1, code, out body);
    }

    /// <summary>What the relay calls the interface the message came in by (RFC 9915 section 21.18).</summary>
    public bool TryInterfaceId(int hop, out ReadOnlySpan<byte> id)
    {
        ref readonly var relay = ref this[hop];
        id = relay.HasInterfaceId ? _buffer.AsSpan(relay.InterfaceId) : default;
        return relay.HasInterfaceId;
    }

    /// <summary>A relay's header and the options in front of the message it relayed.</summary>
    internal ReadOnlySpan<byte> BeforeRelayed(int hop) =>
        _buffer.AsSpan((this[hop].Options.Start.Value - HeaderLength)..(Relayed(hop).Start.Value - OptionCursor6.HeaderLength));

    /// <summary>A relay's options behind the message it relayed.</summary>
    internal ReadOnlySpan<byte> BehindRelayed(int hop) =>
        _buffer.AsSpan(Relayed(hop).End.Value..this[hop].Options.End.Value);

    /// <summary>Where the message is that the relay had: the client's, or that of the next relay.</summary>
    private Range Relayed(int hop) =>
        hop + 1 == Count ? _message : (this[hop + 1].Options.Start.Value - HeaderLength)..this[hop + 1].Options.End;

    /// <summary>Reads one relay's header and options, and goes on to the message inside.</summary>
    private DecodeError Peel(ref int start, ref int end, ref int budget)
    {
        if (Count == MaxHops)
        {
            return DecodeError.TooManyHops;
        }

        if (end - start < HeaderLength)
        {
            return DecodeError.Truncated;
        }

        ref var hop = ref _hops[Count];
        hop = default;
        hop.Type = (MessageType6)_buffer[start];
        hop.HopCount = _buffer[start + 1];
        hop.LinkAddress = Ip6.Read(_buffer.AsSpan(start + 2));
        hop.PeerAddress = Ip6.Read(_buffer.AsSpan(start + 2 + Ip6.Length));
        hop.Options = (start + HeaderLength)..end;

        Range inner = default;
        bool hasInner = false;
        var cursor = new OptionCursor6(_buffer.AsSpan(hop.Options));
        while (cursor.TryNext(out ushort code, out var body))
        {
            if (--budget < 0)
            {
                return DecodeError.OverBudget;
            }

            int at = end - cursor.Rest.Length;
            if (code == OptionCode6.InterfaceId && !hop.HasInterfaceId)
            {
                hop.InterfaceId = (at - body.Length)..at;
                hop.HasInterfaceId = true;
            }
            else if (code == OptionCode6.RelayMessage)
            {
                // There should be one; Kea takes the last.
                inner = (at - body.Length)..at;
                hasInner = !body.IsEmpty;
            }
        }

        if (!hasInner)
        {
            return cursor.Rest.IsEmpty ? DecodeError.NoRelayMessage : DecodeError.Truncated;
        }

        Count++;
        start = inner.Start.Value;
        end = inner.End.Value;
        return DecodeError.None;
    }
}
