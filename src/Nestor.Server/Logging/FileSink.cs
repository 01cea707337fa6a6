using System.Runtime.InteropServices;
using Nestor.Server.Sockets;

namespace Nestor.Server.Logging;

/// <summary>
/// A file that is moved aside when it grows too large: .1 is the newest of the old ones. Always appended to by the
/// kernel, so that other programs may write into it or cut it short.
/// </summary>
internal sealed unsafe class FileSink : BufferedSink
{
    /// <summary>Below this maxsize there is no rotation, as with Kea.</summary>
    public const long LeastMaxSize = 204_800;

    // O_WRONLY, O_CREAT, O_APPEND, O_CLOEXEC and rw-r-----, less what the umask takes away.
    private const int OpenFlags = 0x1 | 0x40 | 0x400 | 0x80000;
    private const int OpenMode = 0x1A0;
    private const int SeekEnd = 2;

    private readonly string _path;
    private readonly long _maxSize;
    private readonly int _maxVersions;
    private int _fd = -1;
    private long _size;
    private bool _isComplaintMade;

    private FileSink(string path, long maxSize, int maxVersions)
    {
        _path = path;
        _maxSize = maxSize;
        _maxVersions = Math.Max(1, maxVersions);
    }

    /// <summary>Null when the file cannot be opened; <paramref name="error"/> says why.</summary>
    public static FileSink? TryOpen(string path, long maxSize, int maxVersions, out string error)
    {
        var sink = new FileSink(path, maxSize, maxVersions);
        return sink.TryOpen(out error) ? sink : null;
    }

    public override void Reopen()
    {
        lock (Gate)
        {
            FlushLocked();
            int old = _fd;
            if (TryOpen(out string error))
            {
                _ = Linux.Close(old);
            }
            else
            {
                // The old one, wherever it was moved, is better than none.
                _fd = old;
                Complain(error);
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        lock (Gate)
        {
            if (_fd >= 0)
            {
                _ = Linux.Close(_fd);
                _fd = -1;
            }
        }
    }

    protected override void Write(ReadOnlySpan<byte> lines)
    {
        if (_maxSize >= LeastMaxSize && _size > 0 && _size + lines.Length > _maxSize)
        {
            Rotate();
        }

        while (!lines.IsEmpty)
        {
            nint written;
            fixed (byte* start = lines)
            {
                written = Linux.Write(_fd, start, (nuint)lines.Length);
            }

            if (written < 0)
            {
                if (Marshal.GetLastPInvokeError() == Linux.Interrupted)
                {
                    continue;
                }

                Complain(Linux.LastError());
                return;
            }

            _isComplaintMade = false;
            _size += written;
            lines = lines[(int)written..];
        }
    }

    private bool TryOpen(out string error)
    {
        error = "";
        int fd = Linux.Open(_path, OpenFlags, OpenMode);
        if (fd < 0)
        {
            error = Linux.LastError();
            return false;
        }

        _fd = fd;
        _size = Linux.Seek(fd, 0, SeekEnd);
        return true;
    }

    private void Rotate()
    {
        // Somebody else may have cut it short meanwhile.
        _size = Linux.Seek(_fd, 0, SeekEnd);
        if (_size <= _maxSize / 2)
        {
            return;
        }

        try
        {
            for (int i = _maxVersions; i > 0; i--)
            {
                string from = i == 1 ? _path : $"{_path}.{i - 1}";
                if (File.Exists(from))
                {
                    File.Move(from, $"{_path}.{i}", overwrite: true);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain($"cannot be rotated: {e.Message}");
            return;
        }

        int old = _fd;
        if (TryOpen(out string error))
        {
            _ = Linux.Close(old);
        }
        else
        {
            Complain(error);
        }
    }

    /// <summary>Once until it works again: a full disk would fill standard error too.</summary>
    private void Complain(string error)
    {
        if (!_isComplaintMade)
        {
            _isComplaintMade = true;
            Console.Error.WriteLine($"log file {_path}: {error}; lines are lost until it can be written");
        }
    }
}
