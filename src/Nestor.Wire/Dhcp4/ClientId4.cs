using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp4;

/// <summary>Option 61: what a client calls itself (RFC 2132 section 9.14, RFC 4361).</summary>
public static class ClientId4
{
    /// <summary>The first byte of an identifier that holds an IAID and a DUID (RFC 4361 section 6.1).</summary>
    public const byte DuidType = 255;

    private const int DuidOffset = 5;

    /// <summary>Shortest DUID: a type and one byte.</summary>
    private const int MinDuid = 3;

    /// <summary>The IAID and DUID inside; false for any other kind of identifier.</summary>
    public static bool TryDuid(ReadOnlySpan<byte> id, out uint iaid, out ReadOnlySpan<byte> duid)
    {
        iaid = 0;
        duid = default;
        if (id.Length < DuidOffset + MinDuid || id[0] != DuidType)
        {
            return false;
        }

        iaid = BinaryPrimitives.ReadUInt32BigEndian(id[1..]);
        duid = id[DuidOffset..];
        return true;
    }

    /// <summary>A hardware type and address inside: types 1 to 254; type 0 means another kind of name.</summary>
    public static bool TryHardware(ReadOnlySpan<byte> id, out byte type, out ReadOnlySpan<byte> address)
    {
        bool isHardware = id.Length >= 2 && id[0] is not 0 and not DuidType;
        type = isHardware ? id[0] : (byte)0;
        address = isHardware ? id[1..] : default;
        return isHardware;
    }
}
