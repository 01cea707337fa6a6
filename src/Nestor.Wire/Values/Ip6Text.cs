using System.Globalization;

namespace Nestor.Wire.Values;

/// <summary>IPv6 addresses as text: read in every notation (RFC 4291 section 2.2), written in one (RFC 5952).</summary>
internal static class Ip6Text
{
    private const int Groups = 8;

    public static bool TryParse(ReadOnlySpan<char> text, out Ip6 address)
    {
        address = default;
        UInt128 value = 0;
        int count = 0;
        int gap = -1;
        if (text.StartsWith("::"))
        {
            gap = 0;
            text = text[2..];
        }

        bool isGroupDue = gap < 0;
        while (!text.IsEmpty)
        {
            if (!TryTake(ref text, ref value, ref count))
            {
                return false;
            }

            isGroupDue = false;
            if (text.IsEmpty)
            {
                break;
            }

            // TryTake stops at a colon or at the end.
            text = text[1..];
            isGroupDue = true;
            if (!text.IsEmpty && text[0] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                text = text[1..];
                isGroupDue = false;
            }
        }

        if (isGroupDue || (gap < 0 ? count != Groups : count >= Groups))
        {
            return false;
        }

        if (gap >= 0)
        {
            // The groups behind the gap go to the end.
            int behind = 16 * (count - gap);
            var low = behind == 0 ? 0 : value & (UInt128.MaxValue >> (128 - behind));
            int ahead = 16 * (Groups - gap);
            value = (gap == 0 ? 0 : value >> behind << ahead) | low;
        }

        address = Ip6.FromNumber(value);
        return true;
    }

    /// <returns>Characters written; there is room for <see cref="Ip6.MaxText"/>.</returns>
    public static int Format(Ip6 address, Span<byte> to)
    {
        Span<ushort> groups = stackalloc ushort[Groups];
        for (int i = 0; i < Groups; i++)
        {
            groups[i] = (ushort)((i < 4 ? address.High : address.Low) >> (48 - (16 * (i % 4))));
        }

        (int gap, int size) = LongestZeros(groups);

        // Addresses that embed one of IPv4 show it, as the C library does (RFC 5952 section 5).
        bool isMapped = gap == 0 && (size == 6 || (size == 5 && groups[5] == 0xFFFF));
        int end = isMapped ? 6 : Groups;
        int at = 0;
        for (int i = 0; i < end;)
        {
            if (i == gap)
            {
                to[at++] = (byte)':';
                to[at++] = (byte)':';
                i += size;
                continue;
            }

            if (i > 0 && i != gap + size)
            {
                to[at++] = (byte)':';
            }

            groups[i++].TryFormat(to[at..], out int written, "x", CultureInfo.InvariantCulture);
            at += written;
        }

        if (isMapped)
        {
            if (size == 5)
            {
                to[at++] = (byte)':';
            }

            new Ip4((uint)address.Low).TryFormat(to[at..], out int written, default, null);
            at += written;
        }

        return at;
    }

    /// <summary>One group, or the IPv4 address that may stand for the last two.</summary>
    private static bool TryTake(ref ReadOnlySpan<char> text, ref UInt128 value, ref int count)
    {
        int colon = text.IndexOf(':');
        var part = colon < 0 ? text : text[..colon];
        if (colon < 0 && part.Contains('.'))
        {
            if (count > Groups - 2 || !Ip4.TryParse(part, out var last))
            {
                return false;
            }

            value = (value << 32) | last.Value;
            count += 2;
            text = default;
            return true;
        }

        if (part.Length is 0 or > 4 || count >= Groups
            || !ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort group))
        {
            return false;
        }

        value = (value << 16) | group;
        count++;
        text = text[part.Length..];
        return true;
    }

    /// <summary>The first of the longest runs of two zero groups or more (RFC 5952 section 4.2).</summary>
    private static (int Start, int Size) LongestZeros(ReadOnlySpan<ushort> groups)
    {
        (int Start, int Size) best = (-1, 0);
        for (int i = 0; i < Groups; i++)
        {
            int start = i;
            while (i < Groups && groups[i] == 0)
            {
                i++;
            }

            if (i - start > Math.Max(best.Size, 1))
            {
                best = (start, i - start);
            }
        }

        return best;
    }
}
