using System.Buffers.Text;
using Nestor.Wire.Values;

namespace Nestor.Engine.RelayInformation;

/// <summary>A text that is put together out of bytes, again and again in the same memory.</summary>
internal sealed class ContextText
{
    private const int MaxAddress = 48;

    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public ContextText Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
        return this;
    }

    /// <summary>In capitals, as Kea writes them.</summary>
    public ContextText AddHex(ReadOnlySpan<byte> bytes)
    {
        var digits = "0123456789ABCDEF"u8;
        var room = Room(2 * bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            room[2 * i] = digits[bytes[i] >> 4];
            room[(2 * i) + 1] = digits[bytes[i] & 15];
        }

        _length += 2 * bytes.Length;
        return this;
    }

    public ContextText Add(int number)
    {
        Utf8Formatter.TryFormat(number, Room(11), out int written);
        _length += written;
        return this;
    }

    public ContextText Add(Ip6 address)
    {
        address.TryFormat(Room(MaxAddress), out int written, default, null);
        _length += written;
        return this;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        }

        return _bytes.AsSpan(_length, length);
    }
}
