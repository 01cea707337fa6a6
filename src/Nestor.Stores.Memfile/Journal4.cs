using Nestor.Model.Leases;

namespace Nestor.Stores.Memfile;

/// <summary>
/// The lease file being written: one append and, when synced, one wait for the disk per commit. After a failure
/// nothing of the batch may be answered; its rows are kept and go in front of the next batch's, so that memory and
/// file do not drift apart. A row that was only half written is cut off.
/// </summary>
public sealed class Journal4(bool isSynced) : ILeaseStore4, IDisposable
{
    private byte[] _buffer = new byte[16384];
    private int _used;
    private long _goodLength;
    private IJournalFile? _file;

    /// <summary>Why the last commit failed; empty when it did not.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>Bytes of rows that wait for the disk to work again.</summary>
    public int Pending => _used;

    /// <summary>Goes on in another file: at the start, and when the old one was moved away for clean-up.</summary>
    public bool TryUse(IJournalFile file, out string error)
    {
        error = "";
        if (file.Length == 0)
        {
            Span<byte> header = stackalloc byte[Csv4.Header.Length + 1];
            Csv4.Header.CopyTo(header);
            header[^1] = (byte)'\n';
            if (!file.TryAppend(header, out error))
            {
                return false;
            }
        }

        _file?.Dispose();
        _file = file;
        _goodLength = file.Length;
        return true;
    }

    public void Add(LeaseChanges4 changes)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            var lease = changes.Get(i, out bool isDelete);
            int need = Csv4.MaxLength(in lease);
            if (_buffer.Length - _used < need)
            {
                Array.Resize(ref _buffer, (_used + need) * 2);
            }

            _used += Csv4.Write(in lease, isDelete, _buffer.AsSpan(_used));
        }
    }

    public bool Commit() => _used == 0 || Write();

    /// <summary>Both in one.</summary>
    public bool Commit(LeaseChanges4 changes)
    {
        Add(changes);
        return Commit();
    }

    public void Dispose() => _file?.Dispose();

    private bool Write()
    {
        if (_file is not { } file)
        {
            LastError = "the lease file is not open";
            return false;
        }

        string error;
        if (file.Length != _goodLength && !file.TryTruncate(_goodLength, out error))
        {
            LastError = error;
            return false;
        }

        if (!file.TryAppend(_buffer.AsSpan(0, _used), out error) || (isSynced && !file.TrySync(out error)))
        {
            LastError = error;
            file.TryTruncate(_goodLength, out _);
            return false;
        }

        _goodLength = file.Length;
        _used = 0;
        LastError = "";
        if (_buffer.Length > 1 << 20)
        {
            _buffer = new byte[16384];
        }

        return true;
    }
}
