using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>
/// The configuration that was taken last, kept in the data directory: with on-error "last-known-good" or "quarantine" a
/// start takes it when the file cannot be used, so that the service is there. Included files are inside of it.
/// </summary>
public static class LastGood
{
    private static readonly LogId UsedId = LogId.Error("NESTOR_CONFIG_LAST_GOOD_USED");
    private static readonly LogId KeepFailedId = LogId.Warn("NESTOR_CONFIG_LAST_GOOD_KEEP_FAILED");

    /// <summary>kea-dhcp4.kea-dhcp4.last-good.json for the program kea-dhcp4 with configuration kea-dhcp4.conf.</summary>
    public static string PathFor(string configuration, string program) =>
        Path.Combine(Paths.Data, $"{Path.GetFileNameWithoutExtension(configuration)}.{program}.last-good.json");

    /// <summary>Keeps a configuration that is in force, if it wants that: whole or not at all, also in a power cut.</summary>
    public static void Keep(string path, Element? root, DhcpSettings settings, Logger log)
    {
        if (root is null || settings.OnError == OnError.Refuse)
        {
            return;
        }

        // It may hold passwords.
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string temporary = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.Delete(temporary);
            using (var stream = new FileStream(
                temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mode }))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(JsonWriter.Pretty(root)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(KeepFailedId, $"{path}: {e.Message}; a start with a broken file has nothing to fall back to");
        }
    }

    /// <summary>The text that was kept; null when there is none.</summary>
    public static byte[]? Read(string path) => JsonReader.OpenFile(path, out _);

    public static void Used(Logger log, string file, string path) =>
        log.Write(UsedId, $"{file} cannot be used: the configuration that was taken last is in force, {path}");
}
