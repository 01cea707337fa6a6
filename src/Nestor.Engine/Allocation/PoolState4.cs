using Nestor.Leases;
using Nestor.Leases.Allocators;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Which addresses of one pool are free, and the allocator that picks the next one.</summary>
public sealed class PoolState4(Pool4 pool, IAllocator allocator)
{
    private HashSet<uint>? _reserved;

    public Pool4 Pool { get; } = pool;

    public IAllocator Allocator { get; } = allocator;

    /// <summary>An address that is never picked: it is kept for the client that has it reserved.</summary>
    public void Reserve(Ip4 address)
    {
        if ((_reserved ??= []).Add(address.Value))
        {
            Allocator.Used(Offset(address));
        }
    }

    public void Used(Ip4 address)
    {
        if (_reserved is null || !_reserved.Contains(address.Value))
        {
            Allocator.Used(Offset(address));
        }
    }

    public void Freed(Ip4 address)
    {
        if (_reserved is null || !_reserved.Contains(address.Value))
        {
            Allocator.Freed(Offset(address));
        }
    }

    /// <summary>The next free address that nobody has reserved; false when there is none.</summary>
    public bool TryPick(out Ip4 address)
    {
        bool isFound = Allocator.TryPick(out ulong offset);
        address = new Ip4(Pool.Range.First.Value + (uint)offset);
        return isFound;
    }

    private ulong Offset(Ip4 address) => address.Value - Pool.Range.First.Value;
}
