namespace Nestor.Wire.Dhcp4;

/// <summary>Option 77: items with a length byte each (RFC 3004), or plain text as many clients really send.</summary>
public static class UserClass4
{
    /// <summary>
    /// True when the body is whole items and nothing else; false means it should be read as one text.
    /// </summary>
    public static bool IsItems(ReadOnlySpan<byte> area)
    {
        bool hasAny = false;
        while (TryNext(ref area, out _))
        {
            hasAny = true;
        }

        return hasAny && area.IsEmpty;
    }

    /// <summary>
    /// Takes one item off the front; false at the end, or when the rest is no whole item of a byte or more.
    /// </summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (area.IsEmpty || area[0] == 0 || area.Length < 1 + area[0])
        {
            return false;
        }

        item = area.Slice(1, area[0]);
        area = area[(1 + item.Length)..];
        return true;
    }
}
