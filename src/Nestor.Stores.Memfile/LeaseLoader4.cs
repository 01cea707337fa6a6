using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>Reads all files of a lease store into the table, in Kea's order, whatever point a clean-up had reached.</summary>
public sealed class LeaseLoader4(LeaseFiles files, LeaseTable4 table, uint maxErrors, Logger log) : ILeaseRows4
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
        foreach (string path in order)
        {
            if (!File.Exists(path))
            {
                continue;
            }

            log.Write(LoadId, $"loading leases from file {path}");
            var result = LeaseFileReader4.Read(path, maxErrors, this, log);
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

    void ILeaseRows4.Row(in Lease4View lease, ReadOnlySpan<byte> row)
    {
        log.Write(RowId, $"{row}");
        if (lease.Fields.ValidLifetime == 0)
        {
            table.Remove(lease.Fields.Address);
        }
        else
        {
            table.Put(in lease);
        }
    }
}
