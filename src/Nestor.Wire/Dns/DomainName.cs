using System.Text;

namespace Nestor.Wire.Dns;

/// <summary>Domain names as labels on the wire (RFC 1035 section 3.1).</summary>
public static class DomainName
{
    /// <summary>Longest name on the wire, its closing zero included.</summary>
    public const int MaxLength = 255;

    public const int MaxLabel = 63;

    /// <summary>Appends a name given with dots; false when a label is empty or too long, or the whole is.</summary>
    /// <param name="isPartial">Leave out the closing zero.</param>
    public static bool TryAppend(string text, List<byte> to, bool isPartial = false)
    {
        int start = to.Count;
        var rest = text.AsSpan();
        if (rest.EndsWith("."))
        {
            rest = rest[..^1];
        }

        while (!rest.IsEmpty)
        {
            int dot = rest.IndexOf('.');
            var label = dot < 0 ? rest : rest[..dot];
            rest = dot < 0 ? default : rest[(dot + 1)..];
            int size = Encoding.UTF8.GetByteCount(label);
            if (size is 0 or > MaxLabel || (dot >= 0 && rest.IsEmpty))
            {
                return false;
            }

            to.Add((byte)size);
            to.AddRange(Encoding.UTF8.GetBytes(label.ToString()));
        }

        if (!isPartial)
        {
            to.Add(0);
        }

        return to.Count - start <= MaxLength;
    }

    /// <summary>
    /// Reads a name with dots from <paramref name="area"/>, following compression pointers (RFC 1035 section 4.1.4,
    /// RFC 3397). Pointers must go back, so that reading ends. False when it is no name.
    /// </summary>
    /// <param name="at">Where the name starts; afterwards where the next one does.</param>
    public static bool TryRead(ReadOnlySpan<byte> area, ref int at, Span<byte> name, out int length)
    {
        length = 0;
        int from = at;
        int end = -1;
        while (from < area.Length)
        {
            int size = area[from];
            if (size == 0)
            {
                at = end >= 0 ? end : from + 1;
                return true;
            }

            if (size >= 0xC0)
            {
                if (from + 1 >= area.Length)
                {
                    return false;
                }

                int target = ((size & 0x3F) << 8) | area[from + 1];
                if (end < 0)
                {
                    end = from + 2;
                }

                if (target >= from)
                {
                    return false;
                }

                from = target;
                continue;
            }

            if (size > MaxLabel || from + 1 + size > area.Length || length + size + 1 > Math.Min(name.Length, MaxLength))
            {
                return false;
            }

            if (length > 0)
            {
                name[length++] = (byte)'.';
            }

            area.Slice(from + 1, size).CopyTo(name[length..]);
            length += size;
            from += size + 1;
        }

        return false;
    }
}
