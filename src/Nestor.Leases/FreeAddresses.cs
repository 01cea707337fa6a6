using System.Numerics;

namespace Nestor.Leases;

/// <summary>
/// Which addresses of a pool are free: a bitmap with summaries of 64 to 1 above it, so that the next free one is found
/// in a handful of steps however full the pool is. Addresses are offsets from the pool's first, or numbers of prefixes
/// in a prefix pool. Pages of the bitmap are made when an address in them is first used; a pool too large even for a
/// list of pages is kept in <see cref="SparseFreeAddresses"/>, so that it costs what is used of it.
/// </summary>
public sealed class FreeAddresses
{
    private const int PageBits = 4096;
    private const int PageWords = PageBits / 64;
    private const ulong Full = ulong.MaxValue;

    /// <summary>Largest pool with a list of pages: a list of 512 KiB at first.</summary>
    private const ulong MaxPaged = 1UL << 28;

    private readonly SparseFreeAddresses? _sparse;
    private readonly ulong[]?[] _pages;

    // _summaries[0] has a bit for each page that has no free address, [1] one for each full word of [0], and so on.
    private readonly ulong[][] _summaries;

    private ulong _freeCount;
    private List<ulong>? _tried;
    private ulong _steps;

    /// <param name="size">Addresses in the pool, at least 1.</param>
    /// <param name="seed">Key of the hash table of a huge pool.</param>
    public FreeAddresses(ulong size, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        Size = size;
        _freeCount = size;
        if (size > MaxPaged)
        {
            _sparse = new SparseFreeAddresses(size, seed);
            _pages = [];
            _summaries = [];
            return;
        }

        ulong pages = (size + PageBits - 1) / PageBits;
        _pages = new ulong[pages][];
        var summaries = new List<ulong[]>();
        ulong bits = pages;
        do
        {
            ulong words = (bits + 63) / 64;
            var level = new ulong[words];
            if (bits % 64 != 0)
            {
                level[^1] = Full << (int)(bits % 64);
            }

            summaries.Add(level);
            bits = words;
        }
        while (bits > 1);
        _summaries = [.. summaries];
    }

    public ulong Size { get; }

    public ulong FreeCount => _sparse is null ? _freeCount : _sparse.FreeCount;

    /// <summary>Pages and summaries looked at by all searches so far.</summary>
    public ulong Steps => _sparse is null ? _steps : _sparse.Steps;

    /// <summary>So few are free that trying at random mostly meets a used one.</summary>
    public bool IsNearlyFull => FreeCount < Size / 8;

    public bool IsFree(ulong index)
    {
        if (_sparse is not null)
        {
            return _sparse.IsFree(index);
        }

        var page = _pages[index / PageBits];
        return page is null || (page[index % PageBits / 64] & (1UL << (int)(index % 64))) == 0;
    }

    /// <summary>False when it was used already.</summary>
    public bool MarkUsed(ulong index)
    {
        bool isChanged = Take(index);
        if (isChanged)
        {
            _tried?.Add(index);
        }

        return isChanged;
    }

    /// <summary>False when it was free already.</summary>
    public bool MarkFree(ulong index)
    {
        bool isChanged = Give(index);
        if (isChanged)
        {
            _tried?.Add(index);
        }

        return isChanged;
    }

    /// <summary>What is marked from here on is taken back by <see cref="EndTrial"/>.</summary>
    public void BeginTrial() => _tried = [];

    public void EndTrial()
    {
        var tried = _tried!;
        _tried = null;
        for (int i = tried.Count - 1; i >= 0; i--)
        {
            _ = Take(tried[i]) || Give(tried[i]);
        }
    }

    private bool Take(ulong index)
    {
        if (_sparse is not null)
        {
            return _sparse.MarkUsed(index);
        }

        ulong number = index / PageBits;
        var page = _pages[number] ??= NewPage(number);
        ref ulong word = ref page[index % PageBits / 64];
        ulong bit = 1UL << (int)(index % 64);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        _freeCount--;
        if (word == Full && !page.AsSpan().ContainsAnyExcept(Full))
        {
            SetSummary(number);
        }

        return true;
    }

    private bool Give(ulong index)
    {
        if (_sparse is not null)
        {
            return _sparse.MarkFree(index);
        }

        ulong number = index / PageBits;
        var page = _pages[number];
        ulong bit = 1UL << (int)(index % 64);
        if (page is null || (page[index % PageBits / 64] & bit) == 0)
        {
            return false;
        }

        page[index % PageBits / 64] &= ~bit;
        _freeCount++;
        ulong at = number;
        foreach (var level in _summaries)
        {
            level[at / 64] &= ~(1UL << (int)(at % 64));
            at /= 64;
        }

        return true;
    }

    /// <summary>The first free address at or after <paramref name="from"/>; false when there is none up to the end.</summary>
    public bool TryNextFree(ulong from, out ulong index)
    {
        if (_sparse is not null)
        {
            return _sparse.TryNextFree(from, out index);
        }

        index = 0;
        if (from >= Size)
        {
            return false;
        }

        ulong page = from / PageBits;
        if (TryInPage(page, (int)(from % PageBits), out index))
        {
            return true;
        }

        return TryNextPage(page + 1, out page) && TryInPage(page, 0, out index);
    }

    private bool TryInPage(ulong number, int from, out ulong index)
    {
        _steps++;
        index = number * PageBits;
        var page = _pages[number];
        if (page is null)
        {
            index += (ulong)from;
            return index < Size;
        }

        int at = from / 64;
        ulong open = ~page[at] & (Full << (from % 64));
        if (open == 0)
        {
            // Many words a step: the processor compares them side by side.
            int further = page.AsSpan(at + 1).IndexOfAnyExcept(Full);
            if (further < 0)
            {
                return false;
            }

            at += 1 + further;
            open = ~page[at];
        }

        index += (ulong)((at * 64) + BitOperations.TrailingZeroCount(open));
        return true;
    }

    /// <summary>The first page at or after <paramref name="from"/> that has a free address.</summary>
    private bool TryNextPage(ulong from, out ulong page)
    {
        page = from;
        int level = 0;
        while (true)
        {
            _steps++;
            var words = _summaries[level];
            ulong at = page / 64;
            if (at >= (ulong)words.Length)
            {
                return false;
            }

            ulong open = ~words[at] & (Full << (int)(page % 64));
            if (open != 0)
            {
                page = (at * 64) + (ulong)BitOperations.TrailingZeroCount(open);
                if (level == 0)
                {
                    return true;
                }

                level--;
                page *= 64;
                continue;
            }

            if (level == _summaries.Length - 1)
            {
                return false;
            }

            level++;
            page = at + 1;
        }
    }

    private void SetSummary(ulong at)
    {
        foreach (var level in _summaries)
        {
            level[at / 64] |= 1UL << (int)(at % 64);
            if (level[at / 64] != Full)
            {
                return;
            }

            at /= 64;
        }
    }

    /// <summary>An empty page; bits beyond the pool's end count as used.</summary>
    private ulong[] NewPage(ulong number)
    {
        var page = new ulong[PageWords];
        ulong first = number * PageBits;
        for (ulong i = Math.Min(Size - first, PageBits); i < PageBits; i++)
        {
            page[i / 64] |= 1UL << (int)(i % 64);
        }

        return page;
    }
}
