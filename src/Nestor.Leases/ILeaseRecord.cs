using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>What storage, subnet lists and timers need to know of one lease in a table of either family.</summary>
internal interface ILeaseRecord<TSelf>
    where TSelf : struct, ILeaseRecord<TSelf>
{
    static abstract ref LeaseLinks LinksOf(ref TSelf record);

    static abstract ref LeaseBytes BytesOf(ref TSelf record);

    static abstract uint SubnetIdOf(ref TSelf record);

    static abstract LeaseState StateOf(ref TSelf record);

    /// <summary>Unix seconds; see <see cref="Lease4Fields.Expire"/>.</summary>
    static abstract long ExpireOf(ref TSelf record);

    static abstract bool IsInfinite(ref TSelf record);
}

/// <summary>What putting a lease in a table needs to know besides.</summary>
internal interface ILeaseRecord<TSelf, TFields> : ILeaseRecord<TSelf>
    where TSelf : struct, ILeaseRecord<TSelf, TFields>
    where TFields : struct
{
    static abstract ref TFields FieldsOf(ref TSelf record);

    static abstract uint AddressHashOf(in TFields fields, ulong seed);

    /// <summary>The indexes of clients have both under the same key if the strings are the same.</summary>
    static abstract bool HasSameKeys(in TFields fields, in TFields other);
}

/// <summary>The hash tables that find a lease by its client.</summary>
internal interface IClientIndex<TRecord>
    where TRecord : struct, ILeaseRecord<TRecord>
{
    /// <summary>Starts anew, with nothing in it.</summary>
    void Clear(int size);

    void Link(LeaseSlots<TRecord> slots, int slot, ulong seed);

    void Unlink(LeaseSlots<TRecord> slots, int slot, ulong seed);

    /// <summary>Links what was unlinked where it stood, which its own links still say.</summary>
    void Relink(LeaseSlots<TRecord> slots, int slot, ulong seed);
}

/// <summary>Places of a lease in the lists that both families have.</summary>
internal struct LeaseLinks
{
    public SlotLink InSubnet;
    public SlotLink InTime;

    /// <summary>Chain of the hash table of addresses; links free records too.</summary>
    public int NextByAddress;

    /// <summary>The time list the lease stands in; -1 for none.</summary>
    public short TimeList;
    public bool IsUsed;
}

/// <summary>Where the strings of a lease are in the arena.</summary>
internal struct LeaseBytes
{
    public int Handle;
    public LeaseLengths Lengths;
}
