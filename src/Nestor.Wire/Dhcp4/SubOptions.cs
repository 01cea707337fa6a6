namespace Nestor.Wire.Dhcp4;

/// <summary>Options inside an option: one byte code, one byte length, body.</summary>
public static class SubOptions
{
    /// <summary>Finds the first sub-option with the code; stops at the first one that does not fit.</summary>
    public static bool TryFind(ReadOnlySpan<byte> area, byte code, out ReadOnlySpan<byte> body)
    {
        body = default;
        while (TryNext(ref area, out byte found, out var value))
        {
            if (found == code)
            {
                body = value;
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the area is nothing but whole sub-options.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> area)
    {
        while (TryNext(ref area, out _, out _))
        {
        }

        return area.IsEmpty;
    }

    /// <summary>
    /// Takes one sub-option off the front; false at the end, or when the rest is no whole sub-option.
    /// </summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out byte code, out ReadOnlySpan<byte> body)
    {
        code = 0;
        body = default;
        if (area.Length < 2 || area.Length < 2 + area[1])
        {
            return false;
        }

        code = area[0];
        body = area.Slice(2, area[1]);
        area = area[(2 + area[1])..];
        return true;
    }

    /// <summary>
    /// The bodies of all sub-options with the code, one behind the other (RFC 3396 applied to sub-options).
    /// </summary>
    /// <returns>False when there is none, or no room for them.</returns>
    public static bool TryJoin(ReadOnlySpan<byte> area, byte code, Span<byte> to, out int length)
    {
        length = 0;
        bool hasAny = false;
        while (TryNext(ref area, out byte found, out var value))
        {
            if (found != code)
            {
                continue;
            }

            if (!value.TryCopyTo(to[length..]))
            {
                return false;
            }

            length += value.Length;
            hasAny = true;
        }

        return hasAny;
    }

    /// <summary>Appends a sub-option, in parts of 255 bytes when it is longer.</summary>
    public static void Append(List<byte> to, byte code, ReadOnlySpan<byte> body)
    {
        do
        {
            var part = body[..Math.Min(body.Length, 255)];
            to.Add(code);
            to.Add((byte)part.Length);
            to.AddRange(part);
            body = body[part.Length..];
        }
        while (!body.IsEmpty);
    }
}
