namespace Nestor.Leases;

/// <summary>Where a lease stands in one doubly linked list; -1 is nowhere.</summary>
internal struct SlotLink
{
    public int Previous;
    public int Next;
}

/// <summary>First and last lease of a list.</summary>
internal struct SlotEnds
{
    public int First;
    public int Last;

    public static readonly SlotEnds Empty = new() { First = -1, Last = -1 };
}
