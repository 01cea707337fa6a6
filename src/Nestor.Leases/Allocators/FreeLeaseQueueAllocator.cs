namespace Nestor.Leases.Allocators;

/// <summary>
/// Kea's <c>flq</c>: free addresses wait in a queue; one that is freed goes to its end, so that it rests as long as
/// possible. Those never used yet stand first, in random order, and are not kept in memory but counted through.
/// In a huge pool one that was offered and not taken is not kept either: it comes again when all others have been.
/// </summary>
public sealed class FreeLeaseQueueAllocator(ulong size, ulong seed) : IAllocator
{
    /// <summary>Largest pool whose offers may all be kept in memory.</summary>
    private const ulong MaxKept = 1UL << 24;

    private readonly FreeAddresses _free = new(size, seed);
    private readonly Permutation _order = new(size, seed);
    private readonly AddressQueue _waiting = new();
    private ulong _never;

    public ulong FreeCount => _free.FreeCount;

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
            while (_never < size)
            {
                index = _order[_never++];
                if (_free.IsFree(index) && !_waiting.Contains(index))
                {
                    if (size <= MaxKept)
                    {
                        _waiting.Append(index);
                    }

                    return true;
                }
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
}
