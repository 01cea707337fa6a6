namespace Nestor.Wire.Dhcp4;

/// <summary>
/// Sub-options of option 43: as others, but code 0 is padding and 255 ends them (RFC 2132 section 8.4), unless the
/// operator defined sub-options with these codes.
/// </summary>
public static class VendorSubOptions4
{
    /// <summary>
    /// Takes one sub-option off the front; false at the end, or when the rest is no whole sub-option.
    /// </summary>
    /// <param name="hasPad">Code 0 is a single byte of padding.</param>
    /// <param name="hasEnd">Code 255 ends the sub-options; what stands behind it is dropped.</param>
    public static bool TryNext(
        scoped ref ReadOnlySpan<byte> area, bool hasPad, bool hasEnd, out byte code, out ReadOnlySpan<byte> body)
    {
        if (hasPad)
        {
            area = area.TrimStart(OptionCode4.Pad);
        }

        if (hasEnd && !area.IsEmpty && area[0] == OptionCode4.End)
        {
            area = default;
        }

        return SubOptions.TryNext(ref area, out code, out body);
    }

    /// <summary>Takes one sub-option off the front, with padding and end as in the RFC.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<byte> area, out byte code, out ReadOnlySpan<byte> body) =>
        TryNext(ref area, hasPad: true, hasEnd: true, out code, out body);
}
