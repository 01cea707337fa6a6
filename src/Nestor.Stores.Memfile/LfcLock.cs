namespace Nestor.Stores.Memfile;

/// <summary>
/// Who may move the files of a lease store about: a clean-up, or a server that is loading them. A kernel lock, so
/// that it ends with its process; a clean-up outlives the server that started it.
/// </summary>
public sealed class LfcLock : IDisposable
{
    private readonly FileStream _stream;

    private LfcLock(FileStream stream) => _stream = stream;

    /// <summary>Null when somebody else has it, or its file cannot be made.</summary>
    /// <param name="pidFile">The PID file of the clean-up; the lock is beside it.</param>
    public static LfcLock? TryTake(string pidFile)
    {
        try
        {
            return new LfcLock(new FileStream(pidFile + ".lock", new FileStreamOptions
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
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();
}
