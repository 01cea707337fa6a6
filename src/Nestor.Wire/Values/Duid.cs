using System.Buffers.Binary;
using System.Globalization;

namespace Nestor.Wire.Values;

/// <summary>DHCP unique identifiers (RFC 9915 section 11): bytes on the wire, here built, read and shown.</summary>
public static class Duid
{
    /// <summary>A type and one byte.</summary>
    public const int MinLength = 3;

    /// <summary>A type and 128 bytes (RFC 9915 section 11.1).</summary>
    public const int MaxLength = 130;

    /// <summary>Link-layer address and the time it was made (section 11.2).</summary>
    public const ushort Llt = 1;

    /// <summary>Enterprise number and the vendor's own identifier (section 11.3).</summary>
    public const ushort En = 2;

    /// <summary>Link-layer address (section 11.4).</summary>
    public const ushort Ll = 3;

    /// <summary>RFC 6355.</summary>
    public const ushort Uuid = 4;

    /// <summary>Midnight of 1 January 2000 UTC in seconds since 1970: where the time of a DUID-LLT starts.</summary>
    public const long Epoch = 946_684_800;

    /// <summary>Its length is one a DUID can have.</summary>
    public static bool IsValid(ReadOnlySpan<byte> duid) => duid.Length is >= MinLength and <= MaxLength;

    /// <param name="hardwareType">IANA's number; 1 is Ethernet.</param>
    /// <param name="time">Seconds since <see cref="Epoch"/>.</param>
    /// <returns>Bytes written; 0 when there is no room.</returns>
    public static int WriteLlt(Span<byte> to, ushort hardwareType, uint time, ReadOnlySpan<byte> address)
    {
        if (to.Length < 8 || !address.TryCopyTo(to[8..]))
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(to, Llt);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], hardwareType);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], time);
        return 8 + address.Length;
    }

    /// <inheritdoc cref="WriteLlt"/>
    public static int WriteLl(Span<byte> to, ushort hardwareType, ReadOnlySpan<byte> address)
    {
        if (to.Length < 4 || !address.TryCopyTo(to[4..]))
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(to, Ll);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], hardwareType);
        return 4 + address.Length;
    }

    /// <returns>Bytes written; 0 when there is no room.</returns>
    public static int WriteEn(Span<byte> to, uint enterprise, ReadOnlySpan<byte> identifier)
    {
        if (to.Length < 6 || !identifier.TryCopyTo(to[6..]))
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(to, En);
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], enterprise);
        return 6 + identifier.Length;
    }

    /// <summary>The link-layer address in a DUID of type LLT or LL; false when it holds none.</summary>
    public static bool TryHardware(ReadOnlySpan<byte> duid, out ushort hardwareType, out ReadOnlySpan<byte> address)
    {
        hardwareType = 0;
        address = default;
        if (duid.Length < 4)
        {
            return false;
        }

        int start = BinaryPrimitives.ReadUInt16BigEndian(duid) switch
        {
            Llt => 8,
            Ll => 4,
            _ => duid.Length,
        };
        if (duid.Length <= start)
        {
            return false;
        }

        hardwareType = BinaryPrimitives.ReadUInt16BigEndian(duid[2..]);
        address = duid[start..];
        return true;
    }

    /// <summary>
    /// The Ethernet address a link-local address was made of: ff:fe in the middle, the bit for universal addresses
    /// turned (RFC 4291 appendix A).
    /// </summary>
    /// <param name="mac">Room for six bytes.</param>
    public static bool TryMac(Ip6 linkLocal, Span<byte> mac)
    {
        if (!linkLocal.IsLinkLocal || (linkLocal.Low >> 24 & 0xFFFF) != 0xFFFE || mac.Length < 6)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16BigEndian(mac, (ushort)(linkLocal.Low >> 48 ^ 0x0200));
        mac[2] = (byte)(linkLocal.Low >> 40);
        mac[3] = (byte)(linkLocal.Low >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(mac[4..], (ushort)linkLocal.Low);
        return true;
    }

    /// <summary>Two lower-case digits a byte with colons between, as in lease files.</summary>
    /// <returns>Characters written; 0 when there is no room.</returns>
    public static int Format(ReadOnlySpan<byte> duid, Span<byte> to)
    {
        int length = Math.Max(0, (3 * duid.Length) - 1);
        if (to.Length < length)
        {
            return 0;
        }

        for (int i = 0; i < duid.Length; i++)
        {
            if (i > 0)
            {
                to[(3 * i) - 1] = (byte)':';
            }

            duid[i].TryFormat(to[(3 * i)..], out _, "x2", CultureInfo.InvariantCulture);
        }

        return length;
    }

    /// <summary>
    /// Reads digits with a colon between the bytes, which may then have one digit, or with nothing between.
    /// </summary>
    /// <param name="duid">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes read; 0 when the text is no DUID.</returns>
    public static int Parse(ReadOnlySpan<char> text, Span<byte> duid)
    {
        int count = 0;
        bool hasColons = text.Contains(':');
        while (!text.IsEmpty)
        {
            int colon = text.IndexOf(':');
            int size = hasColons ? (colon < 0 ? text.Length : colon) : 2;
            if (size is 0 or > 2 || size > text.Length || count >= Math.Min(duid.Length, MaxLength)
                || !byte.TryParse(
                    text[..size], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out duid[count++]))
            {
                return 0;
            }

            text = text[size..];
            if (hasColons && colon >= 0)
            {
                text = text[1..];
                if (text.IsEmpty)
                {
                    return 0;
                }
            }
        }

        return count < MinLength ? 0 : count;
    }
}
