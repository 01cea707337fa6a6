using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>
/// Keeps the leases of a table in all their lists: by address, by client, by subnet and by time, whatever the family.
/// </summary>
internal sealed class LeaseIndex<TRecord, TFields, TClients>
    where TRecord : struct, ILeaseRecord<TRecord, TFields>
    where TFields : struct
    where TClients : struct, IClientIndex<TRecord>
{
    private const int FewestBuckets = 1024;

    private readonly ulong _seed;

    /// <param name="seed">Key of the hash tables.</param>
    /// <param name="now">Unix seconds.</param>
    public LeaseIndex(ulong seed, long now)
    {
        _seed = seed;
        Times = new LeaseTimes<TRecord>(Slots, now);
        var clients = default(TClients);
        clients.Clear(FewestBuckets);
        Clients = clients;
    }

    public LeaseSlots<TRecord> Slots { get; } = new();

    public LeaseTimes<TRecord> Times { get; }

    public TClients Clients;

    public SlotHash<TRecord, AddressChain<TRecord>> ByAddress = new(FewestBuckets);

    /// <summary>Puts a lease in, or changes the one in the slot given, which has the same address.</summary>
    /// <param name="slot">-1 when there is none of the address yet.</param>
    /// <param name="strings">May be strings of the table itself.</param>
    /// <returns>The slot.</returns>
    public int Put(int slot, in TFields lease, in LeaseStrings strings)
    {
        if (slot >= 0 && TRecord.HasSameKeys(in TRecord.FieldsOf(ref Slots[slot]), in lease)
            && Slots.Strings(slot).SequenceEqual(in strings))
        {
            ref var same = ref Slots[slot];
            uint subnet = TRecord.SubnetIdOf(ref same);
            TRecord.FieldsOf(ref same) = lease;
            if (subnet != TRecord.SubnetIdOf(ref same))
            {
                Slots.UnlinkSubnet(slot, subnet);
                Slots.LinkSubnet(slot);
            }

            Times.Place(slot);
            return slot;
        }

        // From here on the strings are not looked at again: they may be given back.
        var bytes = Slots.Store(in strings);
        bool isNew = slot < 0;
        if (isNew)
        {
            GrowIfNeeded();
            slot = Slots.Take();
        }
        else
        {
            Clients.Unlink(Slots, slot, _seed);
            Slots.UnlinkSubnet(slot, TRecord.SubnetIdOf(ref Slots[slot]));
            Slots.FreeStrings(slot);
        }

        ref var r = ref Slots[slot];
        TRecord.FieldsOf(ref r) = lease;
        TRecord.BytesOf(ref r) = bytes;
        if (isNew)
        {
            ByAddress.Link(Slots, slot, TRecord.AddressHashOf(in lease, _seed));
        }

        Clients.Link(Slots, slot, _seed);
        Slots.LinkSubnet(slot);
        Times.Place(slot);
        return slot;
    }

    public void Remove(int slot)
    {
        ref var r = ref Slots[slot];
        Clients.Unlink(Slots, slot, _seed);
        Slots.UnlinkSubnet(slot, TRecord.SubnetIdOf(ref r));
        Times.Take(slot);
        ByAddress.Unlink(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref r), _seed));
        Slots.Give(slot);
    }

    /// <summary>Doubles the hash tables when there are more leases than buckets.</summary>
    private void GrowIfNeeded()
    {
        if (Slots.Count < ByAddress.Size)
        {
            return;
        }

        int size = ByAddress.Size * 2;
        ByAddress = new(size);
        Clients.Clear(size);
        for (int slot = 0; slot < Slots.Limit; slot++)
        {
            if (Slots.Links(slot).IsUsed)
            {
                ByAddress.Link(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref Slots[slot]), _seed));
                Clients.Link(Slots, slot, _seed);
            }
        }
    }
}
