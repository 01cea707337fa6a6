using System.Buffers.Binary;

namespace Nestor.Leases;

/// <summary>A keyed hash of identifiers, so that a client cannot choose ones that collide.</summary>
internal static class ByteHash
{
    public static uint Of(ReadOnlySpan<byte> bytes, ulong key)
    {
        ulong hash = key ^ ((ulong)bytes.Length * 0x9E3779B97F4A7C15);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), key);
            bytes = bytes[8..];
        }

        ulong tail = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            tail |= (ulong)bytes[i] << (8 * i);
        }

        return (uint)(Mix(hash ^ tail, key) >> 32);
    }

    public static uint Of(uint value, ulong key) => (uint)(Mix(value ^ key, key) >> 32);

    public static uint Of(ulong first, ulong second, ulong key) => (uint)(Mix(Mix(first ^ key, key) ^ second, key) >> 32);

    private static ulong Mix(ulong value, ulong key)
    {
        ulong high = Math.BigMul(value ^ 0xA0761D6478BD642F, key | 1, out ulong low);
        return (high ^ low) * 0xE7037ED1A0B428DB;
    }
}
