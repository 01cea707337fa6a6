using System.Buffers.Binary;
using Nestor.Wire.Cursor;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// A view of a message between client and server (RFC 9915 section 8) where it stands: a type, three bytes of
/// transaction id, options. For what a relay sends see <see cref="RelayChain6"/>.
/// </summary>
public readonly ref struct Packet6
{
    /// <summary>Bytes in front of the options.</summary>
    public const int HeaderLength = 4;

    /// <summary>Options that one datagram may hold outside of other options, those of its relays included.</summary>
    public const int MaxOptions = 1024;

    internal Packet6(ReadOnlySpan<byte> bytes, bool isTruncated)
    {
        Bytes = bytes;
        IsOptionAreaTruncated = isTruncated;
    }

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public MessageType6 Type => Bytes.IsEmpty ? MessageType6.None : (MessageType6)Bytes[0];

    /// <summary>24 bits.</summary>
    public uint TransactionId =>
        BinaryPrimitives.TryReadUInt32BigEndian(Bytes, out uint word) ? word & 0xFF_FFFF : 0;

    /// <summary>Everything behind the header.</summary>
    public ReadOnlySpan<byte> OptionArea => Bytes.IsEmpty ? default : Bytes[HeaderLength..];

    /// <summary>True when the last option ran over the end; what stood before it can be used.</summary>
    public bool IsOptionAreaTruncated { get; }

    /// <summary>A walk over all options.</summary>
    public OptionCursor6 Options => new(OptionArea);

    /// <summary>Takes bytes as a message. The view reads them for as long as it is used.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> bytes, out Packet6 packet)
    {
        int budget = MaxOptions;
        return Read(bytes, ref budget, out packet);
    }

    /// <summary>The body of the first option with the code.</summary>
    public bool TryOption(ushort code, out ReadOnlySpan<byte> body) =>
        OptionCursor6.TryFind(OptionArea, code, out body);

    /// <summary>True when the option is there, also with an empty body.</summary>
    public bool HasOption(ushort code) => TryOption(code, out _);

    /// <summary>An option that holds one 16-bit number; false when absent or too short.</summary>
    public bool TryUInt16Option(ushort code, out ushort value)
    {
        value = 0;
        return TryOption(code, out var body) && BinaryPrimitives.TryReadUInt16BigEndian(body, out value);
    }

    /// <summary>An option that holds one address; false when absent or too short.</summary>
    public bool TryAddressOption(ushort code, out Ip6 address)
    {
        bool isRead = TryOption(code, out var body) && body.Length >= Ip6.Length;
        address = isRead ? Ip6.Read(body) : default;
        return isRead;
    }

    /// <summary>True when the client asks for the option in any option request option (RFC 9915 section 21.7).</summary>
    public bool IsRequested(ushort code)
    {
        var options = Options;
        while (options.TryNext(OptionCode6.Oro, out var list))
        {
            if (CodeList6.Has(list, code))
            {
                return true;
            }
        }

        return false;
    }

    internal static DecodeError Read(ReadOnlySpan<byte> bytes, scoped ref int budget, out Packet6 packet)
    {
        packet = default;
        if (bytes.Length < HeaderLength)
        {
            return DecodeError.Truncated;
        }

        var cursor = new OptionCursor6(bytes[HeaderLength..]);
        while (cursor.TryNext(out _, out _))
        {
            if (--budget < 0)
            {
                return DecodeError.OverBudget;
            }
        }

        packet = new Packet6(bytes, !cursor.Rest.IsEmpty);
        return DecodeError.None;
    }
}
