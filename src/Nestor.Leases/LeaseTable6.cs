using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Leases;

/// <summary>
/// All IPv6 leases in memory, addresses and prefixes: by address, IA, DUID, subnet and time. For one thread. A lease
/// is known by its slot, which stays the same until the lease is removed. Nothing is allocated per lease.
/// </summary>
public sealed class LeaseTable6 : ILeaseTable<Lease6View, Ip6>
{
    private readonly ulong _seed;
    private readonly LeaseIndex<LeaseRecord6, Lease6Fields, ClientIndex6> _index;
    private readonly LeaseSlots<LeaseRecord6> _slots;

    /// <param name="seed">Key of the hash tables.</param>
    /// <param name="now">Unix seconds; leases that have run out by then are expired from the start.</param>
    public LeaseTable6(ulong seed, long now)
    {
        _seed = seed;
        _index = new LeaseIndex<LeaseRecord6, Lease6Fields, ClientIndex6>(seed, now);
        _slots = _index.Slots;
    }

    public int Count => _slots.Count;

    /// <summary>One more than the highest slot ever used; for walking over all of them.</summary>
    public int SlotLimit => _slots.Limit;

    public bool IsUsed(int slot) => _slots.Links(slot).IsUsed;

    /// <summary>The slot of the lease of an address or of the prefix that begins with it, or -1.</summary>
    public int Find(Ip6 address)
    {
        int slot = _index.ByAddress.First(ByteHash.Of(address.High, address.Low, _seed));
        while (slot >= 0)
        {
            ref var r = ref _slots[slot];
            if (r.Fields.Address == address)
            {
                break;
            }

            slot = r.Links.NextByAddress;
        }

        return slot;
    }

    /// <summary>The slot of the lease of an address, or -1; one of a prefix does not count.</summary>
    public int FindAddress(Ip6 address) => Find(address) is >= 0 and int slot && Fields(slot).Type == LeaseType.Na ? slot : -1;

    /// <summary>The slot of the lease of just this prefix, or -1.</summary>
    public int FindPrefix(Ip6 address, int length) =>
        Find(address) is >= 0 and int slot && Fields(slot).Type == LeaseType.Pd && Fields(slot).PrefixLength == length ? slot : -1;

    /// <summary>
    /// Many leases are about to be put in: until <see cref="EndLoad"/> only addresses can be looked up, and the other
    /// indexes, which then are made once and in one size, cost nothing.
    /// </summary>
    public void BeginLoad() => _index.BeginLoad();

    /// <summary>Makes the indexes that <see cref="BeginLoad"/> put off.</summary>
    public void EndLoad() => _index.EndLoad();

    public ref readonly Lease6Fields Fields(int slot) => ref _slots[slot].Fields;

    public ReadOnlySpan<byte> HardwareAddress(int slot) => _slots.HardwareAddress(slot);

    public ReadOnlySpan<byte> Duid(int slot) => _slots.Identifier(slot);

    public ReadOnlySpan<byte> Hostname(int slot) => _slots.Strings(slot).Hostname;

    public ReadOnlySpan<byte> UserContext(int slot) => _slots.Strings(slot).UserContext;

    /// <summary>The whole lease; holds until the table is changed.</summary>
    public Lease6View View(int slot) => _index.View<Lease6View>(slot);

    /// <summary>A lease of this client's IA of the type given, or -1; the one put in last comes first.</summary>
    public int FirstInIa(ReadOnlySpan<byte> duid, uint iaid, LeaseType type) =>
        SkipToIa(_index.Clients.ByIa.First(ClientIndex6.HashOf(duid, iaid, type, _seed)), duid, iaid, type);

    /// <summary>The next lease of the same client's same IA, or -1.</summary>
    public int NextInIa(int slot)
    {
        ref var r = ref _slots[slot];
        return SkipToIa(r.NextByIa, Duid(slot), r.Fields.Iaid, r.Fields.Type);
    }

    /// <summary>A lease of the client, in whatever IA, or -1. Declined leases have no DUID and are not found.</summary>
    public int FirstByDuid(ReadOnlySpan<byte> duid) => SkipToDuid(_index.Clients.ByDuid.First(HashOf(duid)), duid);

    /// <summary>The next lease of the same client, or -1.</summary>
    public int NextByDuid(int slot) => SkipToDuid(_slots[slot].NextByDuid, Duid(slot));

    public int FirstInSubnet(uint subnetId) => _slots.FirstInSubnet(subnetId);

    public int NextInSubnet(int slot) => _slots.Links(slot).InSubnet.Next;

    /// <summary>Puts a lease in, or changes the one of the same address in its slot. The view may look into the table.</summary>
    /// <returns>The slot.</returns>
    public int Put(in Lease6View lease) => _index.Put(Find(lease.Fields.Address), in lease.Fields, in lease);

    /// <summary>False when there was no lease of the address.</summary>
    public bool Remove(Ip6 address)
    {
        int slot = Find(address);
        if (slot < 0)
        {
            return false;
        }

        RemoveSlot(slot);
        return true;
    }

    public void RemoveSlot(int slot) => _index.Remove(slot);

    /// <summary>What changes from here on is only tried: <see cref="EndTrial"/> takes it back. Time stands still meanwhile.</summary>
    public void BeginTrial() => _index.BeginTrial();

    /// <summary>Takes back everything since <see cref="BeginTrial"/>: leases, slots and the order of every list are as before.</summary>
    public void EndTrial() => _index.EndTrial();

    /// <summary>Moves time on: every lease that has run out by now is told to <paramref name="sink"/>, oldest first.</summary>
    public void Advance(long now, ILeaseExpiry sink) => _index.Times.Advance(now, sink);

    /// <summary>The lease that ran out first and still is assigned, declined or registered, or -1.</summary>
    public int OldestExpired() => _index.Times.OldestExpired();

    /// <summary>True for a lease that ran out and was not reclaimed.</summary>
    public bool IsExpired(int slot) => _index.Times.IsExpired(slot);

    /// <summary>A lease that ran out is not among the expired ones until <see cref="EndPutOff"/>, and the last of them then.</summary>
    public void PutOff(int slot) => _index.Times.PutOff(slot);

    /// <inheritdoc cref="PutOff"/>
    public void EndPutOff() => _index.Times.EndPutOff();

    /// <summary>The lease that was reclaimed or released first, or -1.</summary>
    /// <param name="since">When its time was up.</param>
    public int OldestReclaimed(out long since) => _index.Times.OldestReclaimed(out since);

    private uint HashOf(ReadOnlySpan<byte> duid) => ByteHash.Of(duid, _seed);

    private int SkipToIa(int slot, ReadOnlySpan<byte> duid, uint iaid, LeaseType type)
    {
        while (slot >= 0)
        {
            ref var r = ref _slots[slot];
            if (r.Fields.Iaid == iaid && r.Fields.Type == type && Duid(slot).SequenceEqual(duid))
            {
                break;
            }

            slot = r.NextByIa;
        }

        return slot;
    }

    private int SkipToDuid(int slot, ReadOnlySpan<byte> duid)
    {
        while (slot >= 0 && !Duid(slot).SequenceEqual(duid))
        {
            slot = _slots[slot].NextByDuid;
        }

        return slot;
    }
}
