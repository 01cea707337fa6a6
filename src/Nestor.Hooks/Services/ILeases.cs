using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Services;

/// <summary>
/// The leases of a server, on the loop's thread. What changes goes through the same books as what queries change:
/// counters, free addresses, and the turn's commit. Views point into the table and hold until the next change. A lease is
/// known by its address, or by a number, which stays the same until the lease is removed and is given to another one then.
/// </summary>
public interface ILeases<TAddr, TView, TSubnet>
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, allows ref struct
    where TSubnet : Subnet<TAddr>
{
    int Count { get; }

    /// <summary>One more than the highest number there is: whoever looks at all of them, a few a turn, misses none that stays.</summary>
    int NumberLimit { get; }

    /// <summary>The lease with a number below <see cref="NumberLimit"/>; false when there is none.</summary>
    bool TryGet(int number, out TView lease);

    /// <summary>The same, when the address is all that is wanted.</summary>
    bool TryAddress(int number, out TAddr address);

    /// <summary>The lease of an address (of a prefix by its first one), whatever its state; false when there is none.</summary>
    bool TryFind(TAddr address, out TView lease);

    /// <summary>Stores a lease, new or changed, over whatever was there.</summary>
    void Put(in TView lease);

    /// <summary>False when there is none.</summary>
    bool Remove(TAddr address);

    /// <summary>The number of a lease of the subnet, or -1.</summary>
    int FirstInSubnet(uint subnetId);

    /// <summary>The next lease of the same subnet, or -1.</summary>
    int NextInSubnet(int number);

    /// <summary>Null when no subnet has this id.</summary>
    TSubnet? Subnet(uint id);

    /// <summary>The subnet an address lies in; null for none.</summary>
    TSubnet? SubnetOf(TAddr address);

    /// <summary>pool-id of the pool that the lease's address or prefix is of; 0 when it is of none, or the pool has none.</summary>
    uint PoolIdOf(in TView lease);

    /// <summary>What is counted of a subnet.</summary>
    LeaseCounts Counts(TSubnet subnet);

    /// <summary>The pools whose free addresses or prefixes wait in a queue (<c>flq</c>), by subnet.</summary>
    IReadOnlyList<QueuedPool<TAddr>> QueuedPools();

    /// <summary>Sees to it that what is free in the pools agrees with a lease.</summary>
    void Recheck(int number);

    /// <summary>Tells the address of every lease that there was none of before, as it is put in, until it is disposed.</summary>
    IDisposable Watch(Action<TAddr> told);

    /// <summary>Tells of every lease that is about to be stored or removed, whoever does it, until it is disposed.</summary>
    IDisposable WatchChanges(LeaseWatcher<TView> told);
}

/// <summary>Hears of one change of a lease, before it is made. It looks, and changes no lease itself.</summary>
/// <param name="hasBefore">There is a lease now.</param>
/// <param name="before">The lease as it is; it holds for this call.</param>
/// <param name="hasAfter">False when it is removed.</param>
/// <param name="after">The lease as it is going to be; it holds for this call.</param>
public delegate void LeaseWatcher<TView>(bool hasBefore, in TView before, bool hasAfter, in TView after)
    where TView : struct, allows ref struct;

/// <summary>The leases of the DHCPv4 server.</summary>
public interface ILeases4 : ILeases<Ip4, Lease4View, Subnet4>
{
    /// <summary>The number of a lease with this hardware address, or -1.</summary>
    int FirstByHardwareAddress(ReadOnlySpan<byte> address);

    /// <summary>The next lease with the same hardware address, or -1.</summary>
    int NextByHardwareAddress(int number);

    /// <summary>The number of a lease with this client identifier, or -1.</summary>
    int FirstByClientId(ReadOnlySpan<byte> id);

    /// <summary>The next lease with the same client identifier, or -1.</summary>
    int NextByClientId(int number);
}

/// <summary>The leases of the DHCPv6 server: addresses and prefixes.</summary>
public interface ILeases6 : ILeases<Ip6, Lease6View, Subnet6>
{
    /// <summary>The number of a lease of this client's IA, or -1.</summary>
    int FirstInIa(ReadOnlySpan<byte> duid, uint iaid, LeaseType type);

    /// <summary>The next lease of the same client's same IA, or -1.</summary>
    int NextInIa(int number);

    /// <summary>The number of a lease of the client, or -1. Declined leases have no DUID.</summary>
    int FirstByDuid(ReadOnlySpan<byte> duid);

    /// <summary>The next lease of the same client, or -1.</summary>
    int NextByDuid(int number);
}

/// <summary>What is counted of the leases of a subnet; of prefixes nothing in DHCPv4.</summary>
/// <param name="Assigned">Addresses that clients have, and those that are declined.</param>
/// <param name="Declined">Addresses that are declined.</param>
/// <param name="EverAssigned">Addresses given to clients since the server was started.</param>
/// <param name="AssignedPrefixes">Prefixes that clients have.</param>
/// <param name="EverAssignedPrefixes">Prefixes given to clients since the server was started.</param>
public readonly record struct LeaseCounts(
    long Assigned, long Declined, long EverAssigned, long AssignedPrefixes, long EverAssignedPrefixes);

/// <summary>A pool whose free addresses or prefixes wait in a queue.</summary>
/// <param name="Range">From the first to the last address, of prefixes to the last address of the last one.</param>
/// <param name="Length">Of a prefix; all bits of an address for addresses.</param>
/// <param name="IsPrefixes">It is one of prefixes.</param>
/// <param name="Free">How many nobody has.</param>
public readonly record struct QueuedPool<TAddr>(AddressRange<TAddr> Range, uint SubnetId, int Length, bool IsPrefixes, ulong Free)
    where TAddr : struct, IAddress<TAddr>;
