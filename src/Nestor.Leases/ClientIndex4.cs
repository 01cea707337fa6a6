namespace Nestor.Leases;

/// <summary>IPv4 leases by hardware address and by client identifier.</summary>
internal struct ClientIndex4 : IClientIndex<LeaseRecord4>
{
    public SlotHash<LeaseRecord4, LeaseRecord4.ByHardware> ByHardware;
    public SlotHash<LeaseRecord4, LeaseRecord4.ByClientId> ByClientId;

    public void Clear(int size)
    {
        ByHardware = new(size);
        ByClientId = new(size);
    }

    public readonly void Link(LeaseSlots<LeaseRecord4> slots, int slot, ulong seed)
    {
        if (slots.HardwareAddress(slot) is { IsEmpty: false } hardware)
        {
            ByHardware.Link(slots, slot, ByteHash.Of(hardware, seed));
        }

        if (slots.Identifier(slot) is { IsEmpty: false } id)
        {
            ByClientId.Link(slots, slot, ByteHash.Of(id, seed));
        }
    }

    public readonly void Unlink(LeaseSlots<LeaseRecord4> slots, int slot, ulong seed)
    {
        if (slots.HardwareAddress(slot) is { IsEmpty: false } hardware)
        {
            ByHardware.Unlink(slots, slot, ByteHash.Of(hardware, seed));
        }

        if (slots.Identifier(slot) is { IsEmpty: false } id)
        {
            ByClientId.Unlink(slots, slot, ByteHash.Of(id, seed));
        }
    }

    public readonly void Relink(LeaseSlots<LeaseRecord4> slots, int slot, ulong seed)
    {
        if (slots.HardwareAddress(slot) is { IsEmpty: false } hardware)
        {
            ByHardware.Relink(slots, slot, ByteHash.Of(hardware, seed));
        }

        if (slots.Identifier(slot) is { IsEmpty: false } id)
        {
            ByClientId.Relink(slots, slot, ByteHash.Of(id, seed));
        }
    }
}
