namespace Nestor.Stores.Memfile.Tests.PowerCuts;

/// <summary>The power went off.</summary>
internal sealed class PowerCutException : Exception;

/// <summary>What decides the fate of files in memory: when the power goes off, and which calls fail before.</summary>
internal sealed class Disk(int seed)
{
    public Random Random { get; } = new(seed);

    /// <summary>Calls to the disk until the power goes off; negative never.</summary>
    public int CallsLeft { get; set; } = -1;

    /// <summary>One call in so many fails; 0 none.</summary>
    public int FailsOneIn { get; set; }

    /// <summary>Counts one call. True when it is the one in which the power goes off.</summary>
    public bool IsLastCall() => CallsLeft >= 0 && CallsLeft-- == 0;

    public bool Fails() => FailsOneIn > 0 && Random.Next(FailsOneIn) == 0;

    public bool IsHeads() => Random.Next(2) == 0;
}

/// <summary>
/// A file with a page cache: bytes are lost with the power, page by page and in any order, until they are synced. A failed
/// sync forgets pages, as Linux does.
/// </summary>
internal sealed class CachedFile(Disk disk, ulong inode) : IJournalFile
{
    private const int PageSize = 256;

    private readonly SortedSet<int> _dirty = [];
    private byte[] _now = new byte[65536];
    private byte[] _disk = new byte[65536];
    private int _diskLength;
    private int _length;

    public long Length => _length;

    public FileIdentity Identity { get; set; } = new(inode, 1);

    public ReadOnlySpan<byte> Bytes => _now.AsSpan(0, _length);

    public bool TryAppend(ReadOnlySpan<byte> bytes, out string error)
    {
        bool isCut = disk.IsLastCall();
        bool isFailing = !isCut && disk.Fails();
        Put(_length, isCut || isFailing ? bytes[..disk.Random.Next(bytes.Length)] : bytes);
        error = isFailing ? "no space" : "";
        return isCut ? throw new PowerCutException() : !isFailing;
    }

    public bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error)
    {
        bool isCut = disk.IsLastCall();
        Put((int)offset, isCut ? bytes[..disk.Random.Next(bytes.Length + 1)] : bytes);
        error = "";
        return isCut ? throw new PowerCutException() : true;
    }

    public bool TryRead(long offset, Span<byte> into, out string error)
    {
        bool isThere = offset + into.Length <= _length;
        error = isThere ? "" : "too short";
        if (isThere)
        {
            _now.AsSpan((int)offset, into.Length).CopyTo(into);
        }

        return isThere;
    }

    public bool TrySync(out string error)
    {
        bool isCut = disk.IsLastCall();
        bool isFailing = !isCut && disk.Fails();
        WriteBack(isCut || isFailing);
        error = isFailing ? "input/output error" : "";
        if (!isCut)
        {
            _dirty.Clear();
            return !isFailing;
        }

        throw new PowerCutException();
    }

    public bool TryTruncate(long length, out string error)
    {
        error = "";
        _now.AsSpan((int)length, _length - (int)length).Clear();
        _length = (int)length;
        return true;
    }

    /// <summary>The machine is up again: what did not reach the disk is gone.</summary>
    public void Reboot()
    {
        WriteBack(isPartly: true);
        _dirty.Clear();
        _length = _diskLength;
        _disk.AsSpan(0, _length).CopyTo(_now);
        _now.AsSpan(_length).Clear();
    }

    /// <summary>Somebody else makes the file this.</summary>
    public void Become(ReadOnlySpan<byte> bytes)
    {
        _length = 0;
        _now.AsSpan().Clear();
        Put(0, bytes);
        WriteBack(isPartly: false);
        _dirty.Clear();
    }

    public void Dispose()
    {
    }

    private void Put(int offset, ReadOnlySpan<byte> bytes)
    {
        while (offset + bytes.Length > _now.Length)
        {
            Array.Resize(ref _now, _now.Length * 2);
            Array.Resize(ref _disk, _disk.Length * 2);
        }

        bytes.CopyTo(_now.AsSpan(offset));
        _length = Math.Max(_length, offset + bytes.Length);
        for (int page = offset / PageSize; page * PageSize < offset + bytes.Length; page++)
        {
            _dirty.Add(page);
        }
    }

    private void WriteBack(bool isPartly)
    {
        foreach (int page in _dirty)
        {
            if (!isPartly || disk.IsHeads())
            {
                int at = page * PageSize;
                _now.AsSpan(at, PageSize).CopyTo(_disk.AsSpan(at));
                _diskLength = Math.Max(_diskLength, Math.Min(_length, at + PageSize));
            }
        }

        if (!isPartly || disk.IsHeads())
        {
            _diskLength = _length;
            _disk.AsSpan(_length).Clear();
        }
    }
}

/// <summary>A redo log whose writes are on the disk when they return; the power may go off in the midst of one.</summary>
internal sealed class SyncedFile(Disk disk, int size) : IRedoFile
{
    private const int SectorSize = 512;

    public int Size => size;

    public byte[] Bytes { get; } = new byte[size];

    public bool IsDiscarded { get; private set; }

    /// <summary>All writes fail.</summary>
    public bool IsBroken { get; set; }

    public bool TryRead(long offset, Span<byte> into, out string error)
    {
        error = "";
        Bytes.AsSpan((int)offset, into.Length).CopyTo(into);
        return true;
    }

    public bool TryWrite(long offset, ReadOnlySpan<byte> blocks, out string error)
    {
        Assert.Equal(0, offset % 4096);
        Assert.Equal(0, blocks.Length % 4096);
        bool isCut = disk.IsLastCall();
        bool isFailing = IsBroken || (!isCut && disk.Fails());
        for (int at = 0; at < blocks.Length; at += SectorSize)
        {
            if (!(isCut || isFailing) || disk.IsHeads())
            {
                blocks.Slice(at, SectorSize).CopyTo(Bytes.AsSpan((int)offset + at));
            }
        }

        error = isFailing ? "input/output error" : "";
        return isCut ? throw new PowerCutException() : !isFailing;
    }

    public void Discard() => IsDiscarded = true;

    public void Dispose()
    {
    }
}

/// <summary>Syncs when the test says so, or when it is waited for.</summary>
internal sealed class SlowCheckpointer : ICheckpointer
{
    private IJournalFile? _file;
    private string _error = "";

    public int Count { get; private set; }

    public bool HasFailed => _error.Length > 0;

    public void Start(IJournalFile file)
    {
        Assert.Null(_file);
        _file = file;
        Count++;
    }

    public void Finish()
    {
        if (_file is { } file)
        {
            _file = null;
            file.TrySync(out _error);
        }
    }

    public bool Wait(out string error)
    {
        Finish();
        error = _error;
        return !HasFailed;
    }

    public void Forget() => _error = "";
}
