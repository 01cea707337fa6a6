using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile;

/// <summary>
/// Before a lease file is read: brings back what a power cut took from it, out of its redo log. The log is used only
/// when nothing but a power cut can have made the difference; anything else that was done to the file is left as it is.
/// </summary>
/// <param name="boot">Tells this boot of the machine from all others; empty when it is not known.</param>
public sealed class RedoRecovery(Guid boot, Logger log)
{
    private static readonly LogId DoneId = LogId.Warn("NESTOR_MEMFILE_REDO_DONE");
    private static readonly LogId IgnoredId = LogId.Warn("NESTOR_MEMFILE_REDO_IGNORED");

    private const int Chunk = 65536;

    private enum Verdict
    {
        /// <summary>All rows are in the file.</summary>
        Same,

        /// <summary>Rows are missing or read as zeros.</summary>
        Lost,

        /// <summary>Something else stands there.</summary>
        Other,
    }

    /// <summary>Afterwards the log is empty. False when the lease file has to be mended and cannot be.</summary>
    /// <param name="path">Of the lease file, for the log.</param>
    /// <param name="file">Null when there is no lease file.</param>
    public bool TryRun(string path, IRedoFile redo, IJournalFile? file, out string error)
    {
        error = "";
        if (RedoImage.Read(redo, out string problem) is { } image)
        {
            if (WhyNot(image, file, out bool isLost) is { Length: > 0 } reason)
            {
                log.Write(IgnoredId, $"{path}.redo is left aside: {reason}");
            }
            else if (!file!.TryWriteAt(image.Start, image.Bytes, out error) || !file.TrySync(out error))
            {
                // Also when nothing is lost: after a process was killed the rows may be in memory only, and after a failed
                // sync the system takes them for written.
                error = $"{path}: {error}; {image.Bytes.Length} bytes of {path}.redo belong there";
                return false;
            }
            else if (isLost)
            {
                log.Write(DoneId, $"{path}: up to {image.Bytes.Length} bytes that a power cut took were brought back out of {path}.redo");
            }
        }
        else if (problem.Length > 0)
        {
            log.Write(IgnoredId, $"{path}.redo is left aside: it {problem}");
        }
        else
        {
            return true;
        }

        // When this fails, the next start finds that the rows are there, or the same reason as now.
        _ = TryEmpty(redo, out _);
        return true;
    }

    /// <summary>Takes all records out of use.</summary>
    internal static bool TryEmpty(IRedoFile redo, out string error)
    {
        var zeros = BlockMemory.New(RedoFormat.BlockSize).Span;
        zeros.Clear();
        return redo.TryWrite(0, zeros, out error) && redo.TryWrite(redo.Size / 2, zeros, out error);
    }

    private string WhyNot(RedoImage image, IJournalFile? file, out bool isLost)
    {
        isLost = false;
        if (file is null)
        {
            return "there is no lease file";
        }

        if (image.File != file.Identity)
        {
            return "it belongs to another lease file than the one that has the name now";
        }

        if (!image.IsContinuationOf(file))
        {
            return "the lease file is shorter or another one before the place where the log begins";
        }

        var verdict = Compare(image, file);
        isLost = verdict == Verdict.Lost;
        return verdict == Verdict.Other ? "the lease file was written by somebody else since"
            : isLost && image.Boot == boot && boot != Guid.Empty ? "the lease file was cut by somebody, for the machine has not been down since"
            : "";
    }

    private static Verdict Compare(RedoImage image, IJournalFile file)
    {
        Span<byte> there = new byte[Chunk];
        var should = image.Bytes;
        int have = (int)Math.Min(should.Length, file.Length - image.Start);
        bool isLost = have < should.Length;
        for (int at = 0; at < have; at += Chunk)
        {
            var piece = there[..Math.Min(Chunk, have - at)];
            if (!file.TryRead(image.Start + at, piece, out _))
            {
                return Verdict.Other;
            }

            int same;
            var wanted = should.Slice(at, piece.Length);
            while ((same = piece.CommonPrefixLength(wanted)) < piece.Length)
            {
                // Space that was given to the file, but never written: no row has such a byte.
                if (piece[same] != 0)
                {
                    return Verdict.Other;
                }

                isLost = true;
                piece = piece[(same + 1)..];
                wanted = wanted[(same + 1)..];
            }
        }

        return isLost ? Verdict.Lost : Verdict.Same;
    }
}
