using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Nestor.Wire.Authentication;

/// <summary>
/// The protocol that lets a client believe a RECONFIGURE (RFC 9915 section 20.4) or a FORCERENEW (RFC 6704 section 3):
/// the server gives a key in the clear when it gives a lease, and signs with it later. Allocates nothing.
/// </summary>
public static class ReconfigureAuthentication
{
    /// <summary>The number of the protocol, the same in both families.</summary>
    public const byte Protocol = 3;

    /// <summary>HMAC-MD5, the only algorithm there is.</summary>
    public const byte HmacMd5 = 1;

    /// <summary>Bytes of the key or nonce.</summary>
    public const int KeyLength = 16;

    /// <summary>Bytes of the option's body, with key or digest.</summary>
    public const int BodyLength = DigestAt + KeyLength;

    /// <summary>The information is a key.</summary>
    public const byte KeyType = 1;

    /// <summary>The information is a digest.</summary>
    public const byte DigestType = 2;

    private const int DigestAt = AuthenticationOption.HeaderLength + 1;

    /// <summary>Writes the body that gives a client its key.</summary>
    public static void WriteKey(Span<byte> body, ulong replay, ReadOnlySpan<byte> key)
    {
        WriteHeader(body, replay, KeyType);
        key[..KeyLength].CopyTo(body[DigestAt..]);
    }

    /// <summary>Writes the body of a message that <see cref="Sign"/> will sign: its digest is zero.</summary>
    public static void WriteUnsigned(Span<byte> body, ulong replay)
    {
        WriteHeader(body, replay, DigestType);
        body.Slice(DigestAt, KeyLength).Clear();
    }

    /// <summary>Puts the digest of the whole message, taken while the digest is zero, into its place.</summary>
    /// <param name="bodyAt">Where in the message the body of the option starts.</param>
    public static void Sign(Span<byte> message, int bodyAt, ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[KeyLength];
        Digest(message, key, digest);
        digest.CopyTo(message[(bodyAt + DigestAt)..]);
    }

    /// <summary>The key that an option gives; false when it gives none.</summary>
    public static bool TryReadKey(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> key, out ulong replay) =>
        TryInformation(body, KeyType, out key, out replay);

    /// <summary>The digest that an option has; false when it has none.</summary>
    public static bool TryReadDigest(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> digest, out ulong replay) =>
        TryInformation(body, DigestType, out digest, out replay);

    private static bool TryInformation(ReadOnlySpan<byte> body, byte type, out ReadOnlySpan<byte> value, out ulong replay)
    {
        value = default;
        replay = 0;
        if (!AuthenticationOption.TryRead(body, out var option) || option.Protocol != Protocol || option.Algorithm != HmacMd5
            || option.ReplayMethod != 0 || option.Information.Length != 1 + KeyLength || option.Information[0] != type)
        {
            return false;
        }

        value = option.Information[1..];
        replay = option.Replay;
        return true;
    }

    private static void WriteHeader(Span<byte> body, ulong replay, byte type)
    {
        body[0] = Protocol;
        body[1] = HmacMd5;
        body[2] = 0;
        BinaryPrimitives.WriteUInt64BigEndian(body[3..], replay);
        body[AuthenticationOption.HeaderLength] = type;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The RFCs know no other algorithm.")]
    private static void Digest(ReadOnlySpan<byte> message, ReadOnlySpan<byte> key, Span<byte> digest) =>
        HMACMD5.HashData(key, message, digest);
}
