using System.Buffers.Binary;
using System.Text;

namespace Nestor.Wire.Values;

/// <summary>An IPv6 address as two numbers in host order, the first eight bytes and the last.</summary>
public readonly record struct Ip6(ulong High, ulong Low) : IAddress<Ip6>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 16;

    /// <summary>Longest text: six groups and an IPv4 address.</summary>
    public const int MaxText = 45;

    public static readonly Ip6 Zero;

    /// <summary>::1</summary>
    public static readonly Ip6 Loopback = new(0, 1);

    public static int Bits => 128;

    public UInt128 Number => new(High, Low);

    public bool IsZero => (High | Low) == 0;

    /// <summary>Of fe80::/10 (RFC 4291 section 2.5.6).</summary>
    public bool IsLinkLocal => High >> 54 == 0xFE80 >> 6;

    /// <summary>Of ff00::/8 (RFC 4291 section 2.7).</summary>
    public bool IsMulticast => High >> 56 == 0xFF;

    public static Ip6 FromNumber(UInt128 number) => new((ulong)(number >> 64), (ulong)number);

    public static Ip6 Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
    }

    /// <summary>The address mask of a prefix of the given length, 0 to 128.</summary>
    public static Ip6 Mask(int prefixLength) =>
        FromNumber(prefixLength == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - prefixLength));

    /// <summary>
    /// Parses any notation of RFC 4291 section 2.2, upper or lower case; a zone or brackets are no address.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ip6 address) => Ip6Text.TryParse(text, out address);

    /// <exception cref="FormatException">The text is not an IPv6 address.</exception>
    public static Ip6 Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv6 address");

    public int CompareTo(Ip6 other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public static bool operator <(Ip6 left, Ip6 right) => left.CompareTo(right) < 0;

    public static bool operator >(Ip6 left, Ip6 right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ip6 left, Ip6 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ip6 left, Ip6 right) => left.CompareTo(right) >= 0;

    /// <summary>The one notation of RFC 5952.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[MaxText];
        return Encoding.ASCII.GetString(bytes[..Ip6Text.Format(this, bytes)]);
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> bytes = stackalloc byte[MaxText];
        int length = Ip6Text.Format(this, bytes);
        bool hasRoom = destination.Length >= length;
        charsWritten = hasRoom ? Encoding.ASCII.GetChars(bytes[..length], destination) : 0;
        return hasRoom;
    }

    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> bytes = stackalloc byte[MaxText];
        bool isDirect = utf8Destination.Length >= MaxText;
        int length = Ip6Text.Format(this, isDirect ? utf8Destination : bytes);
        bool hasRoom = isDirect || bytes[..length].TryCopyTo(utf8Destination);
        bytesWritten = hasRoom ? length : 0;
        return hasRoom;
    }
}
