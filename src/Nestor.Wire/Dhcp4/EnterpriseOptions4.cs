using System.Buffers.Binary;
using Nestor.Wire.Cursor;

namespace Nestor.Wire.Dhcp4;

/// <summary>
/// Options 124 and 125: blocks of an enterprise number, a length byte and data (RFC 3925 sections 3 and 4). In 125 the
/// data are sub-options, in 124 length-prefixed items.
/// </summary>
public static class EnterpriseOptions4
{
    /// <summary>Enterprise number and length byte in front of the data.</summary>
    public const int HeaderLength = 5;

    /// <summary>Takes one block off the front; false at the end, or when the rest is no whole block.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out uint enterprise, out ReadOnlySpan<byte> data)
    {
        enterprise = 0;
        data = default;
        if (area.Length < HeaderLength || area.Length < HeaderLength + area[4])
        {
            return false;
        }

        enterprise = BinaryPrimitives.ReadUInt32BigEndian(area);
        data = area.Slice(HeaderLength, area[4]);
        area = area[(HeaderLength + area[4])..];
        return true;
    }

    /// <summary>The data of the first block of an enterprise.</summary>
    public static bool TryFind(ReadOnlySpan<byte> area, uint enterprise, out ReadOnlySpan<byte> data)
    {
        while (TryNext(ref area, out uint found, out data))
        {
            if (found == enterprise)
            {
                return true;
            }
        }

        data = default;
        return false;
    }

    /// <summary>None when the body is one block or more and nothing else.</summary>
    public static DecodeError Check(ReadOnlySpan<byte> area)
    {
        bool hasAny = false;
        while (TryNext(ref area, out _, out _))
        {
            hasAny = true;
        }

        return hasAny && area.IsEmpty ? DecodeError.None : DecodeError.Truncated;
    }

    /// <summary>
    /// Writes one block; false when data is over 255 bytes or there is no room, and then writes nothing.
    /// </summary>
    /// <param name="at">Where to write; afterwards the place behind the block.</param>
    public static bool TryWrite(Span<byte> to, ref int at, uint enterprise, ReadOnlySpan<byte> data)
    {
        if (data.Length > 255 || to.Length - at < HeaderLength + data.Length)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(to[at..], enterprise);
        to[at + 4] = (byte)data.Length;
        data.CopyTo(to[(at + HeaderLength)..]);
        at += HeaderLength + data.Length;
        return true;
    }
}
