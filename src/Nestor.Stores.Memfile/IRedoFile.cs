namespace Nestor.Stores.Memfile;

/// <summary>The file of a <see cref="RedoLog"/>: of fixed size, so that writing it changes nothing but its bytes.</summary>
public interface IRedoFile : IDisposable
{
    /// <summary>Bytes in the file: two halves of whole blocks.</summary>
    int Size { get; }

    /// <summary>Fills all of <paramref name="into"/> from there.</summary>
    bool TryRead(long offset, Span<byte> into, out string error);

    /// <summary>Overwrites whole blocks of memory on a block boundary and waits until they are on the disk.</summary>
    bool TryWrite(long offset, ReadOnlySpan<byte> blocks, out string error);

    /// <summary>Takes the file away: it is of no use any more.</summary>
    void Discard();
}
