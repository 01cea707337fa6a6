using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Option 67: a part of a delegated prefix that the delegating router keeps (RFC 6603 section 4.2). Only the bits
/// behind the delegated prefix are sent, from the high end of their first byte on.
/// </summary>
public static class PdExclude6
{
    /// <summary>A length and all bits of an address.</summary>
    public const int MaxLength = 1 + Ip6.Length;

    /// <summary>Reads the body; false when it does not lie in the delegated prefix or its size is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, Prefix6 delegated, out Prefix6 excluded)
    {
        excluded = default;
        if (body.IsEmpty || !Fits(delegated.Length, body[0]) || body.Length - 1 != SizeOf(delegated.Length, body[0]))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Ip6.Length];
        bytes.Clear();
        body[1..].CopyTo(bytes);
        var number = delegated.Masked.Address.Number | (Ip6.Read(bytes).Number >> delegated.Length);
        excluded = new Prefix6(Ip6.FromNumber(number), body[0]).Masked;
        return true;
    }

    /// <summary>Writes the body.</summary>
    /// <returns>Bytes written; 0 when there is no room or the one is no real part of the other.</returns>
    public static int Write(Span<byte> to, Prefix6 delegated, Prefix6 excluded)
    {
        if (!Fits(delegated.Length, excluded.Length) || !delegated.Contains(excluded))
        {
            return 0;
        }

        int size = SizeOf(delegated.Length, excluded.Length);
        if (to.Length < 1 + size)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[Ip6.Length];
        Ip6.FromNumber(excluded.Masked.Address.Number << delegated.Length).Write(bytes);
        to[0] = excluded.Length;
        bytes[..size].CopyTo(to[1..]);
        return 1 + size;
    }

    private static bool Fits(int delegated, int excluded) => delegated < excluded && excluded <= Ip6.Bits;

    private static int SizeOf(int delegated, int excluded) => ((excluded - delegated - 1) / 8) + 1;
}
