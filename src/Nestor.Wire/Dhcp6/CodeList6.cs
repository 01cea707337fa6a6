using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>Lists of option codes of two bytes each: options 6 and 43 (RFC 9915 section 21.7, RFC 4994).</summary>
public static class CodeList6
{
    /// <summary>Codes looked at in one list; no more than that are options anyone could mean.</summary>
    public const int MaxCodes = 512;

    /// <summary>True when the code is in the list. An odd byte at the end is no code.</summary>
    public static bool Has(ReadOnlySpan<byte> list, ushort code)
    {
        list = list[..Math.Min(list.Length & ~1, 2 * MaxCodes)];
        for (; !list.IsEmpty; list = list[2..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(list) == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes one code off the front; false at the end.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> list, out ushort code)
    {
        bool isRead = BinaryPrimitives.TryReadUInt16BigEndian(list, out code);
        list = isRead ? list[2..] : default;
        return isRead;
    }
}
