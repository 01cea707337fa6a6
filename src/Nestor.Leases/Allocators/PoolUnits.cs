using Nestor.Wire.Values;

namespace Nestor.Leases.Allocators;

/// <summary>
/// What an allocator gives out of one pool, numbered from 0: the addresses of a range, or the prefixes of one length
/// within a prefix. Of more than 2^64-1 only so many from the first are numbered; the others are never picked, and a
/// client that asks for one may still have it.
/// </summary>
public readonly struct PoolUnits<TAddr>
    where TAddr : struct, IAddress<TAddr>
{
    private readonly TAddr _first;
    private readonly int _hostBits;

    /// <param name="range">All addresses of the pool, or of its prefix.</param>
    public PoolUnits(AddressRange<TAddr> range)
        : this(range, TAddr.Bits)
    {
    }

    /// <param name="range">All addresses of the pool's prefix.</param>
    /// <param name="delegatedLength">Length of the prefixes given to clients, not shorter than the pool's.</param>
    public PoolUnits(AddressRange<TAddr> range, int delegatedLength)
    {
        _first = range.First;
        _hostBits = TAddr.Bits - delegatedLength;
        var highest = (range.Last.Number - range.First.Number) >> _hostBits;
        Count = highest < ulong.MaxValue ? (ulong)highest + 1 : ulong.MaxValue;
    }

    /// <summary>The size for an allocator.</summary>
    public ulong Count { get; }

    /// <summary>The address with the given number, or the first of the prefix.</summary>
    public TAddr this[ulong number] => TAddr.FromNumber(_first.Number + ((UInt128)number << _hostBits));

    /// <summary>The number of an address, or of the prefix it is in; false outside of what is numbered.</summary>
    public bool TryNumberOf(TAddr address, out ulong number)
    {
        var distance = (address.Number - _first.Number) >> _hostBits;
        number = (ulong)distance;
        return address.CompareTo(_first) >= 0 && distance < Count;
    }
}
