using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>The lease file of a running DHCPv4 server.</summary>
public sealed class LeaseStorage4 : LeaseStorage<Journal4>
{
    private LeaseStorage4(LeaseFiles files, Journal4 journal, Logger log)
        : base(files, "-4", journal, log)
    {
    }

    /// <summary>Loads all leases into the table and opens the journal. Null with the reason when that is not possible.</summary>
    public static LeaseStorage4? TryOpen(LeaseDatabaseSettings settings, LeaseTable4 table, Logger log, out string error)
    {
        var files = FilesOf(settings, "kea-leases4.csv");
        var storage = new LeaseStorage4(files, new Journal4(settings.IsSynced), log);
        var loader = new LeaseLoader4(files, table, settings.MaxRowErrors, log);
        return storage.TryStart(loader, settings.IsSynced, out error) ? storage : null;
    }
}
