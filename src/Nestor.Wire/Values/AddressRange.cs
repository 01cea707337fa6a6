namespace Nestor.Wire.Values;

/// <summary>All addresses from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct AddressRange<TAddr>(TAddr First, TAddr Last)
    where TAddr : struct, IAddress<TAddr>
{
    /// <summary>How many addresses the range holds.</summary>
    public UInt128 Count => Last.Number - First.Number + 1;

    public bool Contains(TAddr address) => address.CompareTo(First) >= 0 && address.CompareTo(Last) <= 0;

    public bool Overlaps(AddressRange<TAddr> other) => First.CompareTo(other.Last) <= 0 && other.First.CompareTo(Last) <= 0;
}
