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
        Identity = FileIdentity.Of(fd);
    }

    public long Length { get; private set; }

    public FileIdentity Identity { get; }

    /// <summary>Null when the file cannot be opened.</summary>
    public static PosixJournalFile? TryOpen(string path, out string error)
    {
        error = "";
        int fd = Posix.Open(path, Posix.ReadWrite | Posix.Create | Posix.Append | Posix.CloseOnExec, Posix.LeaseFileMode);
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

    public unsafe bool TryRead(long offset, Span<byte> into, out string error)
    {
        error = "";
        while (!into.IsEmpty)
        {
            nint got;
            fixed (byte* p = into)
            {
                got = Posix.ReadAt(_fd, p, (nuint)into.Length, offset);
            }

            if (got <= 0)
            {
                error = got == 0 ? "the file is too short" : Posix.LastError();
                return false;
            }

            offset += got;
            into = into[(int)got..];
        }

        return true;
    }

    public bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error)
    {
        // Through a descriptor of its own: what is opened for appending writes at the end, whatever it is told.
        try
        {
            using var file = File.OpenHandle($"/proc/self/fd/{_fd}", access: FileAccess.Write, share: FileShare.ReadWrite);
            RandomAccess.Write(file, bytes, offset);
            Length = Math.Max(Length, offset + bytes.Length);
            error = "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e.Message;
            return false;
        }
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
