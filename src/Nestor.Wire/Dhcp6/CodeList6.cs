using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nestor.Wire.Dhcp6;

/// <summary>Lists of option codes of two bytes each: options 6 and 43 (RFC 9915 section 21.7, RFC 4994).</summary>
public static class CodeList6
{
    /// <summary>Codes looked at in one list; no more than that are options anyone could mean.</summary>
    public const int MaxCodes = 512;

    /// <summary>True when the code is in the list. An odd byte at the end is no code.</summary>
    public static bool Has(ReadOnlySpan<byte> list, ushort code)
    {
        var codes = MemoryMarshal.Cast<byte, ushort>(list);
        ushort asStored = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(code) : code;
        return codes[..Math.Min(codes.Length, MaxCodes)].Contains(asStored);
    }

    /// <summary>Takes one code off the front; false at the end.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> list, out ushort code)
    {
        bool isRead = BinaryPrimitives.TryReadUInt16BigEndian(list, out code);
        list = isRead ? list[2..] : default;
        return isRead;
    }
}
