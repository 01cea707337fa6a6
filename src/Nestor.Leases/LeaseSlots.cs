using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>
/// The records of a lease table: in chunks, so that growing moves nothing, with their strings in an arena and their
/// lists by subnet. Records have no references, so the collector does not look at them.
/// </summary>
internal sealed class LeaseSlots<TRecord>
    where TRecord : struct, ILeaseRecord<TRecord>
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly ByteArena _bytes = new();
    private readonly Dictionary<uint, SlotEnds> _subnets = [];
    private TRecord[][] _chunks = [];
    private int _freeSlot = -1;

    /// <summary>Records in use.</summary>
    public int Count { get; private set; }

    /// <summary>One more than the highest slot ever used.</summary>
    public int Limit { get; private set; }

    public ref TRecord this[int slot] => ref _chunks[slot >> ChunkBits][slot & (ChunkSize - 1)];

    public ref LeaseLinks Links(int slot) => ref TRecord.LinksOf(ref this[slot]);

    public int Take()
    {
        Count++;
        int slot = _freeSlot;
        if (slot >= 0)
        {
            _freeSlot = Links(slot).NextByAddress;
        }
        else
        {
            if (Limit >> ChunkBits == _chunks.Length)
            {
                Array.Resize(ref _chunks, _chunks.Length + 1);
                _chunks[^1] = new TRecord[ChunkSize];
            }

            slot = Limit++;
        }

        ref var links = ref Links(slot);
        links.IsUsed = true;
        links.TimeList = -1;
        return slot;
    }

    /// <summary>The slot is free; its strings are not given back.</summary>
    public void Give(int slot)
    {
        ref var links = ref Links(slot);
        links.IsUsed = false;
        links.NextByAddress = _freeSlot;
        _freeSlot = slot;
        Count--;
    }

    public LeaseStrings Strings(int slot)
    {
        ref var b = ref TRecord.BytesOf(ref this[slot]);
        return b.Lengths.In(_bytes.Get(b.Handle, b.Lengths.Total));
    }

    public ReadOnlySpan<byte> HardwareAddress(int slot)
    {
        ref var b = ref TRecord.BytesOf(ref this[slot]);
        return _bytes.Get(b.Handle, b.Lengths.HardwareAddress);
    }

    public ReadOnlySpan<byte> Identifier(int slot)
    {
        ref var b = ref TRecord.BytesOf(ref this[slot]);
        return _bytes.Get(b.Handle, b.Lengths.HardwareAddress + b.Lengths.Identifier)[b.Lengths.HardwareAddress..];
    }

    /// <summary>A copy of the strings, which may be strings of the table itself.</summary>
    /// <exception cref="ArgumentException">They are too long for a lease.</exception>
    public LeaseBytes Store(in LeaseStrings strings)
    {
        if (!LeaseLengths.TryOf(in strings, out var lengths) || strings.Length > ByteArena.MaxLength)
        {
            throw new ArgumentException("a lease's identifiers, name or context are too long", nameof(strings));
        }

        int handle = _bytes.Allocate(strings.Length);
        strings.CopyTo(_bytes.Get(handle, strings.Length));
        return new LeaseBytes { Handle = handle, Lengths = lengths };
    }

    public void FreeStrings(int slot)
    {
        ref var b = ref TRecord.BytesOf(ref this[slot]);
        _bytes.Free(b.Handle, b.Lengths.Total);
    }

    public int FirstInSubnet(uint subnetId) => _subnets.TryGetValue(subnetId, out var ends) ? ends.First : -1;

    public void LinkSubnet(int slot)
    {
        ref var r = ref this[slot];
        uint subnetId = TRecord.SubnetIdOf(ref r);
        if (!_subnets.TryGetValue(subnetId, out var ends))
        {
            ends = SlotEnds.Empty;
        }

        TRecord.LinksOf(ref r).InSubnet = new SlotLink { Previous = ends.Last, Next = -1 };
        if (ends.Last >= 0)
        {
            Links(ends.Last).InSubnet.Next = slot;
        }
        else
        {
            ends.First = slot;
        }

        ends.Last = slot;
        _subnets[subnetId] = ends;
    }

    /// <summary>Links what was unlinked where it stood, which its own links still say.</summary>
    public void RelinkSubnet(int slot)
    {
        uint subnetId = TRecord.SubnetIdOf(ref this[slot]);
        var link = Links(slot).InSubnet;
        var ends = _subnets[subnetId];
        if (link.Previous >= 0)
        {
            Links(link.Previous).InSubnet.Next = slot;
        }
        else
        {
            ends.First = slot;
        }

        if (link.Next >= 0)
        {
            Links(link.Next).InSubnet.Previous = slot;
        }
        else
        {
            ends.Last = slot;
        }

        _subnets[subnetId] = ends;
    }

    public void UnlinkSubnet(int slot, uint subnetId)
    {
        var link = Links(slot).InSubnet;
        var ends = _subnets[subnetId];
        if (link.Previous >= 0)
        {
            Links(link.Previous).InSubnet.Next = link.Next;
        }
        else
        {
            ends.First = link.Next;
        }

        if (link.Next >= 0)
        {
            Links(link.Next).InSubnet.Previous = link.Previous;
        }
        else
        {
            ends.Last = link.Previous;
        }

        _subnets[subnetId] = ends;
    }
}
