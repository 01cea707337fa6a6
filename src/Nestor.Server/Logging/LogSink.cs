namespace Nestor.Server.Logging;

/// <summary>
/// Where lines go: a file descriptor with a buffer before it. Lines of one batch are written together; one of
/// severity ERROR or above at once.
/// </summary>
internal abstract class LogSink : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private readonly Lock _lock = new();
    private byte[] _buffer = new byte[4096];
    private int _used;

    /// <summary>Appends one finished line, its end included.</summary>
    public void Append(ReadOnlySpan<byte> line, bool isUrgent)
    {
        lock (_lock)
        {
            if (_buffer.Length - _used < line.Length)
            {
                if (_buffer.Length < BufferSize)
                {
                    Array.Resize(ref _buffer, BufferSize);
                }

                if (_buffer.Length - _used < line.Length)
                {
                    FlushLocked();
                }
            }

            if (line.Length > _buffer.Length)
            {
                Write(line);
                return;
            }

            line.CopyTo(_buffer.AsSpan(_used));
            _used += line.Length;
            if (isUrgent)
            {
                FlushLocked();
            }
        }
    }

    public void Flush()
    {
        if (_used > 0)
        {
            lock (_lock)
            {
                FlushLocked();
            }
        }
    }

    public virtual void Dispose()
    {
        Flush();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts whole lines out. Called under the lock; must not throw.</summary>
    protected abstract void Write(ReadOnlySpan<byte> lines);

    private void FlushLocked()
    {
        if (_used > 0)
        {
            Write(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }
}

/// <summary>Standard output or standard error.</summary>
internal sealed class ConsoleSink(bool isError) : LogSink
{
    private readonly Stream _stream = isError ? Console.OpenStandardError() : Console.OpenStandardOutput();

    protected override void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _stream.Write(lines);
            _stream.Flush();
        }
        catch (IOException)
        {
            // Nobody reads it any more: the server goes on.
        }
    }
}

/// <summary>A file that is moved aside when it grows too large: .1 is the newest of the old ones.</summary>
internal sealed class FileSink : LogSink
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private readonly string _path;
    private readonly long _maxSize;
    private readonly int _maxVersions;
    private FileStream? _stream;
    private long _size;

    public FileSink(string path, long maxSize, int maxVersions)
    {
        _path = path;
        _maxSize = maxSize;
        _maxVersions = maxVersions;
        Open();
    }

    public override void Dispose()
    {
        base.Dispose();
        _stream?.Dispose();
    }

    protected override void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            // Below 204,800 bytes there is no rotation, as with Kea.
            if (_maxSize >= 204800 && _size > 0 && _size + lines.Length > _maxSize)
            {
                Rotate();
            }

            _stream!.Write(lines);
            _size += lines.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"log file {_path}: {e.Message}");
        }
    }

    private void Open()
    {
        _stream = new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = Mode,
        });
        _size = _stream.Length;
    }

    private void Rotate()
    {
        _stream!.Dispose();
        for (int i = _maxVersions; i > 0; i--)
        {
            string from = i == 1 ? _path : $"{_path}.{i - 1}";
            if (File.Exists(from))
            {
                File.Move(from, $"{_path}.{i}", overwrite: true);
            }
        }

        Open();
    }
}

/// <summary>The system's log, one datagram a line (RFC 3164).</summary>
internal sealed class SyslogSink(string program, int facility) : LogSink
{
    private readonly System.Net.Sockets.Socket _socket =
        new(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Unspecified);

    protected override void Write(ReadOnlySpan<byte> lines)
    {
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            if (line.IsEmpty)
            {
                continue;
            }

            int severity = line.StartsWith("ERROR"u8) ? 3 : line.StartsWith("FATAL"u8) ? 2 : line.StartsWith("WARN"u8) ? 4
                : line.StartsWith("DEBUG"u8) ? 7 : 6;
            byte[] head = System.Text.Encoding.ASCII.GetBytes($"<{(facility * 8) + severity}>{program}[{Environment.ProcessId}]: ");
            try
            {
                if (!_socket.Connected)
                {
                    _socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint("/dev/log"));
                }

                _socket.Send([.. head, .. line]);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // No system log: there is nowhere to say so.
            }
        }
    }
}
