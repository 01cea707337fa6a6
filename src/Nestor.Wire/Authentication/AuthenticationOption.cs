using System.Buffers.Binary;

namespace Nestor.Wire.Authentication;

/// <summary>
/// The authentication option, whose body is the same in DHCPv4 (option 90, RFC 3118 section 2) and DHCPv6 (option 11,
/// RFC 9915 section 21.11): protocol, algorithm, replay detection, and what the protocol makes of the rest.
/// </summary>
public readonly ref struct AuthenticationOption
{
    /// <summary>Bytes before the information of the protocol.</summary>
    public const int HeaderLength = 11;

    public byte Protocol { get; private init; }

    public byte Algorithm { get; private init; }

    /// <summary>Replay detection method; 0 is a counter that only grows.</summary>
    public byte ReplayMethod { get; private init; }

    public ulong Replay { get; private init; }

    public ReadOnlySpan<byte> Information { get; private init; }

    /// <summary>False when the body is too short to be one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out AuthenticationOption option)
    {
        option = default;
        if (body.Length < HeaderLength)
        {
            return false;
        }

        option = new AuthenticationOption
        {
            Protocol = body[0],
            Algorithm = body[1],
            ReplayMethod = body[2],
            Replay = BinaryPrimitives.ReadUInt64BigEndian(body[3..]),
            Information = body[HeaderLength..],
        };
        return true;
    }
}
