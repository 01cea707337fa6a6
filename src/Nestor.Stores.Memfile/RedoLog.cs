using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>
/// Makes rows durable that are only in the memory of the operating system as far as the lease file goes: overwriting
/// bytes that are on the disk already is much quicker than making a file longer. One half of it takes rows while the
/// lease file is synced for the sake of the other; a half is begun again only when that is done.
/// </summary>
public sealed class RedoLog : IDisposable
{
    private static readonly LogId GivenUpId = LogId.Warn("NESTOR_MEMFILE_REDO_GIVEN_UP");

    /// <summary>Most bytes of one write; batches with more are synced in the lease file.</summary>
    private const int Room = 256 * 1024;

    private readonly int _halfSize;
    private readonly int _most;

    private readonly IRedoFile _redo;
    private readonly ICheckpointer _checkpointer;
    private readonly Logger _log;
    private readonly Memory<byte> _room = BlockMemory.New(Room);
    private IJournalFile? _file;
    private RedoHeader _header;
    private int _half;
    private int _at;
    private bool _isInDoubt;
    private bool _isGivenUp;

    /// <param name="redo">All records in it were redone.</param>
    /// <param name="life">A random number.</param>
    /// <param name="boot">Tells this boot of the machine from all others.</param>
    public RedoLog(IRedoFile redo, ICheckpointer checkpointer, ulong life, Guid boot, Logger log)
    {
        _redo = redo;
        _halfSize = redo.Size / 2;
        _most = Math.Min(Room - RedoFormat.BlockSize, _halfSize - RedoFormat.HeaderSize);
        _checkpointer = checkpointer;
        _log = log;
        _header = new RedoHeader { Life = life, Boot = boot };
    }

    /// <summary>From here on rows go into this file, which is all on the disk.</summary>
    public void Use(IJournalFile file)
    {
        _file = file;
        BeginHalf();
    }

    /// <summary>Makes rows durable that were just appended to the lease file.</summary>
    /// <param name="offset">Where they are in the lease file.</param>
    public bool TryAdd(long offset, ReadOnlySpan<byte> rows, out string error)
    {
        var file = _file!;
        if (_isInDoubt || _checkpointer.HasFailed)
        {
            return TryRepair(file, offset, rows, out error);
        }

        int need = RedoFormat.Align(RedoFormat.RecordHeaderSize + rows.Length);
        if (_isGivenUp || need > _most)
        {
            return TrySyncFile(file, out error);
        }

        if (_at + need > _halfSize)
        {
            if (!_checkpointer.Wait(out _))
            {
                return TryRepair(file, offset, rows, out error);
            }

            _checkpointer.Start(file);
            BeginHalf();
        }

        if (TryWrite(file, offset, rows, out error))
        {
            return true;
        }

        // Only then: until the lease file is synced, the log has what was promised before.
        string reason = error;
        if (!TrySyncFile(file, out error))
        {
            return false;
        }

        GiveUp(reason);
        return true;
    }

    /// <summary>Makes all of the lease file durable and empties the log; for when the file gets another name or is closed.</summary>
    public bool TrySettle(out string error)
    {
        error = "";
        if (_file is not { } file)
        {
            return true;
        }

        bool isDone = _checkpointer.Wait(out error) && !_isInDoubt
            ? TrySyncFile(file, out error)
            : TryRepair(file, file.Length, default, out error);
        if (!isDone)
        {
            return false;
        }

        _file = null;
        if (!_isGivenUp && !RedoRecovery.TryEmpty(_redo, out string why))
        {
            GiveUp(why);
        }

        return true;
    }

    public void Dispose()
    {
        _checkpointer.Wait(out _);
        (_checkpointer as IDisposable)?.Dispose();
        _redo.Dispose();
    }

    private void BeginHalf()
    {
        _half ^= 1;
        _at = 0;
        _header = _header with { Generation = _header.Generation + 1 };
    }

    private bool TryWrite(IJournalFile file, long offset, ReadOnlySpan<byte> rows, out string error)
    {
        int tail = _at % RedoFormat.BlockSize;
        var room = _room.Span;
        if (_at == 0)
        {
            if (!TryBegin(file, offset, room, out error))
            {
                return false;
            }

            tail = RedoFormat.HeaderSize;
        }

        rows.CopyTo(room[(tail + RedoFormat.RecordHeaderSize)..]);
        RedoFormat.WriteRecord(in _header, offset, rows.Length, room[tail..]);
        int end = RedoFormat.Align(tail + RedoFormat.RecordHeaderSize + rows.Length);
        int last = end & -RedoFormat.BlockSize;
        int whole = last == end ? end : last + RedoFormat.BlockSize;
        int used = tail + RedoFormat.RecordHeaderSize + rows.Length;
        room[used..whole].Clear();
        int from = _at & -RedoFormat.BlockSize;
        if (!_redo.TryWrite((_half * _halfSize) + from, room[..whole], out error))
        {
            return false;
        }

        // The block that is not full is written again with the next record.
        room[last..end].CopyTo(room);
        _at = from + end;
        return true;
    }

    private bool TryBegin(IJournalFile file, long offset, Span<byte> room, out string error)
    {
        Span<byte> witness = stackalloc byte[RedoFormat.MostWitness];
        witness = witness[..(int)Math.Min(offset, RedoFormat.MostWitness)];
        if (!file.TryRead(offset - witness.Length, witness, out error))
        {
            return false;
        }

        _header = _header with
        {
            File = file.Identity,
            Start = offset,
            WitnessLength = witness.Length,
            WitnessSum = RedoFormat.Sum(0, witness),
        };
        RedoFormat.Write(in _header, room);
        return true;
    }

    private bool TrySyncFile(IJournalFile file, out string error)
    {
        // An earlier failure must not be hidden by a later success: the system reports it once and forgets the rows.
        if (!_checkpointer.Wait(out error) || !file.TrySync(out error))
        {
            _isInDoubt = true;
            return false;
        }

        BeginHalf();
        return true;
    }

    /// <summary>
    /// After a failed sync nobody knows which rows are on the disk, and another sync would not tell: they are written
    /// again out of the log.
    /// </summary>
    private bool TryRepair(IJournalFile file, long offset, ReadOnlySpan<byte> rows, out string error)
    {
        _isInDoubt = true;
        _checkpointer.Wait(out _);
        var image = RedoImage.Read(_redo, out error);
        if (image is null && error.Length > 0)
        {
            error = $"the redo log {error}";
            return false;
        }

        if (image is not null && image.Life == _header.Life && image.File == file.Identity && image.Start < offset)
        {
            var bytes = image.Bytes[..(int)Math.Min(image.Bytes.Length, offset - image.Start)];
            if (!file.TryWriteAt(image.Start, bytes, out error))
            {
                return false;
            }
        }

        if ((rows.Length > 0 && !file.TryWriteAt(offset, rows, out error)) || !file.TrySync(out error))
        {
            return false;
        }

        _checkpointer.Forget();
        _isInDoubt = false;
        BeginHalf();
        return true;
    }

    private void GiveUp(string reason)
    {
        _isGivenUp = true;
        _redo.Discard();
        _log.Write(GivenUpId, $"the redo log cannot be written: {reason}; from here on the lease file itself is synced");
    }
}
