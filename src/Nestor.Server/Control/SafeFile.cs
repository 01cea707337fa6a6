using System.Runtime.InteropServices;

namespace Nestor.Server.Control;

/// <summary>Writes a file whole or not at all, also in a power cut: beside it first, and then in its place.</summary>
internal static unsafe partial class SafeFile
{
    private const UnixFileMode UsualMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Null when done, else why what was there still is. Mode and owner of what was there are kept as far as possible.</summary>
    public static string? Write(string path, byte[] text)
    {
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.new");
        try
        {
            if (Directory.Exists(path))
            {
                return $"{path} is a directory";
            }

            bool isThere = File.Exists(path);
            if (isThere && !IsPlain(path))
            {
                return $"{path} is no plain file";
            }

            File.Delete(temporary);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(text);
                stream.Flush(flushToDisk: true);
            }

            if (isThere)
            {
                KeepOwner(path, temporary);
            }

            File.SetUnixFileMode(temporary, isThere ? File.GetUnixFileMode(path) : UsualMode);
            File.Move(temporary, path, overwrite: true);
            SyncFolder(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return e.Message;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in the way of nothing: the next write deletes it first.
        }
    }

    private static bool IsPlain(string path) =>
        new FileInfo(path) is { LinkTarget: null } info && (info.Attributes & (FileAttributes.Device | FileAttributes.Directory)) == 0
        && Status(path, out var status) && (status.Mode & 0xF000) == 0x8000;

    private static void KeepOwner(string from, string to)
    {
        if (Status(from, out var status))
        {
            // Only root may give a file away; for others it stays theirs.
            _ = ChangeOwner(to, status.User, status.Group);
        }
    }

    private static bool Status(string path, out (ushort Mode, uint User, uint Group) status)
    {
        // statx(2): owner, group and mode are 20, 24 and 28 bytes in.
        const int Here = -100;
        const int DoNotFollow = 0x100;
        const uint BasicFacts = 0x7FF;
        byte* answer = stackalloc byte[256];
        bool isKnown = Sockets.Linux.Statx(Here, path, DoNotFollow, BasicFacts, answer) == 0;
        status = (*(ushort*)(answer + 28), *(uint*)(answer + 20), *(uint*)(answer + 24));
        return isKnown;
    }

    private static void SyncFolder(string folder)
    {
        const int CloseOnExec = 0x80000;
        int fd = Open(folder, CloseOnExec);
        if (fd >= 0)
        {
            _ = Sync(fd);
            _ = Sockets.Linux.Close(fd);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int fd);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
