namespace Nestor.Server.Logging;

/// <summary>Standard output or standard error.</summary>
internal sealed class ConsoleSink(bool isError) : BufferedSink
{
    private readonly Stream _stream = isError ? Console.OpenStandardError() : Console.OpenStandardOutput();

    protected override void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _stream.Write(lines);
            _stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody reads it any more: the server goes on.
        }
    }
}
