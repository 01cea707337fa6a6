using System.Numerics;

namespace Nestor.Leases;

/// <summary>
/// Words of bits under 64-bit keys, in 16 bytes each: a hash table with open addressing. A word of zero is not kept.
/// </summary>
/// <param name="seed">Keys the hash, so that a client cannot choose addresses that collide.</param>
internal sealed class WordTable(ulong seed)
{
    private Entry[] _entries = new Entry[16];
    private int _count;

    public ulong this[ulong key] => _entries[PlaceOf(key)].Word;

    /// <summary>Sets bits and returns the whole word.</summary>
    public ulong Set(ulong key, ulong bits)
    {
        int place = PlaceOf(key);
        if (_entries[place].Word == 0)
        {
            if (_count >= _entries.Length / 4 * 3)
            {
                Grow();
                place = PlaceOf(key);
            }

            _count++;
            _entries[place].Key = key;
        }

        return _entries[place].Word |= bits;
    }

    /// <summary>Clears bits and returns the word as it was before.</summary>
    public ulong Clear(ulong key, ulong bits)
    {
        int place = PlaceOf(key);
        ulong before = _entries[place].Word;
        _entries[place].Word &= ~bits;
        if (before != 0 && _entries[place].Word == 0)
        {
            _count--;
            Close(place);
        }

        return before;
    }

    /// <summary>Where the key is, or the hole where it would go.</summary>
    private int PlaceOf(ulong key)
    {
        int place = Home(key);
        while (_entries[place].Word != 0 && _entries[place].Key != key)
        {
            place = (place + 1) & (_entries.Length - 1);
        }

        return place;
    }

    private int Home(ulong key) => (int)(ByteHash.Of(key, 0, seed) & (uint)(_entries.Length - 1));

    /// <summary>Moves entries behind a new hole up to where they are looked for.</summary>
    private void Close(int hole)
    {
        int mask = _entries.Length - 1;
        for (int at = (hole + 1) & mask; _entries[at].Word != 0; at = (at + 1) & mask)
        {
            int home = Home(_entries[at].Key);
            if (((at - home) & mask) >= ((at - hole) & mask))
            {
                _entries[hole] = _entries[at];
                _entries[at].Word = 0;
                hole = at;
            }
        }
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)old.Length + 1)];
        foreach (ref var entry in old.AsSpan())
        {
            if (entry.Word != 0)
            {
                _entries[PlaceOf(entry.Key)] = entry;
            }
        }
    }

    private struct Entry
    {
        public ulong Key;
        public ulong Word;
    }
}
