using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>How far an <see cref="OptionWriter6"/> had come.</summary>
public readonly record struct Place6(int Length, bool HasOverflowed);

/// <summary>
/// Writes a message, or options inside options, into a caller's span. Every call is safe without room: it then sets
/// <see cref="HasOverflowed"/> and writes nothing more, so that one look at the end is enough. Allocates nothing.
/// </summary>
/// <param name="to">Where to write, from its start.</param>
public ref struct OptionWriter6(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private int _at;

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _at;

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _to[.._at];

    /// <summary>There was no room for something, or an option grew over 65535 bytes: the result is of no use.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>Writes the header of a message between client and server (RFC 9915 section 8).</summary>
    /// <param name="transactionId">24 bits.</param>
    public void Message(MessageType6 type, uint transactionId) =>
        UInt32(((uint)type << 24) | (transactionId & 0xFF_FFFF));

    /// <summary>Starts an option whose body comes next; what it returns is for <see cref="End"/>.</summary>
    public int Begin(ushort code)
    {
        int mark = _at;
        UInt16(code);
        UInt16(0);
        return mark;
    }

    /// <summary>Closes an option: its length becomes what was written since <see cref="Begin"/>.</summary>
    public void End(int mark)
    {
        int size = _at - mark - OptionCursor6.HeaderLength;
        HasOverflowed |= size is < 0 or > ushort.MaxValue;
        if (!HasOverflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_to[(mark + 2)..], (ushort)size);
        }
    }

    /// <summary>Where the writing stands, for <see cref="Rewind"/>.</summary>
    public readonly Place6 Place => new(_at, HasOverflowed);

    /// <summary>Takes back everything written since then, an overflow that came since then included.</summary>
    public void Rewind(Place6 place)
    {
        _at = Math.Min(place.Length, _at);
        HasOverflowed = place.HasOverflowed;
    }

    /// <summary>Appends a whole option.</summary>
    public void Option(ushort code, scoped ReadOnlySpan<byte> body)
    {
        int mark = Begin(code);
        Bytes(body);
        End(mark);
    }

    public void UInt8(byte value)
    {
        if (TryTake(1, out var place))
        {
            place[0] = value;
        }
    }

    public void UInt16(ushort value)
    {
        if (TryTake(2, out var place))
        {
            BinaryPrimitives.WriteUInt16BigEndian(place, value);
        }
    }

    public void UInt32(uint value)
    {
        if (TryTake(4, out var place))
        {
            BinaryPrimitives.WriteUInt32BigEndian(place, value);
        }
    }

    public void Address(Ip6 address)
    {
        if (TryTake(Ip6.Length, out var place))
        {
            address.Write(place);
        }
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (TryTake(bytes.Length, out var place))
        {
            bytes.CopyTo(place);
        }
    }

    /// <summary>Room for bytes that the caller fills in; empty when there is none.</summary>
    public Span<byte> Reserve(int size) => TryTake(size, out var place) ? place : default;

    private bool TryTake(int size, out Span<byte> place)
    {
        HasOverflowed |= size > _to.Length - _at;
        place = HasOverflowed ? default : _to.Slice(_at, size);
        _at += place.Length;
        return !HasOverflowed;
    }
}
