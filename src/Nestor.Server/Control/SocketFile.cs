using System.Net.Sockets;
using System.Text;
using Nestor.Server.Runtime;
using Nestor.Server.Sockets;

namespace Nestor.Server.Control;

/// <summary>
/// The name of a control socket in the file system, with the lock beside it. The lock is the kernel's and ends with its
/// process: who has it may replace a socket that a crash left behind, and two servers never share one.
/// </summary>
internal sealed class SocketFile : IDisposable
{
    /// <summary>Longest path of a socket (unix(7)), without the closing zero.</summary>
    public const int MaxPath = 107;

    private const UnixFileMode NobodyElse = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>As with Kea since 3.1.5: who is in the group may connect.</summary>
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private readonly FileStream _lock;

    private SocketFile(FileStream taken, Socket socket)
    {
        _lock = taken;
        Socket = socket;
    }

    /// <summary>Bound and listening.</summary>
    public Socket Socket { get; }

    /// <summary>Where a configured name is: one without a directory is in the directory for control sockets.</summary>
    public static string PathOf(string name) => Path.Combine(Paths.ControlSockets, name);

    /// <summary>Why Kea would not have a socket there; null when it would.</summary>
    public static string? OtherFolder(string path) => PathPolicy.Outside(path, Paths.ControlSockets);

    /// <summary>Why the directory is more open than Kea wants it; null when it is not.</summary>
    public static string? OpenFolder(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        var mode = File.GetUnixFileMode(folder);
        return (mode & (NobodyElse | UnixFileMode.GroupWrite)) == 0
            ? null
            : $"{folder} has mode {Convert.ToString((int)mode, 8)}, and should have 750 at most";
    }

    /// <summary>Null with the reason when there can be no socket there.</summary>
    public static SocketFile? TryCreate(string path, int backlog, out string error)
    {
        error = "";
        if (Encoding.UTF8.GetByteCount(path) > MaxPath)
        {
            error = $"{path}: found a path of {Encoding.UTF8.GetByteCount(path)} bytes, wanted at most {MaxPath}";
            return null;
        }

        FileStream? taken = null;
        Socket? socket = null;
        try
        {
            // FileShare.None is an flock on Linux.
            taken = new FileStream($"{path}.lock", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            if (IsOtherThanSocket(path))
            {
                error = $"{path}: is there and is not a socket";
                taken.Dispose();
                return null;
            }

            File.Delete(path);
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, OwnerAndGroup);
            socket.Listen(backlog);
            return new SocketFile(taken, socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            error = taken is null && e is IOException and not (DirectoryNotFoundException or FileNotFoundException)
                ? $"{path}: {path}.lock is another server's, or cannot be locked: {e.Message}"
                : $"{path}: {e.Message}";
            socket?.Dispose();
            taken?.Dispose();
            return null;
        }
    }

    /// <summary>Takes the name away; the lock's file stays, as with Kea.</summary>
    public void Dispose()
    {
        // Disposing of a bound socket deletes its file, while the lock still is ours.
        Socket.Dispose();
        _lock.Dispose();
    }

    private static unsafe bool IsOtherThanSocket(string path)
    {
        // statx(2): the file's type is in the upper bits of its mode, 28 bytes in.
        const int Here = -100;
        const int DoNotFollow = 0x100;
        byte* answer = stackalloc byte[256];
        return Linux.Statx(Here, path, DoNotFollow, 1, answer) == 0 && (*(ushort*)(answer + 28) & 0xF000) != 0xC000;
    }
}
