using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Leases;

/// <summary>
/// All IPv4 leases in memory: by address, hardware address, client identifier, subnet and time. For one thread.
/// A lease is known by its slot, which stays the same until the lease is removed. Nothing is allocated per lease.
/// </summary>
public sealed class LeaseTable4 : ILeaseTable<Lease4View, Ip4>
{
    private readonly ulong _seed;
    private readonly LeaseIndex<LeaseRecord4, Lease4Fields, ClientIndex4> _index;
    private readonly LeaseSlots<LeaseRecord4> _slots;

    /// <param name="seed">Key of the hash tables.</param>
    /// <param name="now">Unix seconds; leases that have run out by then are expired from the start.</param>
    public LeaseTable4(ulong seed, long now)
    {
        _seed = seed;
        _index = new LeaseIndex<LeaseRecord4, Lease4Fields, ClientIndex4>(seed, now);
        _slots = _index.Slots;
    }

    public int Count => _slots.Count;

    /// <summary>One more than the highest slot ever used; for walking over all of them.</summary>
    public int SlotLimit => _slots.Limit;

    public bool IsUsed(int slot) => _slots.Links(slot).IsUsed;

    /// <summary>The slot of the lease of an address, or -1.</summary>
    public int Find(Ip4 address)
    {
        int slot = _index.ByAddress.First(ByteHash.Of(address.Value, _seed));
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

    /// <summary>
    /// Many leases are about to be put in: until <see cref="EndLoad"/> only addresses can be looked up, and the other
    /// indexes, which then are made once and in one size, cost nothing.
    /// </summary>
    public void BeginLoad() => _index.BeginLoad();

    /// <summary>Makes the indexes that <see cref="BeginLoad"/> put off.</summary>
    public void EndLoad() => _index.EndLoad();

    public ref readonly Lease4Fields Fields(int slot) => ref _slots[slot].Fields;

    public ReadOnlySpan<byte> HardwareAddress(int slot) => _slots.HardwareAddress(slot);

    public ReadOnlySpan<byte> ClientId(int slot) => _slots.Identifier(slot);

    public ReadOnlySpan<byte> Hostname(int slot) => _slots.Strings(slot).Hostname;

    public ReadOnlySpan<byte> UserContext(int slot) => _slots.Strings(slot).UserContext;

    /// <summary>The whole lease; holds until the table is changed.</summary>
    public Lease4View View(int slot) => _index.View<Lease4View>(slot);

    public int FirstByHardwareAddress(ReadOnlySpan<byte> address) => SkipToHardware(_index.Clients.ByHardware.First(HashOf(address)), address);

    /// <summary>The next lease with the same hardware address, or -1.</summary>
    public int NextByHardwareAddress(int slot) => SkipToHardware(_slots[slot].NextByHardware, HardwareAddress(slot));

    public int FirstByClientId(ReadOnlySpan<byte> id) => SkipToClientId(_index.Clients.ByClientId.First(HashOf(id)), id);

    /// <summary>The next lease with the same client identifier, or -1.</summary>
    public int NextByClientId(int slot) => SkipToClientId(_slots[slot].NextByClientId, ClientId(slot));

    public int FirstInSubnet(uint subnetId) => _slots.FirstInSubnet(subnetId);

    public int NextInSubnet(int slot) => _slots.Links(slot).InSubnet.Next;

    /// <summary>Puts a lease in, or changes the one of the same address in its slot. The view may look into the table.</summary>
    /// <returns>The slot.</returns>
    public int Put(in Lease4View lease) => _index.Put(Find(lease.Fields.Address), in lease.Fields, in lease);

    public bool Remove(Ip4 address)
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

    /// <summary>The lease that ran out first and still is assigned or declined, or -1.</summary>
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

    private uint HashOf(ReadOnlySpan<byte> identifier) => ByteHash.Of(identifier, _seed);

    private int SkipToHardware(int slot, ReadOnlySpan<byte> address)
    {
        while (slot >= 0 && !HardwareAddress(slot).SequenceEqual(address))
        {
            slot = _slots[slot].NextByHardware;
        }

        return slot;
    }

    private int SkipToClientId(int slot, ReadOnlySpan<byte> id)
    {
        while (slot >= 0 && !ClientId(slot).SequenceEqual(id))
        {
            slot = _slots[slot].NextByClientId;
        }

        return slot;
    }
}
