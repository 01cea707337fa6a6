using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Conformance.Clients;

/// <summary>
/// What a client keeps to know its server's messages by: the key it was given and the highest counter it saw. The
/// authentication option is the same for RECONFIGURE (RFC 8415 section 20.4) and FORCERENEW (RFC 6704 section 3.1).
/// </summary>
internal sealed class BelievedMessages
{
    private const int BodyLength = 28;
    private const int DigestAt = 12;

    /// <summary>Null until the server gives one.</summary>
    public byte[]? Key { get; private set; }

    public ulong LastCounter { get; private set; }

    /// <summary>Takes the key out of the body of the option: protocol 3, HMAC-MD5, a counter that grows, type 1.</summary>
    public void TakeKey(ReadOnlySpan<byte> body)
    {
        MustBe(body, type: 1);
        Key = body[DigestAt..].ToArray();
        Assert.Contains(Key, part => part != 0);
        Count(body);
    }

    /// <summary>The message must be signed with the key, and newer than all before it.</summary>
    /// <param name="bodyAt">Where the body of the option starts in it.</param>
    [SuppressMessage("Security", "CA5351", Justification = "The RFCs know no other algorithm.")]
    public void MustBeBelieved(ReadOnlySpan<byte> message, int bodyAt)
    {
        Assert.NotNull(Key);
        ReadOnlySpan<byte> body = message.Slice(bodyAt, BodyLength);
        MustBe(body, type: 2);
        byte[] unsigned = message.ToArray();
        unsigned.AsSpan(bodyAt + DigestAt, BodyLength - DigestAt).Clear();
        Assert.Equal(HMACMD5.HashData(Key, unsigned), body[DigestAt..].ToArray());
        Count(body);
    }

    private static void MustBe(ReadOnlySpan<byte> body, byte type)
    {
        Assert.Equal(BodyLength, body.Length);
        Assert.Equal([3, 1, 0], body[..3].ToArray());
        Assert.Equal(type, body[DigestAt - 1]);
    }

    private void Count(ReadOnlySpan<byte> body)
    {
        ulong counter = BinaryPrimitives.ReadUInt64BigEndian(body[3..]);
        Assert.True(counter > LastCounter, $"the counter went from {LastCounter} to {counter}");
        LastCounter = counter;
    }
}
