using System.Text;

namespace Nestor.Wire.Dns;

/// <summary>Domain names as labels on the wire (RFC 1035 section 3.1).</summary>
public static class DomainName
{
    /// <summary>Longest name on the wire, its closing zero included.</summary>
    public const int MaxLength = 255;

    public const int MaxLabel = 63;

    /// <summary>Longest name written with dots, without one at the end.</summary>
    public const int MaxText = MaxLength - 2;

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

            if (size > MaxLabel || from + 1 + size > area.Length
                || !TryAddLabel(area.Slice(from + 1, size), name, ref length))
            {
                return false;
            }

            from += size + 1;
        }

        return false;
    }

    /// <summary>Writes a name given with dots as labels, uncompressed, without allocation.</summary>
    /// <param name="isPartial">Leave out the closing zero.</param>
    /// <returns>False when a label is empty or too long, the whole is, or there is no room.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> name, Span<byte> to, bool isPartial, out int written)
    {
        written = 0;
        name = name.EndsWith("."u8) ? name[..^1] : name;
        bool isDotLast = false;
        while (!name.IsEmpty || isDotLast)
        {
            int dot = name.IndexOf((byte)'.');
            var label = dot < 0 ? name : name[..dot];
            if (label.Length is 0 or > MaxLabel || to.Length - written < label.Length + 2
                || written + label.Length + 2 > MaxLength)
            {
                return false;
            }

            to[written] = (byte)label.Length;
            label.CopyTo(to[(written + 1)..]);
            written += label.Length + 1;
            name = dot < 0 ? default : name[(dot + 1)..];
            isDotLast = dot >= 0 && name.IsEmpty;
        }

        if (!isPartial)
        {
            if (written >= to.Length)
            {
                return false;
            }

            to[written++] = 0;
        }

        return true;
    }

    /// <summary>
    /// Two names with dots, compared as DNS does: ASCII case and a dot at the end make no difference.
    /// </summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        Ascii.EqualsIgnoreCase(
            left.EndsWith("."u8) ? left[..^1] : left, right.EndsWith("."u8) ? right[..^1] : right);

    /// <summary>
    /// Reads a name that fills the whole of <paramref name="raw"/>, uncompressed, and may lack the root at its end
    /// (RFC 4702 section 2.3.1, RFC 4704 section 4.2).
    /// </summary>
    /// <param name="isPartial">True when the name does not end at the root.</param>
    internal static bool TryReadWhole(ReadOnlySpan<byte> raw, Span<byte> name, out int length, out bool isPartial)
    {
        length = 0;
        isPartial = true;
        while (!raw.IsEmpty)
        {
            int size = raw[0];
            if (size == 0)
            {
                isPartial = false;
                return raw.Length == 1;
            }

            if (size > MaxLabel || raw.Length < 1 + size || !TryAddLabel(raw.Slice(1, size), name, ref length))
            {
                return false;
            }

            raw = raw[(1 + size)..];
        }

        return true;
    }

    /// <summary>Appends a label to a name with dots; false when the name grows too long.</summary>
    internal static bool TryAddLabel(ReadOnlySpan<byte> label, Span<byte> name, ref int length)
    {
        int start = length == 0 ? 0 : length + 1;
        if (start + label.Length > Math.Min(name.Length, MaxText))
        {
            return false;
        }

        if (start > 0)
        {
            name[length] = (byte)'.';
        }

        label.CopyTo(name[start..]);
        length = start + label.Length;
        return true;
    }
}
