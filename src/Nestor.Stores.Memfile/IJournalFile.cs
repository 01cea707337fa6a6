namespace Nestor.Stores.Memfile;

/// <summary>The lease file as the journal needs it; a test puts a failing one in its place.</summary>
public interface IJournalFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; }

    /// <summary>Tells this file from any other, also from one of the same name.</summary>
    FileIdentity Identity { get; }

    /// <summary>Appends all bytes; false when not all could be written (the file may then end in a part of them).</summary>
    bool TryAppend(ReadOnlySpan<byte> bytes, out string error);

    /// <summary>Waits until everything written is on the disk.</summary>
    bool TrySync(out string error);

    /// <summary>Fills all of <paramref name="into"/> from there; false when there are not that many bytes.</summary>
    bool TryRead(long offset, Span<byte> into, out string error);

    /// <summary>Overwrites bytes, and goes on behind the end when there are more.</summary>
    bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error);

    /// <summary>Cuts the file back.</summary>
    bool TryTruncate(long length, out string error);
}
