using System.Runtime.InteropServices;

namespace Nestor.Stores.Memfile;

/// <summary>A file opened for appending, made with mode 0640 when it was not there.</summary>
public sealed class PosixJournalFile : IJournalFile
{
    private int _fd;

    private PosixJournalFile(int fd, long length)
    {
        _fd = fd;
        Length = length;
    }

    public long Length { get; private set; }

    /// <summary>Null when the file cannot be opened.</summary>
    public static PosixJournalFile? TryOpen(string path, out string error)
    {
        error = "";
        int fd = Posix.Open(path, Posix.WriteOnly | Posix.Create | Posix.Append | Posix.CloseOnExec, Posix.LeaseFileMode);
        if (fd < 0)
        {
            error = $"{path}: {Posix.LastError()}";
            return null;
        }

        long length = Posix.Seek(fd, 0, 2);
        if (length == 0)
        {
            // Most likely made just now: its name has to outlive a power cut as well as its rows do.
            Posix.SyncDirectoryOf(path);
        }

        return new PosixJournalFile(fd, length);
    }

    public unsafe bool TryAppend(ReadOnlySpan<byte> bytes, out string error)
    {
        error = "";
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* p = bytes)
            {
                written = Posix.Write(_fd, p, (nuint)bytes.Length);
            }

            if (written < 0)
            {
                if (Marshal.GetLastPInvokeError() == Posix.Interrupted)
                {
                    continue;
                }

                error = Posix.LastError();
                return false;
            }

            Length += written;
            bytes = bytes[(int)written..];
        }

        return true;
    }

    public bool TrySync(out string error)
    {
        bool isDone = Posix.DataSync(_fd) == 0;
        error = isDone ? "" : Posix.LastError();
        return isDone;
    }

    public bool TryTruncate(long length, out string error)
    {
        bool isDone = Posix.Truncate(_fd, length) == 0;
        error = isDone ? "" : Posix.LastError();
        if (isDone)
        {
            Length = length;
        }

        return isDone;
    }

    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = Posix.Close(_fd);
            _fd = -1;
        }
    }
}
