using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp4;

/// <summary>Option 162: resolvers that speak an encrypted protocol (RFC 9463 section 5.1).</summary>
public static class Dnr4
{
    /// <summary>Takes one resolver off the front; false at the end, or when the rest is no whole one.</summary>
    /// <param name="priority">Lower is preferred.</param>
    /// <param name="name">The authentication domain name, as labels.</param>
    /// <param name="addresses">Four bytes each; empty when only the name is given (section 3.1.6).</param>
    /// <param name="parameters">Service parameters as in RFC 9460 section 2.2.</param>
    public static bool TryNext(
        scoped ref ReadOnlySpan<byte> area,
        out ushort priority,
        out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> addresses,
        out ReadOnlySpan<byte> parameters)
    {
        priority = 0;
        name = default;
        addresses = default;
        parameters = default;
        if (area.Length < 2)
        {
            return false;
        }

        int size = BinaryPrimitives.ReadUInt16BigEndian(area);
        if (size < 3 || area.Length - 2 < size)
        {
            return false;
        }

        var body = area.Slice(2, size);
        int nameSize = body[2];
        if (nameSize == 0 || body.Length < 3 + nameSize)
        {
            return false;
        }

        var rest = body[(3 + nameSize)..];
        if (!rest.IsEmpty && (rest[0] % 4 != 0 || rest.Length < 1 + rest[0]))
        {
            return false;
        }

        priority = BinaryPrimitives.ReadUInt16BigEndian(body);
        name = body.Slice(3, nameSize);
        if (!rest.IsEmpty)
        {
            addresses = rest.Slice(1, rest[0]);
            parameters = rest[(1 + rest[0])..];
        }

        area = area[(2 + size)..];
        return true;
    }

    /// <summary>True when the body is one resolver or more and nothing else.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> area)
    {
        bool hasAny = false;
        while (TryNext(ref area, out _, out _, out _, out _))
        {
            hasAny = true;
        }

        return hasAny && area.IsEmpty;
    }
}
