namespace Nestor.Wire.Cursor;

/// <summary>Why bytes could not be decoded. Decoders return it; they never throw on input.</summary>
public enum DecodeError
{
    None,

    /// <summary>The bytes end before the value does.</summary>
    Truncated,

    /// <summary>The first four bytes of the option area are not 99.130.83.99 (RFC 2131 section 3).</summary>
    BadCookie,

    /// <summary>A length that the field's type does not allow.</summary>
    BadLength,

    /// <summary>
    /// A domain name with a label over 63 bytes, over 255 bytes in all, or a pointer that does not go back.
    /// </summary>
    BadName,

    /// <summary>A hardware address length above 16.</summary>
    BadHardwareLength,

    /// <summary>More relay messages inside each other than a message may pass (RFC 9915 section 7.6).</summary>
    TooManyHops,

    /// <summary>A relay message without the message it relays (RFC 9915 section 19.1).</summary>
    NoRelayMessage,

    /// <summary>More options, nesting or work than a packet may ask for.</summary>
    OverBudget,
}
