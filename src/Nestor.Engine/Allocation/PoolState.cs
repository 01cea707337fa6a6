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
    private HashSet<ulong>? _reservedHeld;
    private List<(ulong Number, bool WasHeld)>? _heldBefore;
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

    /// <summary>How many there are.</summary>
    public ulong Count => _units.Count;

    /// <summary>How many are held; those that are kept back count when their clients have them.</summary>
    public ulong UsedCount => _units.Count - Allocator.FreeCount - (ulong)(_reserved?.Count ?? 0) + (ulong)(_reservedHeld?.Count ?? 0);

    /// <summary>An address that is never picked: it is kept for the client that has it reserved.</summary>
    public void Reserve(TAddr address)
    {
        if (_units.TryNumberOf(address, out ulong number) && (_reserved ??= []).Add(number))
        {
            Allocator.Used(number);
        }
    }

    /// <summary>Nobody has the address reserved any more.</summary>
    public void Unreserve(TAddr address)
    {
        if (_units.TryNumberOf(address, out ulong number) && _reserved?.Remove(number) == true && _reservedHeld?.Remove(number) != true)
        {
            Allocator.Freed(number);
        }
    }

    public void Used(TAddr address)
    {
        if (TryFreeable(address, out ulong number, out bool isReserved))
        {
            Try();
            Allocator.Used(number);
        }
        else if (isReserved)
        {
            Try();
            Hold(number, isHeld: true);
        }
    }

    public void Freed(TAddr address)
    {
        if (TryFreeable(address, out ulong number, out bool isReserved))
        {
            Try();
            Allocator.Freed(number);
        }
        else if (isReserved)
        {
            Try();
            Hold(number, isHeld: false);
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

    private bool TryFreeable(TAddr address, out ulong number, out bool isReserved)
    {
        bool isNumbered = _units.TryNumberOf(address, out number);
        isReserved = isNumbered && _reserved is not null && _reserved.Contains(number);
        return isNumbered && !isReserved;
    }

    private void Hold(ulong number, bool isHeld)
    {
        _reservedHeld ??= [];
        bool hasChanged = isHeld ? _reservedHeld.Add(number) : _reservedHeld.Remove(number);
        if (_isTried && hasChanged)
        {
            (_heldBefore ??= []).Add((number, !isHeld));
        }
    }

    void ITried.EndTrial()
    {
        _isTried = false;
        Allocator.EndTrial();
        for (int i = (_heldBefore?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (number, wasHeld) = _heldBefore![i];
            Hold(number, wasHeld);
        }

        _heldBefore?.Clear();
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
}
