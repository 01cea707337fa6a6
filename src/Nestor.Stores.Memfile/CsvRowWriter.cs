using System.Buffers.Text;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>Writes the columns of one row, a comma behind each. There is room for all.</summary>
internal ref struct CsvRowWriter(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private int _at;

    public void Address<TAddr>(TAddr address)
        where TAddr : struct, IUtf8SpanFormattable
    {
        address.TryFormat(_to[_at..], out int written, default, null);
        _at += written;
        _to[_at++] = (byte)',';
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _to[_at..], out int written);
        _at += written;
        _to[_at++] = (byte)',';
    }

    public void Flag(bool value)
    {
        _to[_at++] = value ? (byte)'1' : (byte)'0';
        _to[_at++] = (byte)',';
    }

    /// <summary>An empty column.</summary>
    public void Nothing() => _to[_at++] = (byte)',';

    public void Hex(ReadOnlySpan<byte> bytes)
    {
        _at += HexText.Write(bytes, _to[_at..]);
        _to[_at++] = (byte)',';
    }

    /// <summary>Text in which separators, control characters and all beyond ASCII are escaped.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (b is < 0x20 or > 0x7e or (byte)',' or (byte)'&')
            {
                "&#x"u8.CopyTo(_to[_at..]);
                _at += 3;
                _at += HexText.Write([b], _to[_at..]);
            }
            else
            {
                _to[_at++] = b;
            }
        }

        _to[_at++] = (byte)',';
    }

    /// <summary>Ends the row.</summary>
    /// <returns>Its length.</returns>
    public readonly int End()
    {
        _to[_at - 1] = (byte)'\n';
        return _at;
    }
}
