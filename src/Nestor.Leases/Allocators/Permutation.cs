namespace Nestor.Leases.Allocators;

/// <summary>
/// A random order of 0 to size-1 that needs no memory: a four-round Feistel network over the next even number of bits,
/// walked until it falls inside (fewer than four steps on average).
/// </summary>
public readonly struct Permutation
{
    private readonly ulong _size;
    private readonly ulong _key;
    private readonly int _half;

    public Permutation(ulong size, ulong key)
    {
        _size = size;
        _key = key;
        int bits = 64 - System.Numerics.BitOperations.LeadingZeroCount(Math.Max(size - 1, 1));
        _half = (bits + 1) / 2;
    }

    /// <summary>The place of <paramref name="index"/> in the order; different indexes have different places.</summary>
    public ulong this[ulong index]
    {
        get
        {
            do
            {
                index = Round(index);
            }
            while (index >= _size);
            return index;
        }
    }

    private ulong Round(ulong value)
    {
        ulong mask = (1UL << _half) - 1;
        ulong left = value >> _half;
        ulong right = value & mask;
        for (ulong i = 0; i < 4; i++)
        {
            ulong mixed = (right + i + 1) * 0x9E3779B97F4A7C15 ^ _key;
            mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9;
            (left, right) = (right, left ^ ((mixed >> 32) & mask));
        }

        return (left << _half) | right;
    }
}
