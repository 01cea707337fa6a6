using System.Numerics;

namespace Nestor.Leases;

/// <summary>
/// What <see cref="FreeAddresses"/> is, for pools of any size: the same bitmap with summaries of 64 to 1 above it, of
/// which only the words that have a bit are kept. Memory follows the addresses in use; every answer takes at most
/// two steps per level, of which there are eleven in a pool of 2^64.
/// </summary>
public sealed class SparseFreeAddresses
{
    private const ulong Full = ulong.MaxValue;
    private const int LevelShift = 58;

    // Under level and number, the level in the top six bits. A word of level 0 has a bit for each used address, one
    // of level n a bit for each full word of level n-1.
    private readonly WordTable _words;

    // How many bits each level has. Those of its last word that are beyond count as set.
    private readonly ulong[] _bits;

    /// <param name="size">Addresses in the pool, at least 1.</param>
    public SparseFreeAddresses(ulong size, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        Size = size;
        FreeCount = size;
        _words = new WordTable(seed);
        var bits = new List<ulong>();
        for (ulong count = size; ; count = ((count - 1) / 64) + 1)
        {
            bits.Add(count);
            if (count <= 64)
            {
                break;
            }
        }

        _bits = [.. bits];
    }

    public ulong Size { get; }

    public ulong FreeCount { get; private set; }

    /// <summary>Words looked at by all searches so far.</summary>
    public ulong Steps { get; private set; }

    public bool IsFree(ulong index) => (_words[index / 64] & Bit(index)) == 0;

    /// <summary>False when it was used already.</summary>
    public bool MarkUsed(ulong index)
    {
        if (!IsFree(index))
        {
            return false;
        }

        FreeCount--;
        for (int level = 0; level < _bits.Length; level++)
        {
            ulong number = index / 64;
            ulong word = _words.Set(Key(level, number), Bit(index)) | Beyond(level, number);
            if (word != Full)
            {
                break;
            }

            index = number;
        }

        return true;
    }

    /// <summary>False when it was free already.</summary>
    public bool MarkFree(ulong index)
    {
        if (IsFree(index))
        {
            return false;
        }

        FreeCount++;
        for (int level = 0; level < _bits.Length; level++)
        {
            ulong number = index / 64;
            ulong before = _words.Clear(Key(level, number), Bit(index)) | Beyond(level, number);
            if (before != Full)
            {
                break;
            }

            index = number;
        }

        return true;
    }

    /// <summary>The first free address at or after <paramref name="from"/>; false when there is none up to the end.</summary>
    public bool TryNextFree(ulong from, out ulong index)
    {
        index = from;
        int level = 0;
        while (index < _bits[level])
        {
            Steps++;
            ulong number = index / 64;
            ulong word = _words[Key(level, number)] | Beyond(level, number);
            ulong open = ~word & (Full << (int)(index % 64));
            if (open != 0)
            {
                index = (number * 64) + (ulong)BitOperations.TrailingZeroCount(open);
                if (level == 0)
                {
                    return true;
                }

                level--;
                index *= 64;
                continue;
            }

            if (level == _bits.Length - 1)
            {
                return false;
            }

            level++;
            index = number + 1;
        }

        return false;
    }

    private static ulong Key(int level, ulong number) => ((ulong)level << LevelShift) | number;

    private static ulong Bit(ulong index) => 1UL << (int)(index % 64);

    /// <summary>The bits of a word that are beyond the end of its level.</summary>
    private ulong Beyond(int level, ulong number)
    {
        ulong bits = _bits[level];
        return bits % 64 != 0 && number == bits / 64 ? Full << (int)(bits % 64) : 0;
    }
}
