using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>Whether leases can be written, and the tries after a failed write.</summary>
internal sealed class StoreWatch(HostLogIds ids, Logger log)
{
    private volatile bool _isHealthy = true;
    private int _tries;

    /// <summary>Set on any thread.</summary>
    public bool IsHealthy
    {
        get => _isHealthy;
        set => _isHealthy = value;
    }

    /// <summary>After a failed write: tries again; false when the configuration says to give up.</summary>
    /// <param name="drain">Waits until nothing is being written.</param>
    public bool Retry(ILeaseStorage storage, LeaseDatabaseSettings settings, Action drain)
    {
        if (_isHealthy)
        {
            _tries = 0;
            return true;
        }

        drain();
        if (_tries++ == 0)
        {
            log.Write(HostLog.StoreFailed, $"{storage.FileName}: {storage.Journal.LastError}; nothing that needs it is answered");
        }

        if (storage.Journal.Commit())
        {
            _isHealthy = true;
            log.Write(HostLog.StoreBack, $"{storage.FileName} can be written again");
            return true;
        }

        uint max = settings.MaxReconnectTries;
        if (max == 0 || _tries <= max || settings.OnFail == OnFail.ServeRetryContinue)
        {
            return true;
        }

        log.Write(ids.StoreGivenUp, $"{storage.FileName} could not be written in {max} tries: {storage.Journal.LastError}; the server ends");
        return false;
    }
}
