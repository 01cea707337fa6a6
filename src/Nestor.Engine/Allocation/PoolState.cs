using Nestor.Leases.Allocators;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Which addresses (or prefixes) of one pool are free, and the allocator that picks the next one.</summary>
public sealed class PoolState<TAddr, TPool> : ITried
    where TAddr : struct, IAddress<TAddr>
    where TPool : Pool<TAddr>
{
    private readonly PoolUnits<TAddr> _units;
    private readonly Trial _trial;
    private HashSet<ulong>? _reserved;
    private bool _isTried;

    internal PoolState(TPool pool, PoolUnits<TAddr> units, IAllocator allocator, Trial trial)
    {
        Pool = pool;
        _units = units;
        Allocator = allocator;
        _trial = trial;
    }

    public TPool Pool { get; }

    public IAllocator Allocator { get; }

    /// <summary>An address that is never picked: it is kept for the client that has it reserved.</summary>
    public void Reserve(TAddr address)
    {
        if (_units.TryNumberOf(address, out ulong number) && (_reserved ??= []).Add(number))
        {
            Allocator.Used(number);
        }
    }

    public void Used(TAddr address)
    {
        if (TryFreeable(address, out ulong number))
        {
            Try();
            Allocator.Used(number);
        }
    }

    public void Freed(TAddr address)
    {
        if (TryFreeable(address, out ulong number))
        {
            Try();
            Allocator.Freed(number);
        }
    }

    /// <summary>The next free address that nobody has reserved; false when there is none.</summary>
    public bool TryPick(out TAddr address)
    {
        Try();
        bool isFound = Allocator.TryPick(out ulong number);
        address = _units[number];
        return isFound;
    }

    void ITried.EndTrial()
    {
        _isTried = false;
        Allocator.EndTrial();
    }

    private void Try()
    {
        if (_trial.IsOn && !_isTried)
        {
            _isTried = true;
            _trial.Add(this);
            Allocator.BeginTrial();
        }
    }

    private bool TryFreeable(TAddr address, out ulong number) =>
        _units.TryNumberOf(address, out number) && (_reserved is null || !_reserved.Contains(number));
}
