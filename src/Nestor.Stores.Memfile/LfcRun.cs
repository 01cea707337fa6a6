using System.Globalization;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>The files one clean-up works on: kea-lfc's arguments.</summary>
public sealed record LfcFiles(string Previous, string Copy, string Output, string Finish, string Pid);

/// <summary>
/// One clean-up of a lease file: the last row of each lease that is still there, in one file. Each step can be
/// interrupted and done again: what is read is deleted only when what was written is safe on the disk.
/// </summary>
public sealed class LfcRun(LfcFiles files, Logger log) : ILeaseRows4
{
    private static readonly LogId StartId = LogId.Info("LFC_START");
    private static readonly LogId ProcessingId = LogId.Info("LFC_PROCESSING");
    private static readonly LogId RotatingId = LogId.Info("LFC_ROTATING");
    private static readonly LogId TerminateId = LogId.Info("LFC_TERMINATE");
    private static readonly LogId ReadId = LogId.Info("LFC_READ_STATS");
    private static readonly LogId WrittenId = LogId.Info("LFC_WRITE_STATS");
    private static readonly LogId FailId = LogId.Fatal("LFC_FAIL_PROCESS");
    private static readonly LogId FailPidId = LogId.Fatal("LFC_FAIL_PID_CREATE");
    private static readonly LogId FailPidDeleteId = LogId.Fatal("LFC_FAIL_PID_DEL");
    private static readonly LogId FailRotateId = LogId.Fatal("LFC_FAIL_ROTATE");
    private static readonly LogId RunningId = LogId.Fatal("LFC_RUNNING");

    private const uint MaxErrors = 100;
    private readonly CompactRows4 _rows = new();

    /// <summary>True when the process named in the PID file is alive.</summary>
    public static bool IsRunning(string pidFile)
    {
        try
        {
            // The command line, not the name alone: the program may have been called as "nestor kea-lfc".
            return int.TryParse(File.ReadAllText(pidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && pid != Environment.ProcessId
                && File.ReadAllText($"/proc/{pid}/cmdline").Contains("kea-lfc", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>0 when all is done, 1 when files stay for the next try.</summary>
    public int Run()
    {
        using var held = LfcLock.TryTake(files.Pid);
        if (held is null || IsRunning(files.Pid))
        {
            log.Write(RunningId, $"another clean-up is at work or a server is loading these files, see {files.Pid}");
            return 1;
        }

        int result = Work();
        try
        {
            File.Delete(files.Pid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(FailPidDeleteId, $"{e.Message}");
        }

        return result;
    }

    void ILeaseRows4.Row(in Lease4View lease, ReadOnlySpan<byte> row)
    {
        if (lease.Fields.ValidLifetime == 0)
        {
            _rows.Remove(lease.Fields.Address);
        }
        else
        {
            _rows.Put(in lease);
        }
    }

    private int Work()
    {
        var failure = FailPidId;
        try
        {
            File.WriteAllText(files.Pid, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            failure = FailId;
            _ = Posix.Nice(4);
            log.Write(StartId, $"clean-up of {files.Copy} starts");
            if (!File.Exists(files.Finish) && !Compact())
            {
                return 1;
            }

            failure = FailRotateId;
            log.Write(RotatingId, $"{files.Finish} takes the place of {files.Previous}");
            File.Delete(files.Previous);
            File.Delete(files.Copy);
            Posix.Move(files.Finish, files.Previous);
            log.Write(TerminateId, $"clean-up is done");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(failure, $"{e.Message}");
            return 1;
        }
    }

    private bool Compact()
    {
        foreach (string path in (string[])[files.Previous, files.Copy])
        {
            if (!File.Exists(path))
            {
                continue;
            }

            log.Write(ProcessingId, $"{path} goes into {files.Output}");
            var result = LeaseFileReader4.Read(path, MaxErrors, this, log);
            log.Write(ReadId, $"{path}: {result.Rows} rows read, {result.Errors} left out");
            if (result.Failure.Length > 0)
            {
                log.Write(FailId, $"{result.Failure}");
                return false;
            }
        }

        File.Delete(files.Output);
        if (PosixJournalFile.TryOpen(files.Output, out string error) is not { } output)
        {
            log.Write(FailId, $"{error}");
            return false;
        }

        using (output)
        {
            if (!_rows.TryWrite(output, out error) || !output.TrySync(out error))
            {
                log.Write(FailId, $"{files.Output}: {error}");
                return false;
            }
        }

        log.Write(WrittenId, $"{files.Output}: {_rows.Count} rows written");
        Posix.Move(files.Output, files.Finish);
        return true;
    }
}
