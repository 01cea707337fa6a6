using System.Text;
using Nestor.Wire.Authentication;

namespace Nestor.Wire.Tests.Authentication;

public sealed class ReconfigureAuthenticationTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void A_key_is_told_in_28_bytes_and_read_back__RFC9915_20_4_1()
    {
        byte[] body = new byte[ReconfigureAuthentication.BodyLength];
        ReconfigureAuthentication.WriteKey(body, 0x0102030405060708, Key);

        Assert.Equal(
            // protocol 3, HMAC-MD5, counter, its value, a key, the key
            "03" + "01" + "00" + "0102030405060708" + "01" + "0102030405060708090a0b0c0d0e0f10", Convert.ToHexStringLower(body));
        Assert.True(ReconfigureAuthentication.TryReadKey(body, out var key, out ulong replay));
        Assert.Equal((0x0102030405060708ul, true), (replay, key.SequenceEqual(Key)));
        Assert.False(ReconfigureAuthentication.TryReadDigest(body, out _, out _));
    }

    [Fact]
    public void The_digest_is_HMAC_MD5_over_the_message_with_the_digest_s_place_zero__RFC6704_3_1_3()
    {
        byte[] message = new byte[3 + ReconfigureAuthentication.BodyLength + 2];
        Encoding.ASCII.GetBytes("abc").CopyTo(message, 0);
        ReconfigureAuthentication.WriteUnsigned(message.AsSpan(3), 7);
        Assert.True(message.AsSpan(15, 16).IndexOfAnyExcept((byte)0) < 0);
        message[^1] = 0xFF;
        ReconfigureAuthentication.Sign(message, 3, Key);

        // Taken with another implementation, openssl dgst -md5 -mac HMAC.
        Assert.Equal("3c924f81b8d509b51582108ae3d16619", Convert.ToHexStringLower(message.AsSpan(15, 16)));
        Assert.True(ReconfigureAuthentication.TryReadDigest(message.AsSpan(3, 28), out var digest, out ulong replay));
        Assert.Equal((7ul, true), (replay, digest.SequenceEqual(message.AsSpan(15, 16))));
    }

    [Fact]
    public void Another_protocol_algorithm_method_or_length_is_no_key__RFC9915_20_4_1()
    {
        byte[] body = new byte[ReconfigureAuthentication.BodyLength];
        ReconfigureAuthentication.WriteKey(body, 1, Key);
        for (int at = 0; at < 3; at++)
        {
            byte[] other = [.. body];
            other[at]++;
            Assert.False(ReconfigureAuthentication.TryReadKey(other, out _, out _));
        }

        for (int length = 0; length < body.Length; length++)
        {
            Assert.False(ReconfigureAuthentication.TryReadKey(body.AsSpan(0, length), out _, out _));
        }

        Assert.False(ReconfigureAuthentication.TryReadKey([.. body, 0], out _, out _));
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        byte[] message = new byte[300];
        Once(message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Once(message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private static void Once(byte[] message)
    {
        ReconfigureAuthentication.WriteUnsigned(message, 1);
        ReconfigureAuthentication.Sign(message, 0, Key);
        Assert.True(ReconfigureAuthentication.TryReadDigest(message.AsSpan(0, 28), out _, out _));
    }
}
