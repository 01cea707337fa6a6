namespace Nestor.Wire.Dns;

/// <summary>
/// Writes names one after the other, the ends they share only once (RFC 1035 section 4.1.4, RFC 3397).
/// </summary>
public static class NameCompression
{
    /// <summary>Appends a name given with dots behind the names already in <paramref name="area"/>.</summary>
    /// <param name="at">Bytes of the area that hold names; afterwards with the new one. Untouched on failure.</param>
    public static bool TryAppend(ReadOnlySpan<byte> name, Span<byte> area, ref int at)
    {
        Span<byte> labels = stackalloc byte[DomainName.MaxLength];
        if (!DomainName.TryWrite(name, labels, isPartial: false, out int length))
        {
            return false;
        }

        labels = labels[..length];
        int start = 0;
        while (labels[start] != 0)
        {
            int target = Find(area[..at], labels[start..]);
            if (target >= 0)
            {
                if (area.Length - at < start + 2)
                {
                    return false;
                }

                labels[..start].CopyTo(area[at..]);
                area[at + start] = (byte)(0xC0 | (target >> 8));
                area[at + start + 1] = (byte)target;
                at += start + 2;
                return true;
            }

            start += labels[start] + 1;
        }

        if (area.Length - at < length)
        {
            return false;
        }

        labels.CopyTo(area[at..]);
        at += length;
        return true;
    }

    /// <summary>Where a name or the end of one stands that equals these labels; -1 when there is none.</summary>
    private static int Find(ReadOnlySpan<byte> area, ReadOnlySpan<byte> labels)
    {
        // A pointer has 14 bits.
        for (int at = 0; at < area.Length && at < 0x4000;)
        {
            if (area[at] >= 0xC0)
            {
                at += 2;
                continue;
            }

            if (area[at] != 0 && IsAt(area, at, labels))
            {
                return at;
            }

            at += area[at] + 1;
        }

        return -1;
    }

    private static bool IsAt(ReadOnlySpan<byte> area, int at, ReadOnlySpan<byte> labels)
    {
        while (at < area.Length)
        {
            int size = area[at];
            if (size >= 0xC0)
            {
                int target = at + 1 < area.Length ? ((size & 0x3F) << 8) | area[at + 1] : at;
                if (target >= at)
                {
                    return false;
                }

                at = target;
                continue;
            }

            // Case is kept, so only bytes that are the same are shared.
            if (labels[0] != size || at + 1 + size > area.Length
                || !area.Slice(at + 1, size).SequenceEqual(labels.Slice(1, size)))
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }

            at += size + 1;
            labels = labels[(size + 1)..];
        }

        return false;
    }
}
