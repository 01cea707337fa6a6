using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;

namespace Nestor.Server.Runtime;

/// <summary>The leases a server starts with.</summary>
internal static class LeaseOpening
{
    /// <summary>All leases there are, and the file behind them; null where they are kept in memory only.</summary>
    public static bool TryOpen<TTable>(
        ServerOptions options, DhcpSettings settings, LoggerSet loggers, TTable table, LeaseOpener<TTable> open,
        Action<Logger> check, out ILeaseStorage? storage, out string error)
    {
        error = "";
        storage = null;
        var log = loggers.Find("dhcpsrv");
        if (settings.LeaseDatabase.IsPersistent)
        {
            storage = open(settings.LeaseDatabase, table, log, out error);
            if (storage is null)
            {
                return false;
            }
        }
        else
        {
            log.Write(HostLog.NoStorage, $"leases are not kept on disk (persist is false): a restart forgets them");
        }

        if (!options.IsRepairing)
        {
            check(log);
        }

        return true;
    }

    public delegate ILeaseStorage? LeaseOpener<in TTable>(
        LeaseDatabaseSettings settings, TTable table, Logger log, out string error);
}
