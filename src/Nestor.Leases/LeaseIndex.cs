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
    private bool _isLoading;
    private LeaseTrial<TRecord>? _trial;

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

    /// <summary>Until <see cref="EndLoad"/> a lease is only put in the index of addresses, if there is none yet.</summary>
    public void BeginLoad() => _isLoading = Slots.Count == 0;

    /// <summary>Makes the indexes that <see cref="BeginLoad"/> put off, once and in one size.</summary>
    public void EndLoad()
    {
        if (!_isLoading)
        {
            return;
        }

        _isLoading = false;
        Clients.Clear(ByAddress.Size);
        for (int slot = 0; slot < Slots.Limit; slot++)
        {
            if (Slots.Links(slot).IsUsed)
            {
                Link(slot);
            }
        }
    }

    /// <summary>The whole lease; holds until the table is changed.</summary>
    public TView View<TView>(int slot)
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct =>
        TView.Of(in TRecord.FieldsOf(ref Slots[slot]), Slots.Strings(slot));

    /// <summary>Puts a lease in, or changes the one in the slot given. The view may look into the table.</summary>
    public int Put<TView>(int slot, in TFields lease, in TView view)
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct =>
        Put(slot, in lease, TView.StringsOf(in view));

    /// <summary>Puts a lease in, or changes the one in the slot given, which has the same address.</summary>
    /// <param name="slot">-1 when there is none of the address yet.</param>
    /// <param name="strings">May be strings of the table itself.</param>
    /// <returns>The slot.</returns>
    public int Put(int slot, in TFields lease, in LeaseStrings strings)
    {
        if (slot >= 0)
        {
            _trial?.Keep(slot, in Slots[slot]);
        }

        if (slot >= 0 && TRecord.HasSameKeys(in TRecord.FieldsOf(ref Slots[slot]), in lease)
            && Slots.Strings(slot).SequenceEqual(in strings))
        {
            ref var same = ref Slots[slot];
            uint subnet = TRecord.SubnetIdOf(ref same);
            TRecord.FieldsOf(ref same) = lease;
            if (_isLoading)
            {
                return slot;
            }

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
            _trial?.KeepNone(slot);
        }
        else
        {
            Unlink(slot);
            FreeStrings(slot);
        }

        ref var r = ref Slots[slot];
        TRecord.FieldsOf(ref r) = lease;
        TRecord.BytesOf(ref r) = bytes;
        if (isNew)
        {
            ByAddress.Link(Slots, slot, TRecord.AddressHashOf(in lease, _seed));
        }

        if (!_isLoading)
        {
            Link(slot);
        }

        return slot;
    }

    public void Remove(int slot)
    {
        ref var r = ref Slots[slot];
        _trial?.Keep(slot, in r);
        Unlink(slot);
        Times.Take(slot);
        ByAddress.Unlink(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref r), _seed));
        FreeStrings(slot);
        Slots.Give(slot);
    }

    /// <summary>What changes from here on is taken back by <see cref="EndTrial"/>.</summary>
    public void BeginTrial() => _trial = new LeaseTrial<TRecord>(Times.Order);

    /// <summary>Takes back everything since <see cref="BeginTrial"/>, the last change first: each list has its old order.</summary>
    public void EndTrial()
    {
        var trial = _trial!;
        _trial = null;
        while (trial.TryTake(out int slot, out bool hadLease, out var before))
        {
            TakeBack(slot, hadLease, in before);
        }

        Times.Order = trial.Order;
    }

    private void TakeBack(int slot, bool hadLease, in TRecord before)
    {
        ref var r = ref Slots[slot];
        if (TRecord.LinksOf(ref r).IsUsed)
        {
            Unlink(slot);
            Times.Take(slot);
            ByAddress.Unlink(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref r), _seed));
            var old = before;
            if (!hadLease || TRecord.BytesOf(ref r).Handle != TRecord.BytesOf(ref old).Handle)
            {
                Slots.FreeStrings(slot);
            }

            if (!hadLease)
            {
                Slots.Give(slot);
                return;
            }
        }
        else
        {
            // The slot that was given back last comes first.
            Slots.Take();
        }

        r = before;
        ByAddress.Relink(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref r), _seed));
        Clients.Relink(Slots, slot, _seed);
        Slots.RelinkSubnet(slot);
        Times.Relink(slot);
    }

    /// <summary>Gives the slot's strings back; those of a trial may be wanted again.</summary>
    private void FreeStrings(int slot)
    {
        if (_trial is null)
        {
            Slots.FreeStrings(slot);
        }
    }

    private void Link(int slot)
    {
        Clients.Link(Slots, slot, _seed);
        Slots.LinkSubnet(slot);
        Times.Place(slot);
    }

    /// <summary>Takes a lease out of the lists by client and by subnet.</summary>
    private void Unlink(int slot)
    {
        if (_isLoading)
        {
            return;
        }

        Clients.Unlink(Slots, slot, _seed);
        Slots.UnlinkSubnet(slot, TRecord.SubnetIdOf(ref Slots[slot]));
    }

    /// <summary>Doubles the hash tables when there are more leases than buckets.</summary>
    private void GrowIfNeeded()
    {
        // A trial is short; to grow would change the order of chains for good.
        if (Slots.Count < ByAddress.Size || _trial is not null)
        {
            return;
        }

        int size = ByAddress.Size * 2;
        ByAddress = new(size);
        if (!_isLoading)
        {
            Clients.Clear(size);
        }

        for (int slot = 0; slot < Slots.Limit; slot++)
        {
            if (Slots.Links(slot).IsUsed)
            {
                ByAddress.Link(Slots, slot, TRecord.AddressHashOf(in TRecord.FieldsOf(ref Slots[slot]), _seed));
                if (!_isLoading)
                {
                    Clients.Link(Slots, slot, _seed);
                }
            }
        }
    }
}
