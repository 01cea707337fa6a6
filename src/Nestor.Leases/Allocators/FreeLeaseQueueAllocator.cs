namespace Nestor.Leases.Allocators;

/// <summary>
/// Kea's <c>flq</c>: free addresses wait in a queue; one that is freed goes to its end, so that it rests as long as
/// possible. Those never used yet stand first, in random order, and are not kept in memory but counted through.
/// </summary>
public sealed class FreeLeaseQueueAllocator(ulong size, ulong seed) : IAllocator
{
    private readonly FreeAddresses _free = new(size);
    private readonly Permutation _order = new(size, seed);
    private readonly Queue<ulong> _freed = new();
    private readonly HashSet<ulong> _queued = [];
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
        while (_never < size)
        {
            index = _order[_never++];
            if (_free.IsFree(index) && !_queued.Contains(index))
            {
                Enqueue(index);
                return true;
            }
        }

        while (_freed.TryDequeue(out index))
        {
            _queued.Remove(index);
            if (_free.IsFree(index))
            {
                Enqueue(index);
                return true;
            }
        }

        return false;
    }

    public void Used(ulong index) => _free.MarkUsed(index);

    public void Freed(ulong index)
    {
        if (_free.MarkFree(index))
        {
            Enqueue(index);
        }
    }

    private void Enqueue(ulong index)
    {
        if (_queued.Add(index))
        {
            _freed.Enqueue(index);
        }
    }
}
