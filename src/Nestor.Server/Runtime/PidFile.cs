using System.Globalization;
using System.Text;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>
/// The PID file, held with a kernel lock for the life of the process: a file left behind by a crash is no obstacle,
/// and two servers never run on one configuration.
/// </summary>
public sealed class PidFile : IDisposable
{
    private const int Tries = 20;
    private const int CloseOnExec = 0x80000;

    private readonly string _path;
    private readonly FileStream _stream;

    private PidFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>kea-dhcp4.kea-dhcp4.pid for the program kea-dhcp4 with configuration kea-dhcp4.conf.</summary>
    public static string PathFor(string configuration, string program) =>
        Path.Combine(Paths.Run, $"{Path.GetFileNameWithoutExtension(configuration)}.{program}.pid");

    /// <summary>Null when another process holds it or it cannot be written; <paramref name="error"/> says which.</summary>
    public static PidFile? TryTake(string path, out string error)
    {
        error = "";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            for (int i = 0; i < Tries; i++)
            {
                var stream = TryOpen(path, out string? problem);
                if (stream is null)
                {
                    error = $"{path}: {problem ?? Holder(path)}";
                    return null;
                }

                if (ForeignHolder(path) is { } foreign)
                {
                    stream.Dispose();
                    error = $"{path}: {foreign}";
                    return null;
                }

                stream.SetLength(0);
                stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));

                // The one before us may have deleted the file between our opening and our locking it: then we hold
                // a file without a name, and the next one would make a new one beside it.
                if (ReadPid(path) == Environment.ProcessId)
                {
                    return new PidFile(path, stream);
                }

                stream.Dispose();
            }

            error = $"{path}: other programs keep replacing it";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{path}: {e.Message}";
        }

        return null;
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left behind, and without a lock no obstacle.
        }

        _stream.Dispose();
    }

    /// <summary>The process id in the file, without a look at its lock; 0 when there is none.</summary>
    public static unsafe int ReadPid(string path)
    {
        // Not a FileStream: that one takes a lock even to read.
        int fd = Linux.Open(path, CloseOnExec, 0);
        if (fd < 0)
        {
            return 0;
        }

        byte* text = stackalloc byte[32];
        int length = (int)Linux.Read(fd, text, 32);
        _ = Linux.Close(fd);
        var digits = length > 0 ? Encoding.ASCII.GetString(text, length).AsSpan().Trim() : default;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0;
    }

    /// <summary>Opens and locks it; null without a problem when the lock is another's.</summary>
    private static FileStream? TryOpen(string path, out string? problem)
    {
        problem = null;
        try
        {
            // FileShare.None is an flock on Linux, which ends with the process however that ends.
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            });
        }
        catch (IOException e) when (File.Exists(path) && e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
            return null;
        }
    }

    private static string Holder(string path)
    {
        // Its text is informative only: the holder may be just about to write it.
        int pid = ReadPid(path);
        return pid > 0 ? $"held by {Describe(pid)}" : "held by a process that is just starting";
    }

    private static string Describe(int pid)
    {
        try
        {
            return $"process {pid} ({File.ReadAllText($"/proc/{pid}/comm").Trim()})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"process {pid}";
        }
    }

    /// <summary>
    /// A program that locks nothing, such as the one we replace, is told by its number in the file: it is alive, has
    /// the name of a server in the file's name, and is another program than this one.
    /// </summary>
    private static string? ForeignHolder(string path)
    {
        int pid = ReadPid(path);
        if (pid <= 0 || pid == Environment.ProcessId)
        {
            return null;
        }

        try
        {
            string name = File.ReadAllText($"/proc/{pid}/comm").Trim();
            bool isNamed = Path.GetFileNameWithoutExtension(path).EndsWith("." + name, StringComparison.Ordinal);
            return isNamed && new FileInfo($"/proc/{pid}/exe").LinkTarget != Environment.ProcessPath
                ? $"{Describe(pid)} is running"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
