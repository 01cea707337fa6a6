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

    public TPool Pool { get; } = pool;

    public IAllocator Allocator { get; } = allocator;

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
        if (TryFreeable(address, out ulong number))
        {
            Allocator.Used(number);
        }
    }

    public void Freed(TAddr address)
    {
        if (TryFreeable(address, out ulong number))
        {
            Allocator.Freed(number);
        }
    }

    /// <summary>The next free address that nobody has reserved; false when there is none.</summary>
    public bool TryPick(out TAddr address)
    {
        bool isFound = Allocator.TryPick(out ulong number);
        address = units[number];
        return isFound;
    }

    private bool TryFreeable(TAddr address, out ulong number) =>
        units.TryNumberOf(address, out number) && (_reserved is null || !_reserved.Contains(number));
}
