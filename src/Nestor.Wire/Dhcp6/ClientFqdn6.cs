using Nestor.Wire.Cursor;
using Nestor.Wire.Dns;

namespace Nestor.Wire.Dhcp6;

/// <summary>Flags of option 39 (RFC 4704 section 4.1).</summary>
[Flags]
public enum FqdnFlags6 : byte
{
    None = 0,

    /// <summary>S: the server updates the AAAA record.</summary>
    Server = 1,

    /// <summary>O: the server overrode what the client wanted of S.</summary>
    Override = 2,

    /// <summary>N: the server updates nothing.</summary>
    NoUpdate = 4,
}

/// <summary>Option 39: the client's domain name (RFC 4704), read in place.</summary>
public readonly ref struct ClientFqdn6
{
    private readonly ReadOnlySpan<byte> _body;

    private ClientFqdn6(ReadOnlySpan<byte> body) => _body = body;

    public FqdnFlags6 Flags => (FqdnFlags6)(_body[0] & 0x07);

    /// <summary>The labels as they stand in the option; empty when the client leaves the name to the server.</summary>
    public ReadOnlySpan<byte> RawName => _body[1..];

    /// <summary>Reads the option; its name is good when this is <see cref="DecodeError.None"/>.</summary>
    public static DecodeError Read(ReadOnlySpan<byte> body, out ClientFqdn6 fqdn)
    {
        fqdn = default;
        if (body.IsEmpty)
        {
            return DecodeError.Truncated;
        }

        fqdn = new ClientFqdn6(body);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        return fqdn.TryName(name, out _, out _) ? DecodeError.None : DecodeError.BadName;
    }

    /// <summary>The name with dots, without one at the end; false when labels overrun or the name is too long.</summary>
    /// <param name="name">Room for <see cref="DomainName.MaxLength"/> bytes.</param>
    /// <param name="isPartial">True when the name does not end at the root (RFC 4704 section 4.2).</param>
    public bool TryName(Span<byte> name, out int length, out bool isPartial) =>
        DomainName.TryReadWhole(RawName, name, out length, out isPartial);

    /// <summary>Appends the option for an answer.</summary>
    /// <param name="name">With dots; a dot at its end makes no difference.</param>
    /// <param name="isPartial">The labels are then not closed by the root.</param>
    /// <returns>False when it is no name; nothing is written then.</returns>
    public static bool TryWrite(
        ref OptionWriter6 to, FqdnFlags6 flags, scoped ReadOnlySpan<byte> name, bool isPartial)
    {
        Span<byte> labels = stackalloc byte[DomainName.MaxLength];
        if (!DomainName.TryWrite(name, labels, isPartial, out int size))
        {
            return false;
        }

        int mark = to.Begin(OptionCode6.ClientFqdn);
        to.UInt8((byte)flags);
        to.Bytes(labels[..size]);
        to.End(mark);
        return true;
    }
}
