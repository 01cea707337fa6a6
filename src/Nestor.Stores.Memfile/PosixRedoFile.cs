using System.Runtime.InteropServices;

namespace Nestor.Stores.Memfile;

/// <summary>A redo log on a disk. Writes go past the page cache where the file system has that, and wait for the disk.</summary>
public sealed class PosixRedoFile : IRedoFile
{
    /// <summary>Some seconds of a busy server.</summary>
    internal const int UsualSize = 4 << 20;

    private readonly string _path;
    private int _fd;

    private PosixRedoFile(string path, int fd)
    {
        _path = path;
        _fd = fd;
    }

    public int Size => UsualSize;

    /// <summary>Null when there is none, or when it is not to be used: then <paramref name="error"/> is not empty.</summary>
    public static PosixRedoFile? TryOpen(string path, out string error)
    {
        error = "";
        if (!File.Exists(path))
        {
            return null;
        }

        const int Flags = Posix.ReadWrite | Posix.DataSynced | Posix.CloseOnExec;
        int fd = Posix.Open(path, Flags | Posix.Direct, 0);
        if (fd < 0)
        {
            fd = Posix.Open(path, Flags, 0);
        }

        if (fd < 0)
        {
            error = Posix.LastError();
            return null;
        }

        long length = Posix.Seek(fd, 0, 2);
        if (length != UsualSize)
        {
            _ = Posix.Close(fd);
            error = $"its size is {length}, not {UsualSize}";
            return null;
        }

        return new PosixRedoFile(path, fd);
    }

    /// <summary>
    /// The file, made anew when it is not there or of no use. All of it is written once: the first use of space that was only
    /// set aside changes more than its bytes.
    /// </summary>
    public static unsafe PosixRedoFile? TryMake(string path, out string error)
    {
        if (TryOpen(path, out error) is { } there)
        {
            return there;
        }

        TryDelete(path);
        if (!HasSpace(path, out error))
        {
            return null;
        }

        int fd = Posix.Open(path, Posix.WriteOnly | Posix.Create | Posix.CloseOnExec, Posix.LeaseFileMode);
        if (fd < 0)
        {
            error = Posix.LastError();
            return null;
        }

        byte[] zeros = new byte[65536];
        long at = 0;
        fixed (byte* p = zeros)
        {
            nint written = 1;
            while (at < UsualSize && (written = Posix.WriteAt(fd, p, (nuint)Math.Min(zeros.Length, UsualSize - at), at)) > 0)
            {
                at += written;
            }
        }

        bool isDone = at == UsualSize && Posix.Sync(fd) == 0;
        error = isDone ? "" : Posix.LastError();
        _ = Posix.Close(fd);
        if (!isDone)
        {
            TryDelete(path);
            return null;
        }

        Posix.SyncDirectoryOf(path);
        return TryOpen(path, out error);
    }

    public bool TryRead(long offset, Span<byte> into, out string error)
    {
        // Memory that is not on a block boundary: not through the descriptor that goes past the page cache.
        try
        {
            using var file = File.OpenHandle($"/proc/self/fd/{_fd}", share: FileShare.ReadWrite);
            while (!into.IsEmpty)
            {
                int got = RandomAccess.Read(file, into, offset);
                if (got <= 0)
                {
                    error = "is too short";
                    return false;
                }

                into = into[got..];
                offset += got;
            }

            error = "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"cannot be read: {e.Message}";
            return false;
        }
    }

    public unsafe bool TryWrite(long offset, ReadOnlySpan<byte> blocks, out string error)
    {
        fixed (byte* p = blocks)
        {
            nint written;
            do
            {
                written = Posix.WriteAt(_fd, p, (nuint)blocks.Length, offset);
            }
            while (written < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);

            error = written == blocks.Length ? "" : written < 0 ? Posix.LastError() : "only a part was written";
            return error.Length == 0;
        }
    }

    public void Discard() => TryDelete(_path);

    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = Posix.Close(_fd);
            _fd = -1;
        }
    }

    /// <summary>Not the last space there is: the lease file beside it needs that.</summary>
    private static bool HasSpace(string path, out string error)
    {
        try
        {
            long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/").AvailableFreeSpace;
            error = free >= 4L * UsualSize ? "" : $"only {free} bytes are free, and {4L * UsualSize} should be";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = e.Message;
        }

        return error.Length == 0;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it stays, and whoever opens it sees what it is.
        }
    }
}
