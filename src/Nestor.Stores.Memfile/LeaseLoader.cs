using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>Reads all files of a lease store into the table, in Kea's order, whatever point a clean-up had reached.</summary>
public abstract class LeaseLoader(LeaseFiles files, Logger log)
{
    private static readonly LogId LoadId = LogId.Info("DHCPSRV_MEMFILE_LEASE_FILE_LOAD");
    private static readonly LogId RowId = LogId.Debug(55, "DHCPSRV_MEMFILE_LEASE_LOAD");

    /// <summary>A file is of another schema: a clean-up should rewrite it.</summary>
    public bool NeedsConversion { get; private set; }

    /// <summary>Rows that were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of the current file up to its last whole row; the journal cuts what is behind.</summary>
    public long CurrentLength { get; private set; }

    /// <summary>A file to read in place of the current one; null for that itself.</summary>
    internal string? ReadInstead { get; set; }

    /// <summary>False when a file cannot be used; <paramref name="error"/> says why.</summary>
    public bool TryLoad(out string error)
    {
        string[] order = File.Exists(files.Completed)
            ? [files.Completed, files.Current]
            : [files.Previous, files.Copy, files.Current];
        BeginLoad();
        bool isDone = TryLoad(order, out error);
        EndLoad();
        return isDone;
    }

    /// <summary>Says which row is taken in.</summary>
    private protected void Tell(ReadOnlySpan<byte> row) => log.Write(RowId, $"{row}");

    private protected abstract void BeginLoad();

    private protected abstract void EndLoad();

    /// <summary>Reads one file into the table.</summary>
    private protected abstract LeaseFileResult Read(string path, Logger log);

    private bool TryLoad(string[] order, out string error)
    {
        foreach (string path in order)
        {
            if (!File.Exists(path))
            {
                continue;
            }

            log.Write(LoadId, $"loading leases from file {path}");
            var result = Read(path == files.Current && ReadInstead is { } other ? other : path, log);
            if (result.Failure.Length > 0)
            {
                error = result.Failure;
                return false;
            }

            Rows += result.Rows;
            NeedsConversion |= result.IsOtherSchema;
            if (path == files.Current)
            {
                CurrentLength = result.WholeLength;
            }
        }

        error = "";
        return true;
    }
}

/// <summary>The loader of one family.</summary>
/// <param name="maxErrors">Bad rows in one file after which loading is given up; 0 never gives up.</param>
public class LeaseLoader<TCsv, TView, TAddr>(LeaseFiles files, ILeaseTable<TView, TAddr> table, uint maxErrors, Logger log)
    : LeaseLoader(files, log), ILeaseRows<TView>
    where TCsv : struct, ILeaseCsv<TView, TAddr>
    where TView : struct, allows ref struct
    where TAddr : struct, IAddress<TAddr>
{
    void ILeaseRows<TView>.Row(in TView lease, ReadOnlySpan<byte> row)
    {
        Tell(row);
        if (TCsv.IsDeletion(in lease))
        {
            table.Remove(TCsv.AddressOf(in lease));
        }
        else
        {
            table.Put(in lease);
        }
    }

    private protected override void BeginLoad() => table.BeginLoad();

    private protected override void EndLoad() => table.EndLoad();

    private protected override LeaseFileResult Read(string path, Logger log) =>
        LeaseFileReader.Read<TCsv, TView, TAddr>(path, maxErrors, this, log);
}
