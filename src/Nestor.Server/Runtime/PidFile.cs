using System.Globalization;

namespace Nestor.Server.Runtime;

/// <summary>
/// The PID file, held with a kernel lock for the life of the process: a file left behind by a crash is no obstacle,
/// and two servers never run on one configuration.
/// </summary>
public sealed class PidFile : IDisposable
{
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
        FileStream? stream = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            });
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
            return new PidFile(path, stream);
        }
        catch (IOException e)
        {
            stream?.Dispose();
            error = $"{path}: {e.Message}";
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            error = e.Message;
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_path);
        _stream.Dispose();
    }
}
