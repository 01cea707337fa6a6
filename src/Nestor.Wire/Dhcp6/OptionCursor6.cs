using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Walks over options: two bytes of code, two of length, body (RFC 9915 section 21.1). Sub-options of DHCPv6 options
/// are laid out alike.
/// </summary>
/// <param name="area">Nothing but options.</param>
public ref struct OptionCursor6(ReadOnlySpan<byte> area)
{
    /// <summary>Code and length in front of a body.</summary>
    public const int HeaderLength = 4;

    private ReadOnlySpan<byte> _rest = area;

    /// <summary>What was not walked over yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Takes the next option; false at the end, or when the rest is no whole option.</summary>
    public bool TryNext(out ushort code, out ReadOnlySpan<byte> body)
    {
        code = 0;
        body = default;
        if (_rest.Length < HeaderLength)
        {
            return false;
        }

        int size = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (_rest.Length - HeaderLength < size)
        {
            return false;
        }

        code = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        body = _rest.Slice(HeaderLength, size);
        _rest = _rest[(HeaderLength + size)..];
        return true;
    }

    /// <summary>Goes on to the next option with this code.</summary>
    public bool TryNext(ushort code, out ReadOnlySpan<byte> body)
    {
        while (TryNext(out ushort found, out body))
        {
            if (found == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first option with the code, before the first one that is not whole.</summary>
    public static bool TryFind(ReadOnlySpan<byte> area, ushort code, out ReadOnlySpan<byte> body) =>
        new OptionCursor6(area).TryNext(code, out body);

    /// <summary>True when the area is nothing but whole options.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> area)
    {
        var cursor = new OptionCursor6(area);
        while (cursor.TryNext(out _, out _))
        {
        }

        return cursor.Rest.IsEmpty;
    }
}
