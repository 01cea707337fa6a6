using Nestor.Leases.Allocators;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Which addresses (or prefixes) of one pool are free, and the allocator that picks the next one.</summary>
public sealed class PoolState<TAddr, TPool>(TPool pool, PoolUnits<TAddr> units, IAllocator allocator)
    where TAddr : struct, IAddress<TAddr>
    where TPool : Pool<TAddr>
{
    private HashSet<ulong>? _reserved;
    private HashSet<ulong>? _reservedHeld;

    public TPool Pool { get; } = pool;

    public IAllocator Allocator { get; } = allocator;

    /// <summary>How many there are.</summary>
    public ulong Count => units.Count;

    /// <summary>How many are held; those that are kept back count when their clients have them.</summary>
    public ulong UsedCount => units.Count - Allocator.FreeCount - (ulong)(_reserved?.Count ?? 0) + (ulong)(_reservedHeld?.Count ?? 0);

    /// <summary>An address that is never picked: it is kept for the client that has it reserved.</summary>
    public void Reserve(TAddr address)
    {
        if (units.TryNumberOf(address, out ulong number) && (_reserved ??= []).Add(number))
        {
            Allocator.Used(number);
        }
    }

    public void Used(TAddr address)
    {
        if (TryFreeable(address, out ulong number, out bool isReserved))
        {
            Allocator.Used(number);
        }
        else if (isReserved)
        {
            (_reservedHeld ??= []).Add(number);
        }
    }

    public void Freed(TAddr address)
    {
        if (TryFreeable(address, out ulong number, out bool isReserved))
        {
            Allocator.Freed(number);
        }
        else if (isReserved)
        {
            _reservedHeld?.Remove(number);
        }
    }

    /// <summary>The next free address that nobody has reserved; false when there is none.</summary>
    public bool TryPick(out TAddr address)
    {
        bool isFound = Allocator.TryPick(out ulong number);
        address = units[number];
        return isFound;
    }

    private bool TryFreeable(TAddr address, out ulong number, out bool isReserved)
    {
        bool isNumbered = units.TryNumberOf(address, out number);
        isReserved = isNumbered && _reserved is not null && _reserved.Contains(number);
        return isNumbered && !isReserved;
    }
}
