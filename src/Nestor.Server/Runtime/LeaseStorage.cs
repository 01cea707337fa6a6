using System.Diagnostics;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>The lease file of a running server: loaded at the start, written by the journal, cleaned up by kea-lfc.</summary>
/// <typeparam name="TJournal">What writes the file of this family.</typeparam>
public abstract class LeaseStorage<TJournal> : ILeaseStorage
    where TJournal : Journal
{
    private static readonly LogId OpenFailedId = LogId.Error("DHCPSRV_MEMFILE_FAILED_TO_OPEN");
    private static readonly LogId LfcStartId = LogId.Info("DHCPSRV_MEMFILE_LFC_START");
    private static readonly LogId LfcExecuteId = LogId.Info("DHCPSRV_MEMFILE_LFC_EXECUTE");
    private static readonly LogId LfcSpawnFailId = LogId.Error("DHCPSRV_MEMFILE_LFC_SPAWN_FAIL");
    private static readonly LogId LfcRenameFailId = LogId.Error("DHCPSRV_MEMFILE_LFC_LEASE_FILE_RENAME_FAIL");

    /// <summary>The file is not in the folder for them, where Kea would refuse it.</summary>
    private static readonly LogId OtherFolderId = LogId.Warn("DHCPSRV_MEMFILE_PATH_SECURITY_WARNING");
    private static readonly LogId OpeningId = LogId.Info("DHCPSRV_MEMFILE_DB");
    private static readonly LogId ClosingId = LogId.Debug(40, "DHCPSRV_CLOSE_DB");
    private static readonly LogId ConvertingId = LogId.Warn("DHCPSRV_MEMFILE_CONVERTING_LEASE_FILES");
    private static readonly LogId LfcSetupId = LogId.Info("DHCPSRV_MEMFILE_LFC_SETUP");
    private static readonly LogId LfcReopenFailId = LogId.Error("DHCPSRV_MEMFILE_LFC_LEASE_FILE_REOPEN_FAIL");
    private static readonly LogId LfcPidFailId = LogId.Error("DHCPSRV_MEMFILE_LFC_FAIL_PID_CREATE");
    private static readonly LogId LfcRunningId = LogId.Info("DHCPSRV_MEMFILE_LFC_RUNNING");

    /// <summary>Tenths of a second that a clean-up may take before a start is given up.</summary>
    private const int CleanUpPatience = 600;

    private const int WaitsBeforeTelling = 4;

    private readonly LeaseFiles _files;
    private readonly LeaseRedo _redo;
    private readonly string _familyFlag;
    private readonly Logger _log;
    private Process? _lfc;
    private volatile bool _isRenewing;

    /// <param name="familyFlag">What tells kea-lfc the family: -4 or -6.</param>
    private protected LeaseStorage(LeaseFiles files, string familyFlag, TJournal journal, Logger log)
    {
        _files = files;
        _familyFlag = familyFlag;
        Journal = journal;
        _log = log;
        _redo = new LeaseRedo(files, log);
    }

    public TJournal Journal { get; }

    Journal ILeaseStorage.Journal => Journal;

    /// <summary>The lease file in use.</summary>
    public string FileName => _files.Current;

    public LeaseFiles Files => _files;

    public bool IsCleaning => _isRenewing || _lfc is { HasExited: false };

    /// <summary>Says how often the file is cleaned up; 0 is never.</summary>
    public void CleanUpIsSet(uint seconds) =>
        _log.Write(LfcSetupId, $"lease file {_files.Current} is cleaned up every {seconds} seconds (0 is never)");

    /// <summary>
    /// Moves the file aside and starts kea-lfc on it. The journal must be at rest. False when nothing was started.
    /// </summary>
    public bool StartCleanUp()
    {
        if (IsCleaning)
        {
            return false;
        }

        _log.Write(LfcStartId, $"cleaning up lease file {_files.Current}");
        if (!File.Exists(_files.Copy) && !File.Exists(_files.Completed) && !MoveAside())
        {
            return false;
        }

        string[] arguments =
        [
            _familyFlag, "-x", _files.Previous, "-i", _files.Copy, "-o", _files.Output, "-f", _files.Completed, "-p", _files.Pid, "-c",
            "ignored-path",
        ];
        string program = Paths.LfcProgram;
        _log.Write(LfcExecuteId, $"{program} {string.Join(' ', arguments)}");
        try
        {
            _lfc?.Dispose();
            _lfc = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            _log.Write(LfcSpawnFailId, $"{program}: {e.Message}");
            return false;
        }

        try
        {
            // Said here already: until the program itself has started, a server after us must know of it.
            File.WriteAllText(_files.Pid, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_lfc!.Id}\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Write(LfcPidFailId, $"{_files.Pid}: {e.Message}");
        }

        return true;
    }

    public string? BeginRenewal()
    {
        if (IsCleaning || LfcRun.IsRunning(_files.Pid))
        {
            return "kea-lfc is at work on the lease file";
        }

        if (File.Exists(_files.Copy) || File.Exists(_files.Completed))
        {
            return "a clean-up of the lease file has not ended: kea-lfc-start ends it";
        }

        string error = "the lease file could not be moved, see the log";
        if (File.Exists(_files.Current) ? !MoveAside() : !TryOpenAnew(out error))
        {
            return error;
        }

        _isRenewing = true;
        return null;
    }

    public string? EndRenewal(string? problem)
    {
        try
        {
            if (problem is not "")
            {
                File.Delete(_files.Output);
                return problem;
            }

            // In the order of a clean-up: whatever happens between two of these, the next start finds all leases.
            LeaseFiles.Rename(_files.Output, _files.Completed);
            File.Delete(_files.Previous);
            if (File.Exists(_files.Copy))
            {
                LeaseFiles.Rename(_files.Copy, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_files.Current}.bak{Environment.ProcessId}"));
            }

            LeaseFiles.Rename(_files.Completed, _files.Previous);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            _isRenewing = false;
        }
    }

    public void Dispose()
    {
        _log.Write(ClosingId, $"closing lease file {_files.Current}");
        _redo.Dispose();
        Journal.Dispose();
        _lfc?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static LeaseFiles FilesOf(LeaseDatabaseSettings settings, string usualName)
    {
        return new LeaseFiles(PathPolicy.OfLeases(settings.Name ?? usualName));
    }

    /// <summary>Loads all leases into the table and opens the journal. False with the reason when that is not possible.</summary>
    private protected bool TryStart(LeaseLoader loader, bool isSynced, out string error)
    {
        if (PathPolicy.Outside(_files.Current, Paths.Data) is { } reason)
        {
            _log.Write(OtherFolderId, $"lease file {reason}");
        }

        _log.Write(OpeningId, $"opening lease file {_files.Current}, durability {(isSynced ? "sync" : "os")}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_files.Current)!);
            using var held = AwaitCleanUp(_files, _log);
            if (held is null)
            {
                error = $"a clean-up of {_files.Current} is still running; start again when it is done";
                return false;
            }

            if (!_redo.TryRecover(out error) || !loader.TryLoad(out error))
            {
                return false;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e.Message;
            return false;
        }

        if (PosixJournalFile.TryOpen(_files.Current, out error) is not { } file || !Prepare(file, loader, out error)
            || !Journal.TryUse(file, out error))
        {
            _log.Write(OpenFailedId, $"{error}");
            return false;
        }

        if (loader.NeedsConversion)
        {
            _log.Write(ConvertingId, $"a lease file of another version is rewritten: {_files.Current}");
            StartCleanUp();
        }

        if (isSynced)
        {
            _redo.OfferTo(Journal);
        }
        else
        {
            _redo.Remove();
        }

        return true;
    }

    /// <summary>
    /// The files to ourselves: a clean-up that outlived the server before us moves them about, so its end is awaited.
    /// </summary>
    private static LfcLock? AwaitCleanUp(LeaseFiles files, Logger log)
    {
        for (int i = 0; i < CleanUpPatience; i++)
        {
            if (!LfcRun.IsRunning(files.Pid) && LfcLock.TryTake(files.Pid) is { } held)
            {
                return held;
            }

            // Not at once: most are over soon, and a line this long after the last one does not wait in a buffer.
            if (i == WaitsBeforeTelling)
            {
                log.Write(LfcRunningId, $"waiting for the clean-up of {files.Current} to end");
            }

            Thread.Sleep(100);
        }

        return null;
    }

    /// <summary>A row that was not written to its end is cut off, so that the next one starts on a line of its own.</summary>
    private static bool Prepare(PosixJournalFile file, LeaseLoader loader, out string error)
    {
        error = "";
        return file.Length <= loader.CurrentLength || file.TryTruncate(loader.CurrentLength, out error);
    }

    /// <summary>Somebody took the file away: changes go on in a new one.</summary>
    private bool TryOpenAnew(out string error)
    {
        if (PosixJournalFile.TryOpen(_files.Current, out error) is not { } file)
        {
            return false;
        }

        if (!Journal.TryUse(file, out error))
        {
            file.Dispose();
            return false;
        }

        return true;
    }

    private bool MoveAside()
    {
        if (!Journal.TrySettle(out string error) || !_files.TryMoveAside(out error))
        {
            _log.Write(LfcRenameFailId, $"{error}; leases go on into {_files.Current}");
            return false;
        }

        if (PosixJournalFile.TryOpen(_files.Current, out error) is { } file)
        {
            if (Journal.TryUse(file, out error))
            {
                return true;
            }

            file.Dispose();
        }

        // The old file, under its new name, is still open and written to: nothing is lost.
        _log.Write(LfcReopenFailId, $"{error}; leases go on into the file as it is");
        if (!_files.TryMoveBack(out error))
        {
            _log.Write(LfcRenameFailId, $"{error}; leases go on into {_files.Copy}");
        }

        return false;
    }
}
