using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nestor.Model.Logging;

/// <summary>Builds a message's text in a buffer of the thread's own. Text beyond the buffer is cut off.</summary>
[InterpolatedStringHandler]
public ref struct LogText
{
    /// <summary>Longest text of one message in bytes.</summary>
    public const int MaxLength = 16384;

    [ThreadStatic]
    private static byte[]? _threadBuffer;

    private readonly byte[] _buffer;
    private int _used;

    public LogText(int literalLength, int formattedCount, Logger logger, LogId id, out bool isEnabled)
    {
        _ = literalLength + formattedCount;
        IsEnabled = isEnabled = logger.IsEnabled(id);
        _buffer = [];
        if (isEnabled)
        {
            // Taken, not borrowed: a value that logs while it is formatted gets a buffer of its own.
            _buffer = _threadBuffer ?? new byte[MaxLength];
            _threadBuffer = null;
        }
    }

    public readonly bool IsEnabled { get; }

    internal readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _used);

    private readonly Span<byte> Free => _buffer.AsSpan(_used);

    public void AppendLiteral(string value) => AppendFormatted(value.AsSpan());

    public void AppendFormatted(string? value) => AppendFormatted(value.AsSpan());

    public void AppendFormatted(ReadOnlySpan<char> value)
    {
        Encoding.UTF8.TryGetBytes(value, Free, out int written);
        _used += written;
    }

    /// <summary>Bytes as text: anything that is not printable ASCII becomes a point.</summary>
    public void AppendFormatted(ReadOnlySpan<byte> ascii)
    {
        int count = Math.Min(ascii.Length, Free.Length);
        for (int i = 0; i < count; i++)
        {
            _buffer[_used + i] = ascii[i] is >= 0x20 and < 0x7f ? ascii[i] : (byte)'.';
        }

        _used += count;
    }

    public void AppendFormatted(uint value) => Number(value);

    public void AppendFormatted(int value) => Number(value);

    public void AppendFormatted(long value) => Number(value);

    public void AppendFormatted<T>(T value)
    {
        if (value is IUtf8SpanFormattable formattable)
        {
            if (formattable.TryFormat(Free, out int written, default, null))
            {
                _used += written;
            }
        }
        else
        {
            AppendFormatted((value?.ToString()).AsSpan());
        }
    }

    internal readonly void Release() => _threadBuffer = _buffer;

    private void Number(long value)
    {
        if (Utf8Formatter.TryFormat(value, Free, out int written))
        {
            _used += written;
        }
    }
}
