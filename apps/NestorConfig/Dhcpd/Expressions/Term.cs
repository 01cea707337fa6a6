using NestorConfig.Dhcpd.Options;

namespace NestorConfig.Dhcpd.Expressions;

internal enum TermKind : byte
{
    Boolean,
    Bytes,
    Number,

    /// <summary>The type byte and the hardware address of the client.</summary>
    Hardware,

    /// <summary>Bytes written as numbers with something between: <c>binary-to-ascii</c>.</summary>
    Ascii,
}

/// <summary>A translated part of an expression.</summary>
/// <param name="Text">In Kea's language; of <see cref="TermKind.Ascii"/> the bytes it is made of.</param>
/// <param name="Exists">What must be there for dhcpd to have a value: without it nothing is true, not even a "not".</param>
internal sealed record Term(TermKind Kind, string Text, IReadOnlyList<string> Exists)
{
    /// <summary>The bytes of a literal.</summary>
    public byte[]? Literal { get; init; }

    public long Number { get; init; }

    /// <summary>Bytes of a number that is read from a packet, or of an option that is a number; 0 when neither.</summary>
    public int Width { get; init; }

    /// <summary>What is between the numbers, and their radix, of <see cref="TermKind.Ascii"/>.</summary>
    public (string Separator, int Radix) Form { get; init; }

    /// <summary>Whether it stands alone or in brackets: an operator can follow.</summary>
    public bool IsClosed { get; init; } = true;

    public string Closed => IsClosed ? Text : $"({Text})";

    public static Term Of(byte[] bytes) => new(TermKind.Bytes, Quote(bytes), []) { Literal = bytes };

    /// <summary>Bytes as a literal of Kea's language: text where that can be read.</summary>
    public static string Quote(byte[] bytes) => Array.TrueForAll(bytes, b => b is >= 0x20 and < 0x7f and not (byte)'\'')
        ? $"'{System.Text.Encoding.ASCII.GetString(bytes)}'"
        : "0x" + Convert.ToHexStringLower(bytes);

    public static int WidthOf(DhcpdOption option) => option.Fields is [FieldKind.Ip4] or [FieldKind.Ip6] or not [_] ? 0 : DhcpdOption.SizeOf(option.Fields[0]);
}
