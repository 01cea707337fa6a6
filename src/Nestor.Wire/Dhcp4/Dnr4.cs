using System.Buffers.Binary;
using Nestor.Wire.Dns;

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
        if (area.Length - 2 < size)
        {
            return false;
        }

        if (!ResolverBody.TryRead(area.Slice(2, size), 1, 4, out priority, out name, out addresses, out parameters))
        {
            return false;
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
