namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// Clients that were told, or are about to be told, and have not come yet: each is told again after 2, 4, 8 ... seconds,
/// eight times in all (RFC 9915 sections 15 and 18.3.11). It has a bound; what finds no room comes later.
/// </summary>
/// <typeparam name="TAddr">What a lease is found by.</typeparam>
public sealed class Pending<TAddr>
    where TAddr : struct, IEquatable<TAddr>
{
    /// <summary>Most clients at one time.</summary>
    public const int Max = 16384;

    /// <summary>Seconds before a client is told again for the first time (REC_TIMEOUT).</summary>
    public const int FirstWait = 2;

    /// <summary>How often a client is told (REC_MAX_RC).</summary>
    public const int MaxTries = 8;

    private readonly Dictionary<TAddr, Entry> _entries = [];
    private readonly PriorityQueue<(TAddr Address, uint Serial), long> _due = new();
    private uint _serial;

    public int Count => _entries.Count;

    // The queue also has what is no longer there, until its time comes: that has a bound too.
    public bool IsFull => _entries.Count >= Max || _due.Count >= 2 * Max;

    /// <summary>Takes a client in, to be told from a time on; anew if it is there already. False when there is no room.</summary>
    /// <param name="message">What it is to answer with.</param>
    public bool Add(TAddr address, byte message, long due)
    {
        if (IsFull)
        {
            return false;
        }

        Put(address, new Entry { Message = message }, due);
        return true;
    }

    public bool Has(TAddr address) => _entries.ContainsKey(address);

    /// <summary>The client came, or its lease is gone.</summary>
    public void Remove(TAddr address) => _entries.Remove(address);

    public void Clear()
    {
        _entries.Clear();
        _due.Clear();
    }

    /// <summary>The next client whose time has come; its next time is set. False when there is none.</summary>
    /// <param name="isLast">It is not told again after this.</param>
    public bool TryNext(long now, out TAddr address, out byte message, out bool isLast)
    {
        while (_due.TryPeek(out var next, out long due) && due <= now)
        {
            _due.Dequeue();
            if (!_entries.TryGetValue(next.Address, out var entry) || entry.Serial != next.Serial)
            {
                continue;
            }

            address = next.Address;
            message = entry.Message;
            isLast = entry.Tries + 1 >= MaxTries;
            if (isLast)
            {
                _entries.Remove(address);
            }
            else
            {
                long wait = FirstWait << entry.Tries;
                entry.Tries++;
                Put(address, entry, now + wait);
            }

            return true;
        }

        (address, message, isLast) = (default, 0, false);
        return false;
    }

    private void Put(TAddr address, Entry entry, long due)
    {
        entry.Serial = ++_serial;
        _entries[address] = entry;
        _due.Enqueue((address, entry.Serial), due);
    }

    private struct Entry
    {
        public uint Serial;
        public byte Message;
        public byte Tries;
    }
}
