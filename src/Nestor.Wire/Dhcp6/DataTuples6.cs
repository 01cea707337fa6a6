using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Items with two bytes of length each: user class (option 15), vendor class data (16) and boot file parameters (60;
/// RFC 9915 sections 21.15 and 21.16, RFC 5970 section 3.2).
/// </summary>
public static class DataTuples6
{
    /// <summary>Takes one item off the front; false at the end, or when the rest is no whole item.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(area, out ushort size) || area.Length - 2 < size)
        {
            return false;
        }

        item = area.Slice(2, size);
        area = area[(2 + size)..];
        return true;
    }

    /// <summary>True when the area is one item or more and nothing else.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> area)
    {
        bool hasAny = false;
        while (TryNext(ref area, out _))
        {
            hasAny = true;
        }

        return hasAny && area.IsEmpty;
    }
}
