namespace Nestor.Hooks.Points;

/// <summary>A DHCPv4 answer before it is written: for one call.</summary>
public interface IResponse4
{
    /// <summary>
    /// The fixed header, 236 bytes as on the wire (RFC 2131 section 2): siaddr at 20, sname at 44, file at 108 and the others may
    /// be written over.
    /// </summary>
    Span<byte> Header { get; }

    /// <summary>Codes of all options there are, in ascending order, into <paramref name="to"/>, which has room for 254; their number.</summary>
    int Codes(Span<byte> to);

    bool Has(byte code);

    /// <summary>The option's body; false when it is not there. It holds until the next option is set.</summary>
    bool TryGet(byte code, out ReadOnlySpan<byte> body);

    /// <summary>Adds the option, or puts this body in the place of its own. Codes 0 and 255 are no options.</summary>
    void Set(byte code, ReadOnlySpan<byte> body);

    void Remove(byte code);

    /// <summary>The whole message, for a callout that then wants <see cref="NextStep.Skip"/>.</summary>
    void SetMessage(ReadOnlySpan<byte> message);

    /// <summary>
    /// The message is padded with zeros to so many bytes, when it has fewer: BOOTP clients may want 300 (RFC 1542 section 2.1).
    /// 0 is no padding.
    /// </summary>
    int PadTo { get; set; }
}
