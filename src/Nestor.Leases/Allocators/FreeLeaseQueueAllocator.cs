namespace Nestor.Leases.Allocators;

/// <summary>
/// Kea's <c>flq</c>: free addresses wait in a queue; one that is freed goes to its end, so that it rests as long as
/// possible. Those never used yet stand first, in random order, and are not kept in memory but counted through.
/// In a huge pool one that was offered and not taken is not kept either: it comes again when all others have been.
/// </summary>
public sealed class FreeLeaseQueueAllocator(ulong size, ulong seed) : IAllocator
{
    private const int Tries = 16;

    /// <summary>Largest pool whose offers may all be kept in memory.</summary>
    private const ulong MaxKept = 1UL << 24;

    private readonly FreeAddresses _free = new(size, seed);
    private readonly Permutation _order = new(size, seed);
    private readonly AddressQueue _waiting = new();
    private ulong _never;
    private ulong _tries;
    private ulong _neverBefore;

    public ulong FreeCount => _free.FreeCount;

    public ulong Steps => _free.Steps + _tries;

    public bool TryPick(out ulong index)
    {
        index = 0;
        if (_free.FreeCount == 0)
        {
            return false;
        }

        // What was offered and not taken stays free and goes to the end, like an address given back.
        while (true)
        {
            if (TryNeverGiven(out index))
            {
                if (size <= MaxKept)
                {
                    _waiting.Append(index);
                }

                return true;
            }

            if (_waiting.TryFirst(out index))
            {
                _waiting.Append(index);
                return true;
            }

            _never = 0;
        }
    }

    public void Used(ulong index)
    {
        _free.MarkUsed(index);
        _waiting.Remove(index);
    }

    public void Freed(ulong index)
    {
        if (_free.MarkFree(index))
        {
            _waiting.Append(index);
        }
    }

    public void BeginTrial()
    {
        _neverBefore = _never;
        _free.BeginTrial();
        _waiting.BeginTrial();
    }

    public void EndTrial()
    {
        _never = _neverBefore;
        _free.EndTrial();
        _waiting.EndTrial();
    }

    /// <summary>One that was never given out and does not wait, in a bounded number of steps.</summary>
    private bool TryNeverGiven(out ulong index)
    {
        index = 0;
        int tries = _free.IsNearlyFull ? 1 : Tries;
        for (int i = 0; i < tries && _never < size; i++)
        {
            _tries++;
            index = _order[_never++];
            if (IsNeverGiven(index))
            {
                return true;
            }
        }

        // Of a pool that was loaded nearly full, the next one never used may be thousands of steps away in that order.
        // The first after a random place will do, and one that waits when that is what is there.
        if (_never < size && (_free.TryNextFree(index, out ulong next) || _free.TryNextFree(0, out next)))
        {
            index = next;
            return !_waiting.Contains(next);
        }

        return false;
    }

    private bool IsNeverGiven(ulong index) => _free.IsFree(index) && !_waiting.Contains(index);
}
