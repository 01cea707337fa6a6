using System.Globalization;
using System.Text;

namespace Nestor.Server.Audit;

/// <summary>
/// The file beside an audit log that says which entry is the last one: a log that was cut at its end looks whole without
/// it. It is locked by the server that writes the log.
/// </summary>
internal sealed class AuditHead : IDisposable
{
    public const string Suffix = ".head";

    private const int Length = 20 + 1 + 64 + 1;

    private readonly FileStream _file;

    private AuditHead(FileStream file) => _file = file;

    /// <summary>Null with the reason when it cannot be opened, or is another server's.</summary>
    public static AuditHead? TryOpen(string log, out string error)
    {
        error = "";
        try
        {
            // FileShare.None is an flock on Linux.
            return new AuditHead(new FileStream(log + Suffix, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{log}{Suffix}: {e.Message}";
            return null;
        }
    }

    /// <summary>What the file of a log says, also while a server has it; null when it is not there or says nothing.</summary>
    public static AuditChain.Head? Read(string log)
    {
        try
        {
            using var file = new FileStream(log + Suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public AuditChain.Head? Read() => Read(_file);

    /// <summary>False when it could not be written.</summary>
    public bool TryWrite(AuditChain.Head head)
    {
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, Encoding.ASCII.GetBytes($"{head.Sequence:D20} {head.Hash}\n"), 0);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    private static AuditChain.Head? Read(FileStream file)
    {
        byte[] bytes = new byte[Length];
        if (RandomAccess.Read(file.SafeFileHandle, bytes, 0) != Length)
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(bytes);
        return long.TryParse(text.AsSpan(0, 20), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new AuditChain.Head(sequence, text.Substring(21, 64))
            : null;
    }
}
