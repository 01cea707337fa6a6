namespace Nestor.Leases.Allocators;

/// <summary>Kea's <c>iterative</c>: the address after the one given last, and from the start again after the end.</summary>
public sealed class IterativeAllocator(ulong size, ulong seed = 0) : IAllocator
{
    private readonly FreeAddresses _free = new(size, seed);
    private ulong _next;
    private ulong _nextBefore;

    public ulong FreeCount => _free.FreeCount;

    public ulong Steps => _free.Steps;

    public bool TryPick(out ulong index)
    {
        if (!_free.TryNextFree(_next, out index) && !_free.TryNextFree(0, out index))
        {
            return false;
        }

        _next = index + 1;
        return true;
    }

    public void Used(ulong index) => _free.MarkUsed(index);

    public void Freed(ulong index) => _free.MarkFree(index);

    public void BeginTrial()
    {
        _nextBefore = _next;
        _free.BeginTrial();
    }

    public void EndTrial()
    {
        _next = _nextBefore;
        _free.EndTrial();
    }
}
