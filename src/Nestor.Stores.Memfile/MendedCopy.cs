using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>A copy of a lease file as the next start would mend it out of its redo log; deleted at the end.</summary>
internal sealed class MendedCopy : IDisposable
{
    private MendedCopy(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null when there is nothing to mend.</summary>
    public static MendedCopy? Of(LeaseFiles files, Guid boot)
    {
        if (!File.Exists(files.Redo) || PeekedFile.TryOpen(files.Redo) is not { } redo)
        {
            return null;
        }

        using (redo)
        {
            using var file = PeekedFile.TryOpen(files.Current);
            if (file is null || redo.Length != PosixRedoFile.UsualSize || !new RedoRecovery(boot, Logger.Silent).TryRun(files.Current, redo, file, out _) || file.Wanted is not { } wanted)
            {
                return null;
            }

            byte[] there = new byte[wanted.Bytes.Length];
            if (wanted.Offset + there.Length <= file.Length && file.TryRead(wanted.Offset, there, out _) && there.AsSpan().SequenceEqual(wanted.Bytes))
            {
                return null;
            }

            string path = System.IO.Path.GetTempFileName();
            File.Copy(files.Current, path, overwrite: true);
            using var copy = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            RandomAccess.Write(copy, wanted.Bytes, wanted.Offset);
            return new MendedCopy(path);
        }
    }

    public void Dispose() => File.Delete(Path);
}
