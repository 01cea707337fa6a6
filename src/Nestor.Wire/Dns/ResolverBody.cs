using System.Buffers.Binary;

namespace Nestor.Wire.Dns;

/// <summary>
/// What DNR says of one resolver: priority, name, addresses, service parameters (RFC 9463). The lengths in it have one
/// byte in DHCPv4 and two in DHCPv6.
/// </summary>
internal static class ResolverBody
{
    /// <param name="width">Bytes of a length.</param>
    /// <param name="addressSize">Bytes of an address.</param>
    /// <param name="addresses">Empty when only the name is given (RFC 9463 section 3.1.6).</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        int width,
        int addressSize,
        out ushort priority,
        out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> addresses,
        out ReadOnlySpan<byte> parameters)
    {
        addresses = default;
        parameters = default;
        name = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(body, out priority))
        {
            return false;
        }

        var rest = body[2..];
        if (!TryTake(ref rest, width, out name) || name.IsEmpty)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        bool isWhole = TryTake(ref rest, width, out addresses) && addresses.Length % addressSize == 0;
        parameters = rest;
        return isWhole;
    }

    /// <summary>Takes a length and as many bytes off the front.</summary>
    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, int width, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (rest.Length < width)
        {
            return false;
        }

        int size = width == 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : rest[0];
        if (rest.Length - width < size)
        {
            return false;
        }

        value = rest.Slice(width, size);
        rest = rest[(width + size)..];
        return true;
    }
}
