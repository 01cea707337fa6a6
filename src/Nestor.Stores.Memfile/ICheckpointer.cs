namespace Nestor.Stores.Memfile;

/// <summary>Syncs a lease file beside those who commit.</summary>
public interface ICheckpointer
{
    /// <summary>Begins to sync the file; the one before is over.</summary>
    void Start(IJournalFile file);

    /// <summary>Waits for what was started. False: the file could not be synced.</summary>
    bool Wait(out string error);

    /// <summary>True when what was started is over and failed.</summary>
    bool HasFailed { get; }

    /// <summary>What failed was made good.</summary>
    void Forget();
}
