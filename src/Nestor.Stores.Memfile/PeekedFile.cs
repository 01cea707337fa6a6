using Microsoft.Win32.SafeHandles;

namespace Nestor.Stores.Memfile;

/// <summary>A lease file or a redo log that is only looked at: what would be written to it is kept in memory.</summary>
internal sealed class PeekedFile : IRedoFile, IJournalFile
{
    private readonly SafeFileHandle _file;

    private PeekedFile(SafeFileHandle file)
    {
        _file = file;
        Length = RandomAccess.GetLength(file);
        Identity = FileIdentity.Of((int)file.DangerousGetHandle());
    }

    public long Length { get; }

    public int Size => PosixRedoFile.UsualSize;

    public FileIdentity Identity { get; }

    /// <summary>What would have been written last; null when nothing.</summary>
    public (long Offset, byte[] Bytes)? Wanted { get; private set; }

    /// <summary>Null when it is not there or cannot be read.</summary>
    public static PeekedFile? TryOpen(string path)
    {
        try
        {
            // Sharing all: a lock, even one to read, would be in the server's way.
            return new PeekedFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Which file has a name now; null when none.</summary>
    public static FileIdentity? IdentityOf(string path)
    {
        using var file = File.Exists(path) ? TryOpen(path) : null;
        return file?.Identity;
    }

    public bool TryRead(long offset, Span<byte> into, out string error)
    {
        error = "";
        while (!into.IsEmpty)
        {
            int got = RandomAccess.Read(_file, into, offset);
            if (got <= 0)
            {
                error = "is too short";
                return false;
            }

            into = into[got..];
            offset += got;
        }

        return true;
    }

    public bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error)
    {
        Wanted = (offset, bytes.ToArray());
        error = "";
        return true;
    }

    bool IRedoFile.TryWrite(long offset, ReadOnlySpan<byte> blocks, out string error)
    {
        error = "";
        return true;
    }

    public bool TrySync(out string error)
    {
        error = "";
        return true;
    }

    public bool TryAppend(ReadOnlySpan<byte> bytes, out string error) => Refuse(out error);

    public bool TryTruncate(long length, out string error) => Refuse(out error);

    public void Discard()
    {
        // Nothing of it is ours.
    }

    public void Dispose() => _file.Dispose();

    private static bool Refuse(out string error)
    {
        error = "the file is only looked at";
        return false;
    }
}
