using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>The lease file of a running DHCPv6 server.</summary>
public sealed class LeaseStorage6 : LeaseStorage<Journal6>
{
    private LeaseStorage6(LeaseFiles files, Journal6 journal, Logger log)
        : base(files, "-6", journal, log)
    {
    }

    /// <summary>Loads all leases into the table and opens the journal. Null with the reason when that is not possible.</summary>
    public static LeaseStorage6? TryOpen(LeaseDatabaseSettings settings, LeaseTable6 table, Logger log, out string error)
    {
        var files = FilesOf(settings, "kea-leases6.csv");
        var storage = new LeaseStorage6(files, new Journal6(settings.IsSynced), log);
        var loader = new LeaseLoader6(files, table, settings.MaxRowErrors, log);
        return storage.TryStart(loader, settings.IsSynced, out error) ? storage : null;
    }
}
