using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Leases;

/// <summary>
/// All IPv4 leases in memory: by address, hardware address, client identifier, subnet and time. For one thread.
/// A lease is known by its slot, which stays the same until the lease is removed. Nothing is allocated per lease.
/// </summary>
public sealed class LeaseTable4
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly ulong _seed;
    private readonly ByteArena _bytes = new();
    private readonly LeaseTimes4 _times;
    private readonly Dictionary<uint, SlotEnds> _subnets = [];
    private LeaseRecord4[][] _chunks = [];
    private int[] _byAddress = NewBuckets(1024);
    private int[] _byHardware = NewBuckets(1024);
    private int[] _byClientId = NewBuckets(1024);
    private int _slots;
    private int _freeSlot = -1;
    private bool _isLoading;

    /// <param name="seed">Key of the hash tables.</param>
    /// <param name="now">Unix seconds; leases that have run out by then are expired from the start.</param>
    public LeaseTable4(ulong seed, long now)
    {
        _seed = seed;
        _times = new LeaseTimes4(this, now);
    }

    public int Count { get; private set; }

    /// <summary>One more than the highest slot ever used; for walking over all of them.</summary>
    public int SlotLimit => _slots;

    public bool IsUsed(int slot) => Record(slot).IsUsed;

    /// <summary>The slot of the lease of an address, or -1.</summary>
    public int Find(Ip4 address)
    {
        int slot = _byAddress[ByteHash.Of(address.Value, _seed) & (uint)(_byAddress.Length - 1)];
        while (slot >= 0 && Record(slot).Fields.Address != address)
        {
            slot = Record(slot).NextByAddress;
        }

        return slot;
    }

    /// <summary>
    /// Many leases are about to be put in: until <see cref="EndLoad"/> only addresses can be looked up, and the other
    /// indexes, which then are made once and in one size, cost nothing.
    /// </summary>
    public void BeginLoad() => _isLoading = Count == 0;

    /// <summary>Makes the indexes that <see cref="BeginLoad"/> put off.</summary>
    public void EndLoad()
    {
        if (!_isLoading)
        {
            return;
        }

        _isLoading = false;
        _byHardware = NewBuckets(_byAddress.Length);
        _byClientId = NewBuckets(_byAddress.Length);
        for (int slot = 0; slot < _slots; slot++)
        {
            if (IsUsed(slot))
            {
                Link(slot);
                _times.Place(slot);
            }
        }
    }

    public ref readonly Lease4Fields Fields(int slot) => ref Record(slot).Fields;

    public ReadOnlySpan<byte> HardwareAddress(int slot)
    {
        ref var r = ref Record(slot);
        return _bytes.Get(r.Bytes, r.Length)[..r.HardwareLength];
    }

    public ReadOnlySpan<byte> ClientId(int slot)
    {
        ref var r = ref Record(slot);
        return _bytes.Get(r.Bytes, r.Length).Slice(r.HardwareLength, r.ClientIdLength);
    }

    public ReadOnlySpan<byte> Hostname(int slot)
    {
        ref var r = ref Record(slot);
        return _bytes.Get(r.Bytes, r.Length).Slice(r.HardwareLength + r.ClientIdLength, r.HostnameLength);
    }

    public ReadOnlySpan<byte> UserContext(int slot)
    {
        ref var r = ref Record(slot);
        return _bytes.Get(r.Bytes, r.Length)[(r.HardwareLength + r.ClientIdLength + r.HostnameLength)..];
    }

    /// <summary>The whole lease; holds until the table is changed.</summary>
    public Lease4View View(int slot) => new()
    {
        Fields = Record(slot).Fields,
        HardwareAddress = HardwareAddress(slot),
        ClientId = ClientId(slot),
        Hostname = Hostname(slot),
        UserContext = UserContext(slot),
    };

    public int FirstByHardwareAddress(ReadOnlySpan<byte> address) =>
        SkipToHardware(_byHardware[Bucket(_byHardware, address)], address);

    /// <summary>The next lease with the same hardware address, or -1.</summary>
    public int NextByHardwareAddress(int slot) => SkipToHardware(Record(slot).NextByHardware, HardwareAddress(slot));

    public int FirstByClientId(ReadOnlySpan<byte> id) => SkipToClientId(_byClientId[Bucket(_byClientId, id)], id);

    /// <summary>The next lease with the same client identifier, or -1.</summary>
    public int NextByClientId(int slot) => SkipToClientId(Record(slot).NextByClientId, ClientId(slot));

    public int FirstInSubnet(uint subnetId) => _subnets.TryGetValue(subnetId, out var ends) ? ends.First : -1;

    public int NextInSubnet(int slot) => Record(slot).InSubnet.Next;

    /// <summary>Puts a lease in, or changes the one of the same address in its slot. The view may look into the table.</summary>
    /// <returns>The slot.</returns>
    public int Put(in Lease4View lease)
    {
        int total = lease.HardwareAddress.Length + lease.ClientId.Length + lease.Hostname.Length + lease.UserContext.Length;
        if (total > ByteArena.MaxLength || lease.HardwareAddress.Length > 255 || lease.ClientId.Length > 255
            || lease.Hostname.Length > 255)
        {
            throw new ArgumentException("a lease's identifiers, name or context are too long", nameof(lease));
        }

        int slot = Find(lease.Fields.Address);
        if (slot >= 0 && IsSameBytes(slot, in lease))
        {
            ref var same = ref Record(slot);
            uint subnet = same.Fields.SubnetId;
            same.Fields = lease.Fields;
            if (_isLoading)
            {
                return slot;
            }

            if (subnet != lease.Fields.SubnetId)
            {
                UnlinkSubnet(slot, subnet);
                LinkSubnet(slot);
            }

            _times.Place(slot);
            return slot;
        }

        int bytes = _bytes.Allocate(total);
        var to = _bytes.Get(bytes, total);
        lease.HardwareAddress.CopyTo(to);
        lease.ClientId.CopyTo(to[lease.HardwareAddress.Length..]);
        lease.Hostname.CopyTo(to[(lease.HardwareAddress.Length + lease.ClientId.Length)..]);
        lease.UserContext.CopyTo(to[(total - lease.UserContext.Length)..]);

        // From here on the view is not looked at again, except its fields: its bytes may be given back.
        int hardwareLength = lease.HardwareAddress.Length;
        int clientIdLength = lease.ClientId.Length;
        int hostnameLength = lease.Hostname.Length;
        int contextLength = lease.UserContext.Length;
        var fields = lease.Fields;
        bool isNew = slot < 0;
        if (isNew)
        {
            GrowIfNeeded();
            slot = TakeSlot();
        }
        else
        {
            Unlink(slot);
            _bytes.Free(Record(slot).Bytes, Record(slot).Length);
        }

        ref var r = ref Record(slot);
        r.Fields = fields;
        r.Bytes = bytes;
        r.HardwareLength = (byte)hardwareLength;
        r.ClientIdLength = (byte)clientIdLength;
        r.HostnameLength = (byte)hostnameLength;
        r.UserContextLength = contextLength;
        if (isNew)
        {
            r.IsUsed = true;
            r.TimeList = -1;
            Count++;
            LinkHash(_byAddress, ByteHash.Of(fields.Address.Value, _seed), slot, ref r.NextByAddress);
        }

        if (!_isLoading)
        {
            Link(slot);
            _times.Place(slot);
        }

        return slot;
    }

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

    public void RemoveSlot(int slot)
    {
        Unlink(slot);
        _times.Take(slot);
        ref var r = ref Record(slot);
        ref int at = ref _byAddress[ByteHash.Of(r.Fields.Address.Value, _seed) & (uint)(_byAddress.Length - 1)];
        while (at != slot)
        {
            at = ref Record(at).NextByAddress;
        }

        at = r.NextByAddress;
        _bytes.Free(r.Bytes, r.Length);
        r.IsUsed = false;
        r.NextByAddress = _freeSlot;
        _freeSlot = slot;
        Count--;
    }

    /// <summary>Moves time on: every lease that has run out by now is told to <paramref name="sink"/>, oldest first.</summary>
    public void Advance(long now, ILeaseExpiry4 sink) => _times.Advance(now, sink);

    /// <summary>The lease that ran out first and still is assigned or declined, or -1.</summary>
    public int OldestExpired() => _times.OldestExpired();

    /// <summary>The lease that was reclaimed or released first, or -1.</summary>
    /// <param name="since">When its time was up.</param>
    public int OldestReclaimed(out long since) => _times.OldestReclaimed(out since);

    internal ref LeaseRecord4 Record(int slot) => ref _chunks[slot >> ChunkBits][slot & (ChunkSize - 1)];

    private static int[] NewBuckets(int size)
    {
        var buckets = new int[size];
        Array.Fill(buckets, -1);
        return buckets;
    }

    private uint Bucket(int[] table, ReadOnlySpan<byte> bytes) => ByteHash.Of(bytes, _seed) & (uint)(table.Length - 1);

    private int SkipToHardware(int slot, ReadOnlySpan<byte> address)
    {
        while (slot >= 0 && !HardwareAddress(slot).SequenceEqual(address))
        {
            slot = Record(slot).NextByHardware;
        }

        return slot;
    }

    private int SkipToClientId(int slot, ReadOnlySpan<byte> id)
    {
        while (slot >= 0 && !ClientId(slot).SequenceEqual(id))
        {
            slot = Record(slot).NextByClientId;
        }

        return slot;
    }

    private bool IsSameBytes(int slot, in Lease4View lease) =>
        HardwareAddress(slot).SequenceEqual(lease.HardwareAddress) && ClientId(slot).SequenceEqual(lease.ClientId)
        && Hostname(slot).SequenceEqual(lease.Hostname) && UserContext(slot).SequenceEqual(lease.UserContext);

    private int TakeSlot()
    {
        if (_freeSlot >= 0)
        {
            int slot = _freeSlot;
            _freeSlot = Record(slot).NextByAddress;
            return slot;
        }

        if (_slots >> ChunkBits == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunks.Length + 1);
            _chunks[^1] = new LeaseRecord4[ChunkSize];
        }

        return _slots++;
    }

    private void Link(int slot)
    {
        LinkIdentifiers(slot, ref Record(slot));
        LinkSubnet(slot);
    }

    private void LinkIdentifiers(int slot, ref LeaseRecord4 r)
    {
        if (r.HardwareLength > 0)
        {
            LinkHash(_byHardware, ByteHash.Of(HardwareAddress(slot), _seed), slot, ref r.NextByHardware);
        }

        if (r.ClientIdLength > 0)
        {
            LinkHash(_byClientId, ByteHash.Of(ClientId(slot), _seed), slot, ref r.NextByClientId);
        }
    }

    private void Unlink(int slot)
    {
        if (_isLoading)
        {
            return;
        }

        ref var r = ref Record(slot);
        if (r.HardwareLength > 0)
        {
            ref int at = ref _byHardware[Bucket(_byHardware, HardwareAddress(slot))];
            while (at != slot)
            {
                at = ref Record(at).NextByHardware;
            }

            at = r.NextByHardware;
        }

        if (r.ClientIdLength > 0)
        {
            ref int at = ref _byClientId[Bucket(_byClientId, ClientId(slot))];
            while (at != slot)
            {
                at = ref Record(at).NextByClientId;
            }

            at = r.NextByClientId;
        }

        UnlinkSubnet(slot, r.Fields.SubnetId);
    }

    private static void LinkHash(int[] table, uint hash, int slot, ref int next)
    {
        ref int head = ref table[hash & (uint)(table.Length - 1)];
        next = head;
        head = slot;
    }

    private void LinkSubnet(int slot)
    {
        ref var r = ref Record(slot);
        if (!_subnets.TryGetValue(r.Fields.SubnetId, out var ends))
        {
            ends = SlotEnds.Empty;
        }

        r.InSubnet = new SlotLink { Previous = ends.Last, Next = -1 };
        if (ends.Last >= 0)
        {
            Record(ends.Last).InSubnet.Next = slot;
        }
        else
        {
            ends.First = slot;
        }

        ends.Last = slot;
        _subnets[r.Fields.SubnetId] = ends;
    }

    private void UnlinkSubnet(int slot, uint subnetId)
    {
        var link = Record(slot).InSubnet;
        var ends = _subnets[subnetId];
        if (link.Previous >= 0)
        {
            Record(link.Previous).InSubnet.Next = link.Next;
        }
        else
        {
            ends.First = link.Next;
        }

        if (link.Next >= 0)
        {
            Record(link.Next).InSubnet.Previous = link.Previous;
        }
        else
        {
            ends.Last = link.Previous;
        }

        _subnets[subnetId] = ends;
    }

    /// <summary>Doubles the hash tables when there are more leases than buckets.</summary>
    private void GrowIfNeeded()
    {
        if (Count < _byAddress.Length)
        {
            return;
        }

        int size = _byAddress.Length * 2;
        _byAddress = NewBuckets(size);
        if (!_isLoading)
        {
            _byHardware = NewBuckets(size);
            _byClientId = NewBuckets(size);
        }

        for (int slot = 0; slot < _slots; slot++)
        {
            ref var r = ref Record(slot);
            if (!r.IsUsed)
            {
                continue;
            }

            LinkHash(_byAddress, ByteHash.Of(r.Fields.Address.Value, _seed), slot, ref r.NextByAddress);
            if (!_isLoading)
            {
                LinkIdentifiers(slot, ref r);
            }
        }
    }
}
