using System.Buffers.Text;
using System.Text;

namespace Nestor.Wire.Options;

/// <summary>Bytes being written to a span that may prove too small; what does not fit is left out.</summary>
/// <param name="room">Where to write.</param>
public ref struct ByteSink(Span<byte> room)
{
    private readonly Span<byte> _room = room;
    private int _end = room.Length;

    public int Length { get; private set; }

    /// <summary>Something did not fit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What is not written yet.</summary>
    public readonly Span<byte> Rest => _room[Length.._end];

    public readonly ReadOnlySpan<byte> Written => _room[..Length];

    /// <summary>Appends one ASCII character.</summary>
    public void Add(char ascii) => Add([(byte)ascii]);

    public void Add(scoped ReadOnlySpan<byte> bytes)
    {
        bool fits = bytes.TryCopyTo(Rest);
        Length += fits ? bytes.Length : 0;
        IsFull |= !fits;
    }

    /// <summary>Appends ASCII text.</summary>
    public void Add(scoped ReadOnlySpan<char> ascii)
    {
        bool fits = Encoding.ASCII.TryGetBytes(ascii, Rest, out int count);
        Length += fits ? count : 0;
        IsFull |= !fits;
    }

    /// <summary>Appends a decimal number with zeros in front to a width.</summary>
    public void AddNumber(long value, int width = 0)
    {
        bool fits = Utf8Formatter.TryFormat(value, Rest, out int count, new('D', (byte)width));
        Length += fits ? count : 0;
        IsFull |= !fits;
    }

    /// <summary>Appends what formats itself.</summary>
    public void AddValue<T>(T value)
        where T : IUtf8SpanFormattable
    {
        bool fits = value.TryFormat(Rest, out int count, default, null);
        Length += fits ? count : 0;
        IsFull |= !fits;
    }

    /// <summary>Appends pairs of hexadecimal digits with a separator between.</summary>
    public void AddHex(scoped ReadOnlySpan<byte> bytes, scoped ReadOnlySpan<byte> separator, bool isUpper = false)
    {
        var digits = isUpper ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        for (int i = 0; i < bytes.Length && !IsFull; i++)
        {
            if (i > 0)
            {
                Add(separator);
            }

            Add([digits[bytes[i] >> 4], digits[bytes[i] & 0x0F]]);
        }
    }

    /// <summary>Takes bytes off the far end of the room, for work in between; none when there are not so many.</summary>
    public Span<byte> Borrow(int count)
    {
        if (count > _end - Length)
        {
            IsFull = true;
            return default;
        }

        _end -= count;
        return _room.Slice(_end, count);
    }

    /// <summary>Gives back what was borrowed last.</summary>
    public void Return(int count) => _end += count;

    /// <summary>Writes over what was written before.</summary>
    public readonly Span<byte> Again(int start, int length) => _room.Slice(start, length);
}
