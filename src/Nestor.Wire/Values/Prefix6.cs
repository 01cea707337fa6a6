using System.Globalization;

namespace Nestor.Wire.Values;

/// <summary>An IPv6 prefix. The bits behind its length are kept as they are; <see cref="Masked"/> clears them.</summary>
/// <param name="Length">Bits, 0 to 128.</param>
public readonly record struct Prefix6(Ip6 Address, byte Length)
{
    /// <summary>The same prefix with zeros behind its length.</summary>
    public Prefix6 Masked => new(Range.First, Length);

    /// <summary>Every address of the prefix.</summary>
    public AddressRange<Ip6> Range
    {
        get
        {
            var mask = Ip6.Mask(Length).Number;
            return new(Ip6.FromNumber(Address.Number & mask), Ip6.FromNumber(Address.Number | ~mask));
        }
    }

    public bool Contains(Ip6 address) => ((address.Number ^ Address.Number) & Ip6.Mask(Length).Number) == 0;

    /// <summary>True when the other is this prefix or a part of it.</summary>
    public bool Contains(Prefix6 other) => other.Length >= Length && Contains(other.Address);

    /// <summary>Reads an address, a slash and a length of 0 to 128.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Prefix6 prefix)
    {
        prefix = default;
        int slash = text.IndexOf('/');
        if (slash < 0 || !Ip6.TryParse(text[..slash], out var address)
            || !byte.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out byte length)
            || length > 128)
        {
            return false;
        }

        prefix = new Prefix6(address, length);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");
}
