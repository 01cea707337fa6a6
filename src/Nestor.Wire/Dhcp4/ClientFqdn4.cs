using Nestor.Wire.Cursor;
using Nestor.Wire.Dns;

namespace Nestor.Wire.Dhcp4;

/// <summary>Flags of option 81 (RFC 4702 section 2.1).</summary>
[Flags]
public enum FqdnFlags : byte
{
    None = 0,

    /// <summary>S: the server updates the A record.</summary>
    Server = 1,

    /// <summary>O: the server overrode what the client wanted of S.</summary>
    Override = 2,

    /// <summary>E: the name is in labels, not in the old ASCII form.</summary>
    Canonical = 4,

    /// <summary>N: the server updates nothing.</summary>
    NoUpdate = 8,
}

/// <summary>Option 81: the client's domain name (RFC 4702), read in place.</summary>
public readonly ref struct ClientFqdn4
{
    /// <summary>Flags and two result codes stand before the name.</summary>
    public const int FixedLength = 3;

    private readonly ReadOnlySpan<byte> _body;

    private ClientFqdn4(ReadOnlySpan<byte> body) => _body = body;

    public FqdnFlags Flags => (FqdnFlags)(_body[0] & 0x0F);

    /// <summary>False for the old ASCII form.</summary>
    public bool IsCanonical => (Flags & FqdnFlags.Canonical) != 0;

    /// <summary>The name as it stands in the option.</summary>
    public ReadOnlySpan<byte> RawName => _body[FixedLength..];

    /// <summary>Reads the option; its name is good when this is <see cref="DecodeError.None"/>.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> body, out ClientFqdn4 fqdn)
    {
        fqdn = default;
        if (body.Length < FixedLength)
        {
            return DecodeError.Truncated;
        }

        fqdn = new ClientFqdn4(body);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        return fqdn.TryName(name, out _, out _) ? DecodeError.None : DecodeError.BadName;
    }

    /// <summary>
    /// The name with dots, without one at the end; false when labels overrun or one is empty or too long.
    /// </summary>
    /// <param name="name">Room for <see cref="DomainName.MaxLength"/> bytes.</param>
    /// <param name="length">0 when the client leaves the name to the server.</param>
    /// <param name="isPartial">True when the client did not say that the name ends at the root.</param>
    public bool TryName(Span<byte> name, out int length, out bool isPartial)
    {
        isPartial = true;
        length = 0;
        var raw = RawName;
        if (raw.IsEmpty)
        {
            return true;
        }

        return IsCanonical
            ? DomainName.TryReadWhole(raw, name, out length, out isPartial)
            : TryAscii(raw, name, out length, out isPartial);
    }

    /// <summary>Writes the option for an answer; both result codes are 255 (RFC 4702 section 2.2).</summary>
    /// <param name="name">With dots; a dot at its end makes no difference.</param>
    /// <param name="isPartial">Labels are then not closed by the root, ASCII not by a dot.</param>
    /// <returns>Bytes written, or 0 when there is no room or it is no name.</returns>
    public static int Write(Span<byte> to, FqdnFlags flags, ReadOnlySpan<byte> name, bool isPartial)
    {
        name = name.TrimEnd((byte)'.');
        if (to.Length < FixedLength + DomainName.MaxLength || name.Length > DomainName.MaxText)
        {
            return 0;
        }

        to[0] = (byte)flags;
        to[1] = 255;
        to[2] = 255;
        if ((flags & FqdnFlags.Canonical) != 0)
        {
            return DomainName.TryWrite(name, to[FixedLength..], isPartial, out int written) ? FixedLength + written : 0;
        }

        name.CopyTo(to[FixedLength..]);
        int length = FixedLength + name.Length;
        if (!isPartial && !name.IsEmpty)
        {
            to[length++] = (byte)'.';
        }

        return length;
    }

    private static bool TryAscii(ReadOnlySpan<byte> raw, Span<byte> name, out int length, out bool isPartial)
    {
        length = 0;
        raw = raw.TrimEnd((byte)0);
        isPartial = !raw.EndsWith("."u8);
        raw = isPartial ? raw : raw[..^1];
        while (!raw.IsEmpty)
        {
            int dot = raw.IndexOf((byte)'.');
            var label = dot < 0 ? raw : raw[..dot];
            if (label.IsEmpty || label.Length > DomainName.MaxLabel || dot == raw.Length - 1
                || !DomainName.TryAddLabel(label, name, ref length))
            {
                return false;
            }

            raw = dot < 0 ? default : raw[(dot + 1)..];
        }

        return true;
    }
}
