using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>
/// When leases run out: a timer wheel of four levels with 256 places each (1 s, 4 min, 18 h, 194 days a place) for
/// those that still run, a queue of those that ran out, and one of those that were reclaimed or released.
/// </summary>
internal sealed class LeaseTimes<TRecord>
    where TRecord : struct, ILeaseRecord<TRecord>
{
    private const int Levels = 4;
    private const int Places = 256;
    private const short ExpiredList = Levels * Places;
    private const short ReclaimedList = ExpiredList + 1;
    private const short PutOffList = ReclaimedList + 1;

    private readonly LeaseSlots<TRecord> _slots;
    private readonly SlotEnds[] _lists = new SlotEnds[PutOffList + 1];
    private long _now;
    private bool _isExpiredSorted = true;
    private bool _isReclaimedSorted = true;

    // Until time first moves on, leases come from files, in any order.
    private bool _isLoading = true;

    public LeaseTimes(LeaseSlots<TRecord> slots, long now)
    {
        _slots = slots;
        _now = now;
        Array.Fill(_lists, SlotEnds.Empty);
    }

    /// <summary>Puts a lease in the list that its state and time ask for.</summary>
    public void Place(int slot)
    {
        Take(slot);
        ref var record = ref _slots[slot];
        long expire = TRecord.ExpireOf(ref record);
        if (TRecord.StateOf(ref record) is LeaseState.ExpiredReclaimed or LeaseState.Released)
        {
            // A running server reclaims oldest first, which is order enough.
            _isReclaimedSorted &= !_isLoading || IsNotBeforeLast(expire, ReclaimedList);
            Append(slot, ReclaimedList);
        }
        else if (TRecord.IsInfinite(ref record))
        {
            return;
        }
        else if (expire < _now)
        {
            _isExpiredSorted &= IsNotBeforeLast(expire, ExpiredList);
            Append(slot, ExpiredList);
        }
        else
        {
            Append(slot, WheelPlace(expire + 1));
        }
    }

    /// <summary>Takes a lease out of the list it is in.</summary>
    public void Take(int slot)
    {
        ref var record = ref _slots.Links(slot);
        if (record.TimeList < 0)
        {
            return;
        }

        ref var ends = ref _lists[record.TimeList];
        var link = record.InTime;
        if (link.Previous >= 0)
        {
            _slots.Links(link.Previous).InTime.Next = link.Next;
        }
        else
        {
            ends.First = link.Next;
        }

        if (link.Next >= 0)
        {
            _slots.Links(link.Next).InTime.Previous = link.Previous;
        }
        else
        {
            ends.Last = link.Previous;
        }

        record.TimeList = -1;
    }

    /// <summary>Puts a lease that was taken out of its list back where it stood, which its own links still say.</summary>
    public void Relink(int slot)
    {
        ref var record = ref _slots.Links(slot);
        if (record.TimeList < 0)
        {
            return;
        }

        ref var ends = ref _lists[record.TimeList];
        var link = record.InTime;
        if (link.Previous >= 0)
        {
            _slots.Links(link.Previous).InTime.Next = slot;
        }
        else
        {
            ends.First = slot;
        }

        if (link.Next >= 0)
        {
            _slots.Links(link.Next).InTime.Previous = slot;
        }
        else
        {
            ends.Last = slot;
        }
    }

    /// <summary>Which lists are in order: to be kept while changes are tried.</summary>
    public (bool Expired, bool Reclaimed) Order
    {
        get => (_isExpiredSorted, _isReclaimedSorted);
        set => (_isExpiredSorted, _isReclaimedSorted) = value;
    }

    public void Advance(long now, ILeaseExpiry sink)
    {
        _isLoading = false;
        if (now - _now > 1 << 20)
        {
            Jump(now, sink);
            return;
        }

        while (_now < now)
        {
            _now++;
            Cascade();
            int place = (int)(_now & (Places - 1));
            while (_lists[place].First is >= 0 and int slot)
            {
                Take(slot);
                Append(slot, ExpiredList);
                sink.Expired(slot);
            }
        }
    }

    public int OldestExpired()
    {
        if (!_isExpiredSorted)
        {
            Sort(ExpiredList);
            _isExpiredSorted = true;
        }

        return _lists[ExpiredList].First;
    }

    /// <summary>True for a lease that ran out and waits to be put in order.</summary>
    public bool IsExpired(int slot) => _slots.Links(slot).TimeList == ExpiredList;

    /// <summary>A lease that ran out is to be left as it is until <see cref="EndPutOff"/>.</summary>
    public void PutOff(int slot)
    {
        Take(slot);
        Append(slot, PutOffList);
    }

    /// <summary>Leases that were put off come again, after all others that ran out until now.</summary>
    public void EndPutOff()
    {
        while (_lists[PutOffList].First is >= 0 and int slot)
        {
            Take(slot);
            Append(slot, ExpiredList);
        }
    }

    public int OldestReclaimed(out long since)
    {
        if (!_isReclaimedSorted)
        {
            Sort(ReclaimedList);
            _isReclaimedSorted = true;
        }

        int slot = _lists[ReclaimedList].First;
        since = slot < 0 ? 0 : ExpireOf(slot);
        return slot;
    }

    /// <summary>Where a lease that is due at the given second waits, seen from now.</summary>
    private short WheelPlace(long due)
    {
        long distance = due - _now;
        for (int level = 0; level < Levels; level++)
        {
            if (distance < 1L << (8 * (level + 1)))
            {
                return (short)((level * Places) + (int)((due >> (8 * level)) & (Places - 1)));
            }
        }

        // Further away than the wheel reaches: the last place, from where it is put again when its turn comes.
        long far = _now + (1L << (8 * Levels)) - 1;
        return (short)(((Levels - 1) * Places) + (int)((far >> (8 * (Levels - 1))) & (Places - 1)));
    }

    /// <summary>When a level has gone round, the next place of the level above is dealt out below.</summary>
    private void Cascade()
    {
        for (int level = 1; level < Levels && (_now & ((1L << (8 * level)) - 1)) == 0; level++)
        {
            int place = (level * Places) + (int)((_now >> (8 * level)) & (Places - 1));
            int slot = _lists[place].First;
            while (slot >= 0)
            {
                int next = _slots.Links(slot).InTime.Next;
                Take(slot);
                Append(slot, WheelPlace(ExpireOf(slot) + 1));
                slot = next;
            }
        }
    }

    /// <summary>Time moved on by more than twelve days at once: all running leases are placed anew.</summary>
    private void Jump(long now, ILeaseExpiry sink)
    {
        _now = now;
        var running = new List<int>();
        for (int list = 0; list < ExpiredList; list++)
        {
            for (int slot = _lists[list].First; slot >= 0; slot = _slots.Links(slot).InTime.Next)
            {
                running.Add(slot);
            }
        }

        running.Sort((a, b) => ExpireOf(a).CompareTo(ExpireOf(b)));
        foreach (int slot in running)
        {
            Place(slot);
            if (_slots.Links(slot).TimeList == ExpiredList)
            {
                sink.Expired(slot);
            }
        }
    }

    private long ExpireOf(int slot) => TRecord.ExpireOf(ref _slots[slot]);

    private bool IsNotBeforeLast(long expire, short list) =>
        _lists[list].Last is var last && (last < 0 || ExpireOf(last) <= expire);

    private void Sort(short list)
    {
        var slots = new List<int>();
        while (_lists[list].First is >= 0 and int slot)
        {
            Take(slot);
            slots.Add(slot);
        }

        slots.Sort((a, b) => ExpireOf(a).CompareTo(ExpireOf(b)));
        foreach (int slot in slots)
        {
            Append(slot, list);
        }
    }

    private void Append(int slot, short list)
    {
        ref var ends = ref _lists[list];
        ref var record = ref _slots.Links(slot);
        record.InTime = new SlotLink { Previous = ends.Last, Next = -1 };
        record.TimeList = list;
        if (ends.Last >= 0)
        {
            _slots.Links(ends.Last).InTime.Next = slot;
        }
        else
        {
            ends.First = slot;
        }

        ends.Last = slot;
    }
}
