using Nestor.Model.Leases;

namespace Nestor.Leases;

/// <summary>IPv6 leases by IA and by DUID; a declined lease has no DUID and is in neither.</summary>
internal struct ClientIndex6 : IClientIndex<LeaseRecord6>
{
    public SlotHash<LeaseRecord6, LeaseRecord6.ByIa> ByIa;
    public SlotHash<LeaseRecord6, LeaseRecord6.ByDuid> ByDuid;

    public static uint HashOf(ReadOnlySpan<byte> duid, uint iaid, LeaseType type, ulong seed) =>
        ByteHash.Of(ByteHash.Of(duid, seed), ((ulong)type << 32) | iaid, seed);

    public void Clear(int size)
    {
        ByIa = new(size);
        ByDuid = new(size);
    }

    public readonly void Link(LeaseSlots<LeaseRecord6> slots, int slot, ulong seed)
    {
        if (slots.Identifier(slot) is { IsEmpty: false } duid)
        {
            ref var r = ref slots[slot];
            ByIa.Link(slots, slot, HashOf(duid, r.Fields.Iaid, r.Fields.Type, seed));
            ByDuid.Link(slots, slot, ByteHash.Of(duid, seed));
        }
    }

    public readonly void Unlink(LeaseSlots<LeaseRecord6> slots, int slot, ulong seed)
    {
        if (slots.Identifier(slot) is { IsEmpty: false } duid)
        {
            ref var r = ref slots[slot];
            ByIa.Unlink(slots, slot, HashOf(duid, r.Fields.Iaid, r.Fields.Type, seed));
            ByDuid.Unlink(slots, slot, ByteHash.Of(duid, seed));
        }
    }

    public readonly void Relink(LeaseSlots<LeaseRecord6> slots, int slot, ulong seed)
    {
        if (slots.Identifier(slot) is { IsEmpty: false } duid)
        {
            ref var r = ref slots[slot];
            ByIa.Relink(slots, slot, HashOf(duid, r.Fields.Iaid, r.Fields.Type, seed));
            ByDuid.Relink(slots, slot, ByteHash.Of(duid, seed));
        }
    }
}
