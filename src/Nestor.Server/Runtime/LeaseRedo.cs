using System.Security.Cryptography;
using Nestor.Model.Logging;
using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>The redo log beside a lease file: emptied before the file is read, and then the journal's.</summary>
internal sealed class LeaseRedo(LeaseFiles files, Logger log) : IDisposable
{
    private static readonly LogId IgnoredId = LogId.Warn("NESTOR_MEMFILE_REDO_IGNORED");
    private static readonly LogId UnavailableId = LogId.Warn("NESTOR_MEMFILE_REDO_UNAVAILABLE");

    private Task? _making;

    /// <summary>Brings back what a power cut took from the lease file. False when that is needed and not possible.</summary>
    public bool TryRecover(out string error)
    {
        using var redo = PosixRedoFile.TryOpen(files.Redo, out error);
        if (redo is null)
        {
            if (error.Length > 0)
            {
                log.Write(IgnoredId, $"{files.Redo} is left aside: {error}");
                error = "";
            }

            return true;
        }

        PosixJournalFile? file = null;
        if (File.Exists(files.Current) && (file = PosixJournalFile.TryOpen(files.Current, out error)) is null)
        {
            return false;
        }

        using (file)
        {
            return new RedoRecovery(BootId.Read(), log).TryRun(files.Current, redo, file, out error);
        }
    }

    /// <summary>
    /// Gives the journal its log. A log that has to be made first comes when it is ready: a start does not wait for it, and until
    /// then the lease file itself is synced.
    /// </summary>
    public void OfferTo(Journal journal)
    {
        if (File.Exists(files.Redo))
        {
            Make(journal);
        }
        else
        {
            _making = Task.Run(() => Make(journal));
        }
    }

    /// <summary>Takes away a log that nobody uses any more.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(files.Redo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(UnavailableId, $"{files.Redo}: {e.Message}");
        }
    }

    public void Dispose() => _making?.Wait();

    private void Make(Journal journal)
    {
        if (PosixRedoFile.TryMake(files.Redo, out string error) is { } file)
        {
            ulong life = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
            journal.Offer(new RedoLog(file, new Checkpointer(), life, BootId.Read(), log));
        }
        else
        {
            log.Write(UnavailableId, $"{files.Redo} cannot be made: {error}; the lease file itself is synced, which is slower");
        }
    }
}
