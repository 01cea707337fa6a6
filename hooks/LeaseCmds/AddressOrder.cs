using System.Runtime.InteropServices;
using Nestor.Hooks.Services;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>
/// The addresses that have leases, in ascending order, for as long as somebody goes through them page by page. They are
/// gathered a few a turn and sorted outside the loop; those that come later are told by the server and kept beside. An
/// address stays in it when its lease is gone: whoever uses it looks the lease up.
/// </summary>
internal sealed class AddressOrder<TAddr, TView, TSubnet>(ILeases<TAddr, TView, TSubnet> leases, IHookServer server) : IDisposable
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, allows ref struct
    where TSubnet : Subnet<TAddr>
{
    /// <summary>Later ones that are kept beside; with more they are merged into the others, outside the loop.</summary>
    private const int MostAdded = 4096;

    /// <summary>After this long nobody seems to want the next page.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private IDisposable? _watch;
    private TAddr[] _gathered = [];
    private int _gatheredCount;
    private int _next;
    private Task<TAddr[]>? _sorting;
    private TAddr[]? _sorted;
    private List<TAddr> _added = [];
    private bool _isInOrder = true;
    private long _lastUse;

    /// <summary>Something is kept.</summary>
    public bool IsKept => _watch is not null;

    /// <summary>What is done beside the loop, and has to be over for the order to be complete; null for nothing.</summary>
    public Task? Beside => _sorting;

    /// <summary>Does a little towards the order; true when it is complete.</summary>
    public bool Prepare()
    {
        _lastUse = server.Clock.GetTimestamp();
        if (_watch is null)
        {
            _watch = leases.Watch(Add);
            _gathered = GC.AllocateUninitializedArray<TAddr>(leases.NumberLimit);
            _gatheredCount = _next = 0;
        }

        if (_sorting is not null)
        {
            return TryTakeSorted();
        }

        if (_sorted is null)
        {
            Gather();
            return false;
        }

        if (_added.Count > MostAdded)
        {
            Merge();
            return false;
        }

        return true;
    }

    /// <summary>The first address behind this one; false when there is none. Only when the order is complete.</summary>
    public bool TryNext(TAddr after, out TAddr next)
    {
        if (!_isInOrder)
        {
            _added.Sort();
            _isInOrder = true;
        }

        int at = PlaceBehind(_sorted!.AsSpan(), after);
        int beside = PlaceBehind(CollectionsMarshal.AsSpan(_added), after);
        bool isThere = at < _sorted!.Length;
        next = isThere ? _sorted[at] : default;
        if (beside < _added.Count && (!isThere || _added[beside].CompareTo(next) < 0))
        {
            next = _added[beside];
            isThere = true;
        }

        return isThere;
    }

    /// <summary>Lets go of what has not been used for a while.</summary>
    public void DropIfUnused()
    {
        if (IsKept && server.Clock.GetElapsedTime(_lastUse) > Kept)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _watch = null;
        _sorting = null;
        _sorted = null;
        _gathered = [];
        _added = [];
        _isInOrder = true;
    }

    private void Add(TAddr address)
    {
        _isInOrder &= _added.Count == 0 || _added[^1].CompareTo(address) <= 0;
        _added.Add(address);
    }

    private void Gather()
    {
        var slice = new Slice(server.Clock);
        do
        {
            for (int i = 0; i < Slice.Few; i++)
            {
                // Leases with a higher number are told of.
                if (_next >= _gathered.Length)
                {
                    var (all, count) = (_gathered, _gatheredCount);
                    _gathered = [];
                    _sorting = server.Aside(() => Sorted(all, count));
                    return;
                }

                if (leases.TryAddress(_next++, out var address))
                {
                    _gathered[_gatheredCount++] = address;
                }
            }
        }
        while (!slice.IsOver);
    }

    private void Merge()
    {
        var (all, added) = (_sorted!, _added);
        _sorted = null;
        _added = [];
        _isInOrder = true;
        _sorting = server.Aside(() =>
        {
            added.Sort();
            var merged = GC.AllocateUninitializedArray<TAddr>(all.Length + added.Count);
            int from = 0;
            int beside = 0;
            int to = 0;
            while (from < all.Length || beside < added.Count)
            {
                var next = beside == added.Count || (from < all.Length && all[from].CompareTo(added[beside]) <= 0) ? all[from++] : added[beside++];
                if (to == 0 || !merged[to - 1].Equals(next))
                {
                    merged[to++] = next;
                }
            }

            return merged[..to];
        });
    }

    private bool TryTakeSorted()
    {
        if (!_sorting!.IsCompleted)
        {
            return false;
        }

        var done = _sorting;
        _sorting = null;
        if (!done.IsCompletedSuccessfully)
        {
            // For want of memory, say: the command fails, and the next one begins anew.
            Dispose();
        }

        _sorted = done.GetAwaiter().GetResult();
        return _added.Count <= MostAdded;
    }

    private static TAddr[] Sorted(TAddr[] all, int count)
    {
        Array.Sort(all, 0, count);
        return count == all.Length ? all : all[..count];
    }

    private static int PlaceBehind(ReadOnlySpan<TAddr> sorted, TAddr address)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (sorted[middle].CompareTo(address) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
