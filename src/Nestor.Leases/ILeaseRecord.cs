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
