using Nestor.Model.Logging;

namespace Nestor.Server.Logging;

/// <summary>One line on its way to an output.</summary>
internal readonly ref struct LogLine
{
    /// <summary>The line as its pattern makes it, its end included.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    public LogId Id { get; init; }

    /// <summary>Full name of the logger: kea-dhcp4.leases.</summary>
    public ReadOnlySpan<byte> Logger { get; init; }

    /// <summary>The clock's ticks; for sinks that must not keep lines for long.</summary>
    public long Ticks { get; init; }
}

/// <summary>Where lines go. Any thread may append; a sink never throws and never stops the server.</summary>
internal abstract class LogSink : IDisposable
{
    /// <summary>Takes one line; false when the sink is closed.</summary>
    public abstract bool Append(in LogLine line);

    /// <summary>Puts out what is kept.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Opens the destination anew: after an operator's program moved the file away.</summary>
    public virtual void Reopen()
    {
    }

    public abstract void Dispose();
}

/// <summary>
/// A sink with a file descriptor behind it. Lines of one batch are written by one call; ERROR and above at once, and
/// also a line that comes long after the last one was written, so that a quiet server keeps nothing back.
/// </summary>
internal abstract class BufferedSink : LogSink
{
    private const int BufferSize = 128 * 1024;
    private const int FullEnough = 64 * 1024;
    private const long LongestWait = 200 * TimeSpan.TicksPerMillisecond;

    private byte[] _buffer = new byte[4096];
    private int _used;
    private long _lastWrite;
    private bool _isClosed;

    protected Lock Gate { get; } = new();

    public override bool Append(in LogLine line)
    {
        lock (Gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_buffer.Length - _used < line.Text.Length && !TryMakeRoom(line.Text.Length))
            {
                Write(line.Text);
                return true;
            }

            line.Text.CopyTo(_buffer.AsSpan(_used));
            _used += line.Text.Length;
            if (line.Id.Severity >= Severity.Error || _used >= FullEnough || line.Ticks - _lastWrite > LongestWait)
            {
                _lastWrite = line.Ticks;
                FlushLocked();
            }

            return true;
        }
    }

    public override void Flush()
    {
        if (Volatile.Read(ref _used) > 0)
        {
            lock (Gate)
            {
                FlushLocked();
            }
        }
    }

    public override void Dispose()
    {
        lock (Gate)
        {
            FlushLocked();
            _isClosed = true;
        }
    }

    /// <summary>Puts whole lines out. Called under <see cref="Gate"/>; must not throw.</summary>
    protected abstract void Write(ReadOnlySpan<byte> lines);

    protected void FlushLocked()
    {
        if (_used > 0)
        {
            Write(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }

    private bool TryMakeRoom(int length)
    {
        if (_buffer.Length < BufferSize)
        {
            Array.Resize(ref _buffer, BufferSize);
        }

        if (_buffer.Length - _used < length)
        {
            FlushLocked();
        }

        return _buffer.Length - _used >= length;
    }
}
