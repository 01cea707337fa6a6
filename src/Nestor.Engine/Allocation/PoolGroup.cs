using Nestor.Leases.Allocators;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What picking needs from one pick to the next, for all pools of a server.</summary>
public struct PickState
{
    /// <summary>Grows with each pick.</summary>
    public long Clock;

    /// <summary>Chooses among pools where the order does not.</summary>
    public ulong Dice;
}

/// <summary>The pools of one kind in a subnet, and when one of them last gave an address.</summary>
public sealed class PoolGroup<TAddr, TPool> : ITried
    where TAddr : struct, IAddress<TAddr>
    where TPool : Pool<TAddr>
{
    private readonly PoolState<TAddr, TPool>[] _byRange;
    private readonly AllocatorKind _kind;
    private readonly Trial _trial;
    private int _current;
    private (int Current, long LastGiven)? _before;

    /// <param name="delegatedLength">Bits of what is given out of a pool; the bits of an address where those are given.</param>
    internal PoolGroup(IReadOnlyList<TPool> pools, AllocatorKind kind, ulong seed, Trial trial, Func<TPool, int> delegatedLength)
    {
        _trial = trial;
        _kind = kind;
        Pools = new PoolState<TAddr, TPool>[pools.Count];
        for (int i = 0; i < Pools.Length; i++)
        {
            var units = new PoolUnits<TAddr>(pools[i].Range, delegatedLength(pools[i]));
            Pools[i] = new PoolState<TAddr, TPool>(pools[i], units, NewAllocator(pools[i], units.Count, kind, seed), trial);
        }

        _byRange = Pools.Length < 2 ? Pools : [.. Pools.OrderBy(p => p.Pool.Range.First)];
    }

    /// <summary>In configured order.</summary>
    public PoolState<TAddr, TPool>[] Pools { get; }

    /// <summary>Grows with each address given: the sibling of a shared network with the highest one is asked first.</summary>
    public long LastGiven { get; private set; }

    /// <summary>True when there is a pool that lets a client in these classes in.</summary>
    public bool IsFor(ClassSet classes)
    {
        foreach (var pool in Pools)
        {
            if (pool.Pool.ClientClasses.Admits(classes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pool that has the address and lets a client in these classes in; null when none does.</summary>
    public PoolState<TAddr, TPool>? PoolOf(TAddr address, ClassSet classes) =>
        PoolOf(address) is { } pool && pool.Pool.ClientClasses.Admits(classes) ? pool : null;

    /// <summary>The pool that has the address, whoever may use it; null when none does.</summary>
    public PoolState<TAddr, TPool>? PoolOf(TAddr address)
    {
        int low = 0;
        int high = _byRange.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            var range = _byRange[middle].Pool.Range;
            if (range.Contains(address))
            {
                return _byRange[middle];
            }

            if (address.CompareTo(range.First) < 0)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return null;
    }

    /// <summary>
    /// Picks a free address. The iterative allocator stays in a pool until it is used up and then goes on to the next;
    /// the others start with a pool that the dice choose.
    /// </summary>
    /// <param name="classes">Of the client: pools whose guards do not let it in are passed over.</param>
    /// <param name="isWanted">Pools to look at; null for all.</param>
    public bool TryPick(
        ref PickState state, ClassSet classes, Predicate<TPool>? isWanted, out PoolState<TAddr, TPool>? pool, out TAddr address)
    {
        pool = null;
        address = default;
        if (Pools.Length == 0)
        {
            return false;
        }

        Try();
        if (_kind != AllocatorKind.Iterative && Pools.Length > 1)
        {
            state.Dice = (state.Dice * 6364136223846793005) + 1442695040888963407;
            _current = (int)((state.Dice >> 33) % (ulong)Pools.Length);
        }

        for (int i = 0; i < Pools.Length; i++)
        {
            int at = (_current + i) % Pools.Length;
            var candidate = Pools[at].Pool;
            if ((isWanted is null || isWanted(candidate)) && candidate.ClientClasses.Admits(classes) && Pools[at].TryPick(out address))
            {
                pool = Pools[at];
                _current = at;
                LastGiven = ++state.Clock;
                _trial.Trace?.Note("pool", PickTrace.Picked(Pools[at], _kind, address));
                return true;
            }

            _trial.Trace?.Note("pool", PickTrace.PassedOver(Pools[at], classes, isWanted));
        }

        return false;
    }

    /// <summary>
    /// True when so much is given out of the pools that a client in these classes is let into that it is above the
    /// threshold. Only the queue of free leases reckons with that.
    /// </summary>
    /// <param name="threshold">A share of all there is in them.</param>
    /// <param name="isWanted">Pools to look at; null for all.</param>
    /// <param name="isNew">One more is about to be given.</param>
    public bool IsScarce(ClassSet classes, double threshold, Predicate<TPool>? isWanted, bool isNew)
    {
        if (threshold >= 1 || _kind != AllocatorKind.FreeLeaseQueue)
        {
            return false;
        }

        double all = 0;
        double used = isNew ? 1 : 0;
        foreach (var pool in Pools)
        {
            if (pool.Pool.ClientClasses.Admits(classes) && (isWanted is null || isWanted(pool.Pool)))
            {
                all += pool.Count;
                used += pool.UsedCount;
            }
        }

        return all > 0 && used / all > threshold;
    }

    void ITried.EndTrial()
    {
        (_current, LastGiven) = _before!.Value;
        _before = null;
    }

    private void Try()
    {
        if (_trial.IsOn && _before is null)
        {
            _before = (_current, LastGiven);
            _trial.Add(this);
        }
    }

    private static IAllocator NewAllocator(TPool pool, ulong size, AllocatorKind kind, ulong seed)
    {
        var first = pool.Range.First.Number;
        ulong own = seed ^ ((ulong)(first ^ (first >> 64)) * 0x9E3779B97F4A7C15);
        return kind switch
        {
            AllocatorKind.Random => new RandomAllocator(size, own),
            AllocatorKind.FreeLeaseQueue => new FreeLeaseQueueAllocator(size, own),
            _ => new IterativeAllocator(size, own),
        };
    }
}
