using Nestor.Stores.Memfile;

namespace Nestor.Engine.Bench;

/// <summary>A lease file that takes everything and keeps nothing: what is left is our own cost of writing rows.</summary>
public sealed class NullFile : IJournalFile
{
    public long Length { get; private set; }

    public bool TryAppend(ReadOnlySpan<byte> bytes, out string error)
    {
        Length += bytes.Length;
        error = "";
        return true;
    }

    public FileIdentity Identity => default;

    public bool TryRead(long offset, Span<byte> into, out string error) => throw new NotSupportedException();

    public bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error) => throw new NotSupportedException();

    public bool TrySync(out string error)
    {
        error = "";
        return true;
    }

    public bool TryTruncate(long length, out string error)
    {
        Length = length;
        error = "";
        return true;
    }

    public void Dispose()
    {
    }
}
