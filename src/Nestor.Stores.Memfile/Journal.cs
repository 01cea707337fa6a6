using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>
/// The lease file being written: one append and, when synced, one wait for the disk per commit. After a failure
/// nothing of the batch may be answered; its rows are kept and go in front of the next batch's, so that memory and
/// file do not drift apart. A row that was only half written is cut off. With a <see cref="RedoLog"/> it is this that
/// is waited for, as soon as one commit has put all of the file on the disk.
/// </summary>
public abstract class Journal(bool isSynced) : IDisposable
{
    private byte[] _buffer = new byte[16384];
    private int _used;
    private long _goodLength;
    private IJournalFile? _file;
    private volatile RedoLog? _redo;
    private bool _isLogged;

    /// <summary>Why the last commit failed; empty when it did not.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>Bytes of rows that wait for the disk to work again.</summary>
    public int Pending => _used;

    /// <summary>First line of a new file, without its end.</summary>
    protected abstract ReadOnlySpan<byte> Header { get; }

    /// <summary>A log to sync in place of the file. It is disposed of with the journal; from any thread, once.</summary>
    public void Offer(RedoLog redo) => _redo = redo;

    /// <summary>
    /// Makes the file durable by itself, without its log. To be done before it gets another name: a log speaks only for
    /// the file that is current.
    /// </summary>
    public bool TrySettle(out string error)
    {
        error = "";
        if (_isLogged && !_redo!.TrySettle(out error))
        {
            return false;
        }

        _isLogged = false;
        return true;
    }

    /// <summary>Goes on in another file: at the start, and when the old one was moved away for clean-up.</summary>
    public bool TryUse(IJournalFile file, out string error)
    {
        error = "";
        if (file.Length == 0)
        {
            Span<byte> header = stackalloc byte[Header.Length + 1];
            Header.CopyTo(header);
            header[^1] = (byte)'\n';
            if (!file.TryAppend(header, out error))
            {
                return false;
            }
        }

        if (!TrySettle(out error))
        {
            return false;
        }

        _file?.Dispose();
        _file = file;
        _goodLength = file.Length;
        return true;
    }

    private protected void Add<TCsv, TView, TFields, TAddr>(LeaseChanges<TView, TFields> changes)
        where TCsv : struct, ILeaseCsv<TView, TAddr>
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct
        where TFields : struct
        where TAddr : struct, IAddress<TAddr>
    {
        for (int i = 0; i < changes.Count; i++)
        {
            var lease = changes.Get(i, out bool isDelete);
            int need = TCsv.MaxLength(in lease);
            if (_buffer.Length - _used < need)
            {
                Array.Resize(ref _buffer, (_used + need) * 2);
            }

            _used += TCsv.Write(in lease, isDelete, _buffer.AsSpan(_used));
        }
    }

    public bool Commit() => _used == 0 || Write();

    public void Dispose()
    {
        // When this fails, the log keeps what the file may lack, and the next start finds it.
        _ = TrySettle(out _);
        _redo?.Dispose();
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

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

        var rows = _buffer.AsSpan(0, _used);
        if (!file.TryAppend(rows, out error) || (isSynced && !TryMakeDurable(file, rows, out error)))
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

    private bool TryMakeDurable(IJournalFile file, ReadOnlySpan<byte> rows, out string error)
    {
        if (_isLogged)
        {
            return _redo!.TryAdd(_goodLength, rows, out error);
        }

        if (!file.TrySync(out error))
        {
            return false;
        }

        if (_redo is { } redo)
        {
            redo.Use(file);
            _isLogged = true;
        }

        return true;
    }
}

/// <summary>The DHCPv4 lease file being written.</summary>
public sealed class Journal4(bool isSynced) : Journal(isSynced), ILeaseStore<LeaseChanges4>
{
    protected override ReadOnlySpan<byte> Header => Csv4.Header;

    public void Add(LeaseChanges4 changes) => Add<Csv4, Lease4View, Lease4Fields, Ip4>(changes);

    /// <summary>Both in one.</summary>
    public bool Commit(LeaseChanges4 changes)
    {
        Add(changes);
        return Commit();
    }
}

/// <summary>The DHCPv6 lease file being written.</summary>
public sealed class Journal6(bool isSynced) : Journal(isSynced), ILeaseStore<LeaseChanges6>
{
    protected override ReadOnlySpan<byte> Header => Csv6.Header;

    public void Add(LeaseChanges6 changes) => Add<Csv6, Lease6View, Lease6Fields, Ip6>(changes);

    /// <summary>Both in one.</summary>
    public bool Commit(LeaseChanges6 changes)
    {
        Add(changes);
        return Commit();
    }
}
