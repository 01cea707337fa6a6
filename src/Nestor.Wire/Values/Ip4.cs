using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Nestor.Wire.Values;

/// <summary>An IPv4 address as a number in host order: 10.0.0.1 is 0x0A000001.</summary>
public readonly record struct Ip4(uint Value) : IAddress<Ip4>, ISpanFormattable, IUtf8SpanFormattable
{
    public static readonly Ip4 Zero = new(0);
    public static readonly Ip4 Broadcast = new(uint.MaxValue);

    public static int Bits => 32;

    public UInt128 Number => Value;

    public bool IsZero => Value == 0;

    public bool IsBroadcast => Value == uint.MaxValue;

    public static Ip4 FromNumber(UInt128 number) => new((uint)number);

    /// <summary>Reads four bytes in network order.</summary>
    public static Ip4 Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Writes four bytes in network order.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);

    /// <summary>The address mask of a prefix of the given length, 0 to 32.</summary>
    public static Ip4 Mask(int prefixLength) => new(prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength));

    /// <summary>Parses exactly four decimal numbers of 0 to 255 with dots between; nothing else is an address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ip4 address)
    {
        address = default;
        uint value = 0;
        int at = 0;
        for (int part = 0; part < 4; part++)
        {
            if (part > 0 && (at >= text.Length || text[at++] != '.'))
            {
                return false;
            }

            int digits = 0;
            uint number = 0;
            int first = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && digits < 3)
            {
                number = (number * 10) + (uint)(text[at++] - '0');
                digits++;
            }

            // A zero in front means octal to some readers and nothing to others, so it is refused.
            if (digits == 0 || number > 255 || (digits > 1 && text[first] == '0'))
            {
                return false;
            }

            value = (value << 8) | number;
        }

        if (at != text.Length)
        {
            return false;
        }

        address = new Ip4(value);
        return true;
    }

    /// <exception cref="FormatException">The text is not an IPv4 address.</exception>
    public static Ip4 Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv4 address");

    public int CompareTo(Ip4 other) => Value.CompareTo(other.Value);

    public static bool operator <(Ip4 left, Ip4 right) => left.Value < right.Value;

    public static bool operator >(Ip4 left, Ip4 right) => left.Value > right.Value;

    public static bool operator <=(Ip4 left, Ip4 right) => left.Value <= right.Value;

    public static bool operator >=(Ip4 left, Ip4 right) => left.Value >= right.Value;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Value >> 24}.{(Value >> 16) & 255}.{(Value >> 8) & 255}.{Value & 255}");

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> bytes = stackalloc byte[15];
        TryFormat(bytes, out int length, default, null);
        charsWritten = 0;
        if (destination.Length < length)
        {
            return false;
        }

        charsWritten = Encoding.ASCII.GetChars(bytes[..length], destination);
        return true;
    }

    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        if (utf8Destination.Length < 15)
        {
            Span<byte> scratch = stackalloc byte[15];
            int length = Format(scratch);
            if (length > utf8Destination.Length)
            {
                return false;
            }

            scratch[..length].CopyTo(utf8Destination);
            bytesWritten = length;
            return true;
        }

        bytesWritten = Format(utf8Destination);
        return true;
    }

    private int Format(Span<byte> to)
    {
        int at = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            uint part = (Value >> shift) & 255;
            if (part >= 100)
            {
                to[at++] = (byte)('0' + (part / 100));
            }

            if (part >= 10)
            {
                to[at++] = (byte)('0' + (part / 10 % 10));
            }

            to[at++] = (byte)('0' + (part % 10));
            if (shift > 0)
            {
                to[at++] = (byte)'.';
            }
        }

        return at;
    }
}
