using Nestor.Model.Logging;

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

    /// <summary>From here on the table need not be found in but by address.</summary>
    protected abstract void BeginLoad();

    protected abstract void EndLoad();

    /// <summary>Reads one file into the table.</summary>
    protected abstract LeaseFileResult Read(string path, Logger log);

    private bool TryLoad(string[] order, out string error)
    {
        foreach (string path in order)
        {
            if (!File.Exists(path))
            {
                continue;
            }

            log.Write(LoadId, $"loading leases from file {path}");
            var result = Read(path, log);
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
