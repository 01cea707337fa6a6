using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>
/// The texts an expression works with, one behind the other in one buffer that never grows. What does not fit fails
/// the evaluation.
/// </summary>
internal sealed class TextStack(int maxTexts, int maxBytes)
{
    public const string NoRoom = "the values are longer than there is room for";

    private readonly byte[] _bytes = new byte[maxBytes];
    private readonly (int Start, int Length)[] _texts = new (int, int)[maxTexts];
    private int _count;

    public ReadOnlySpan<byte> Top => Bytes(_texts[_count - 1]);

    private ref (int Start, int Length) Last => ref _texts[_count - 1];

    /// <summary>Behind the text on top.</summary>
    private int End => _count == 0 ? 0 : Last.Start + Last.Length;

    public void Clear() => _count = 0;

    /// <returns>Null, or why there is no value; so do the others.</returns>
    public string? Push(ReadOnlySpan<byte> text)
    {
        int start = End;
        if (!text.TryCopyTo(_bytes.AsSpan(start)))
        {
            return NoRoom;
        }

        _texts[_count++] = (start, text.Length);
        return null;
    }

    /// <summary>Where a text may be written that is pushed then.</summary>
    public ByteSink Begin() => new(_bytes.AsSpan(End));

    public string? Push(in ByteSink written)
    {
        int start = End;
        _texts[_count++] = (start, written.Length);
        return written.IsFull ? NoRoom : null;
    }

    public ReadOnlySpan<byte> Pop() => Bytes(_texts[--_count]);

    public bool PopEqual()
    {
        var right = Pop();
        return right.SequenceEqual(Pop());
    }

    public void Concat()
    {
        var right = _texts[--_count];
        ref var left = ref Last;
        Bytes(right).CopyTo(_bytes.AsSpan(left.Start + left.Length));
        left.Length += right.Length;
    }

    /// <summary>The first of two texts, or the second.</summary>
    public void Select(bool isFirst)
    {
        var second = _texts[--_count];
        if (!isFirst)
        {
            Replace(second);
        }
    }

    /// <summary>Which bytes of a text a part of it is.</summary>
    /// <param name="from">From the end when below 0.</param>
    /// <param name="count">Below 0: so many bytes in front of <paramref name="from"/>.</param>
    public static (int Start, int Length) Part(int length, int from, int count)
    {
        from += from < 0 ? length : 0;
        if (from < 0 || from >= length)
        {
            return (0, 0);
        }

        int part = count < 0 ? Math.Min(-count, from) : Math.Min(count, length - from);
        return (count < 0 ? from - part : from, part);
    }

    /// <summary>A part of the text on top takes its place; see <see cref="Part"/>.</summary>
    public void Substring(int from, int count)
    {
        ref var text = ref Last;
        var (start, length) = Part(text.Length, from, count);
        text = (text.Start + start, length);
    }

    /// <param name="field">From 1 on.</param>
    public void Split(int field)
    {
        var delimiters = Pop();
        ref var text = ref Last;
        if (delimiters.IsEmpty)
        {
            return;
        }

        int start = text.Start;
        int end = text.Start + text.Length;
        for (int i = 1; i <= field; i++)
        {
            int length = _bytes.AsSpan(start..end).IndexOfAny(delimiters);
            int next = length < 0 ? end : start + length;
            if (i == field)
            {
                text = (start, next - start);
                return;
            }

            if (length < 0)
            {
                break;
            }

            start = next + 1;
        }

        text.Length = 0;
    }

    public void ChangeCase(bool isUpper)
    {
        var text = _bytes.AsSpan(Last.Start, Last.Length);
        byte low = isUpper ? (byte)'a' : (byte)'A';
        foreach (ref byte letter in text)
        {
            letter ^= (byte)(letter - low is >= 0 and < 26 ? 0x20 : 0);
        }
    }

    public string? HexString()
    {
        var separator = _texts[_count - 1];
        var binary = _texts[_count - 2];
        var to = Begin();
        to.AddHex(Bytes(binary), Bytes(separator));
        if (to.IsFull)
        {
            return NoRoom;
        }

        int start = End;
        _count--;
        Replace((start, to.Length));
        return null;
    }

    public string? AddressToText()
    {
        var address = Top;
        var to = Begin();
        switch (address.Length)
        {
            case 0:
                return null;
            case 4:
                to.AddValue(Ip4.Read(address));
                break;
            case Ip6.Length:
                to.AddValue(Ip6.Read(address));
                break;
            default:
                return "the address to make a text of has neither 4 nor 16 bytes";
        }

        return Finish(in to);
    }

    public string? NumberToText(int size, bool isSigned)
    {
        var number = Top;
        if (number.IsEmpty)
        {
            return null;
        }

        if (number.Length != size)
        {
            return "the number to make a text of has another size";
        }

        long value = size switch
        {
            1 => isSigned ? (sbyte)number[0] : number[0],
            2 => isSigned ? BinaryPrimitives.ReadInt16BigEndian(number) : BinaryPrimitives.ReadUInt16BigEndian(number),
            _ => isSigned ? BinaryPrimitives.ReadInt32BigEndian(number) : BinaryPrimitives.ReadUInt32BigEndian(number),
        };
        var to = Begin();
        to.AddNumber(value);
        return Finish(in to);
    }

    private string? Finish(in ByteSink written)
    {
        if (written.IsFull)
        {
            return NoRoom;
        }

        Replace((End, written.Length));
        return null;
    }

    /// <summary>Bytes from further up take the place of the text on top.</summary>
    private void Replace((int Start, int Length) by)
    {
        ref var text = ref Last;
        Bytes(by).CopyTo(_bytes.AsSpan(text.Start));
        text.Length = by.Length;
    }

    private ReadOnlySpan<byte> Bytes((int Start, int Length) text) => _bytes.AsSpan(text.Start, text.Length);
}
