namespace Nestor.Leases;

/// <summary>Which field of a record links it in one hash table, and what the record is found by there.</summary>
internal interface ISlotChain<TRecord>
    where TRecord : struct, ILeaseRecord<TRecord>
{
    static abstract ref int NextOf(ref TRecord record);
}

/// <summary>A hash table of slots: heads of chains that go through the records.</summary>
internal struct SlotHash<TRecord, TChain>
    where TRecord : struct, ILeaseRecord<TRecord>
    where TChain : struct, ISlotChain<TRecord>
{
    private int[] _heads;

    /// <param name="size">A power of two.</param>
    public SlotHash(int size)
    {
        _heads = new int[size];
        Array.Fill(_heads, -1);
    }

    public readonly int Size => _heads.Length;

    /// <summary>The first slot that may have the hash, or -1.</summary>
    public readonly int First(uint hash) => _heads[hash & (uint)(_heads.Length - 1)];

    public readonly void Link(LeaseSlots<TRecord> slots, int slot, uint hash)
    {
        ref int head = ref _heads[hash & (uint)(_heads.Length - 1)];
        TChain.NextOf(ref slots[slot]) = head;
        head = slot;
    }

    public readonly void Unlink(LeaseSlots<TRecord> slots, int slot, uint hash)
    {
        ref int at = ref _heads[hash & (uint)(_heads.Length - 1)];
        while (at != slot)
        {
            at = ref TChain.NextOf(ref slots[at]);
        }

        at = TChain.NextOf(ref slots[slot]);
    }

    /// <summary>Links a slot where it was unlinked: before the one that its own link still names.</summary>
    public readonly void Relink(LeaseSlots<TRecord> slots, int slot, uint hash)
    {
        int next = TChain.NextOf(ref slots[slot]);
        ref int at = ref _heads[hash & (uint)(_heads.Length - 1)];
        while (at != next)
        {
            at = ref TChain.NextOf(ref slots[at]);
        }

        at = slot;
    }
}

/// <summary>The chain of the hash table of addresses.</summary>
internal readonly struct AddressChain<TRecord> : ISlotChain<TRecord>
    where TRecord : struct, ILeaseRecord<TRecord>
{
    public static ref int NextOf(ref TRecord record) => ref TRecord.LinksOf(ref record).NextByAddress;
}
