namespace StandardLibraries.External;

/// <summary>Lines of a stream, none longer than wanted.</summary>
internal sealed class LineReader(Stream stream, int max)
{
    private readonly byte[] _buffer = new byte[max];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null when there is none any more.</summary>
    /// <exception cref="IOException">It is too long.</exception>
    public async Task<byte[]?> Next(CancellationToken stop)
    {
        int seen = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                byte[] line = _buffer[_start..(_start + seen + at)];
                _start += seen + at + 1;
                return line;
            }

            seen = _end - _start;
            if (_start > 0)
            {
                _buffer.AsSpan(_start, seen).CopyTo(_buffer);
                _start = 0;
                _end = seen;
            }

            if (_end == _buffer.Length)
            {
                throw new IOException($"found a line of more than {max} bytes");
            }

            int count = await stream.ReadAsync(_buffer.AsMemory(_end), stop);
            if (count == 0)
            {
                return null;
            }

            _end += count;
        }
    }
}
