using System.Buffers.Binary;

namespace PerfDhcp.Packets;

/// <summary>Codes and message types of DHCPv6 that a load generator needs (RFC 8415 sections 7.3 and 21).</summary>
internal static class OptionCode6
{
    public const ushort ClientId = 1;
    public const ushort ServerId = 2;
    public const ushort IaNa = 3;
    public const ushort IaAddress = 5;
    public const ushort OptionRequest = 6;
    public const ushort ElapsedTime = 8;
    public const ushort RelayMessage = 9;
    public const ushort StatusCode = 13;
    public const ushort RapidCommit = 14;
    public const ushort IaPd = 25;
    public const ushort IaPrefix = 26;

    public const int HeaderLength = 4;

    /// <summary>Cuts the next option off; false at the end, or when what is left is no whole option.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> options, out ushort code, out ReadOnlySpan<byte> value)
    {
        code = 0;
        value = default;
        if (options.Length < HeaderLength)
        {
            return false;
        }

        code = BinaryPrimitives.ReadUInt16BigEndian(options);
        int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
        if (HeaderLength + length > options.Length)
        {
            return false;
        }

        value = options.Slice(HeaderLength, length);
        options = options[(HeaderLength + length)..];
        return true;
    }

    /// <summary>Where the value of an option starts in a message, and its length; -1 when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> message, int optionsAt, ushort wanted, out int length)
    {
        length = 0;
        var options = message[Math.Min(optionsAt, message.Length)..];
        while (TryNext(ref options, out ushort code, out var value))
        {
            if (code == wanted)
            {
                length = value.Length;
                return message.Length - options.Length - length;
            }
        }

        return -1;
    }

    /// <summary>Writes the header of an option; gives where its value starts.</summary>
    public static int PutHeader(Span<byte> to, int at, ushort code, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], code);
        BinaryPrimitives.WriteUInt16BigEndian(to[(at + 2)..], (ushort)length);
        return at + HeaderLength;
    }
}

/// <summary>Message types of DHCPv6 (RFC 8415 section 7.3).</summary>
internal enum MessageType6 : byte
{
    Solicit = 1,
    Advertise = 2,
    Request = 3,
    Renew = 5,
    Reply = 7,
    Release = 8,
    RelayForward = 12,
    RelayReply = 13,
}
