using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>What a status code option says (RFC 9915 section 21.13, RFC 5007, 5460 and 7653).</summary>
public enum StatusCode6 : ushort
{
    Success = 0,
    UnspecFail = 1,
    NoAddrsAvail = 2,
    NoBinding = 3,
    NotOnLink = 4,
    UseMulticast = 5,
    NoPrefixAvail = 6,
    UnknownQueryType = 7,
    MalformedQuery = 8,
    NotConfigured = 9,
    NotAllowed = 10,
    QueryTerminated = 11,
    DataMissing = 12,
    CatchUpComplete = 13,
    NotSupported = 14,
    TlsConnectionRefused = 15,
}

/// <summary>Option 13: a code and a text for people (RFC 9915 section 21.13).</summary>
public static class StatusOption6
{
    /// <summary>Reads the body; false when it is shorter than a code.</summary>
    /// <param name="message">UTF-8 as it came, maybe empty.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out StatusCode6 code, out ReadOnlySpan<byte> message)
    {
        bool isRead = BinaryPrimitives.TryReadUInt16BigEndian(body, out ushort value);
        code = (StatusCode6)value;
        message = isRead ? body[2..] : default;
        return isRead;
    }

    /// <summary>The code among these options; without the option all is well (section 21.13).</summary>
    public static StatusCode6 In(ReadOnlySpan<byte> options) =>
        OptionCursor6.TryFind(options, OptionCode6.StatusCode, out var body) && TryRead(body, out var code, out _)
            ? code
            : StatusCode6.Success;

    /// <summary>Appends the option.</summary>
    public static void Write(ref OptionWriter6 to, StatusCode6 code, scoped ReadOnlySpan<byte> message)
    {
        int mark = to.Begin(OptionCode6.StatusCode);
        to.UInt16((ushort)code);
        to.Bytes(message);
        to.End(mark);
    }
}
