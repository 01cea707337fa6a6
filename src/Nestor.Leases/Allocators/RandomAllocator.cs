namespace Nestor.Leases.Allocators;

/// <summary>
/// Kea's <c>random</c>: addresses in random order, none twice until all were given. In a nearly full pool, where
/// most of that order is used, it takes the first free address after a random one, so that the time stays constant.
/// </summary>
public sealed class RandomAllocator(ulong size, ulong seed) : IAllocator
{
    private const int Tries = 8;
    private readonly FreeAddresses _free = new(size, seed);
    private Permutation _order = new(size, seed);
    private ulong _seed = seed;
    private ulong _next;
    private ulong _tries;
    private (Permutation Order, ulong Seed, ulong Next) _before;

    public ulong FreeCount => _free.FreeCount;

    public ulong Steps => _free.Steps + _tries;

    public bool TryPick(out ulong index)
    {
        index = 0;
        if (_free.FreeCount == 0)
        {
            return false;
        }

        int tries = _free.IsNearlyFull ? 1 : Tries;
        for (int i = 0; i < tries; i++)
        {
            if (_next == size)
            {
                _next = 0;
                _seed = (_seed * 6364136223846793005) + 1442695040888963407;
                _order = new Permutation(size, _seed);
            }

            _tries++;
            index = _order[_next++];
            if (_free.IsFree(index))
            {
                return true;
            }
        }

        return _free.TryNextFree(index, out index) || _free.TryNextFree(0, out index);
    }

    public void Used(ulong index) => _free.MarkUsed(index);

    public void Freed(ulong index) => _free.MarkFree(index);

    public void BeginTrial()
    {
        _before = (_order, _seed, _next);
        _free.BeginTrial();
    }

    public void EndTrial()
    {
        (_order, _seed, _next) = _before;
        _free.EndTrial();
    }
}
