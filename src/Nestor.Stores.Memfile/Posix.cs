using System.Runtime.InteropServices;

namespace Nestor.Stores.Memfile;

/// <summary>The file calls of Linux that .NET does not give as they are.</summary>
internal static unsafe partial class Posix
{
    public const int WriteOnly = 0x1;
    public const int ReadWrite = 0x2;
    public const int DataSynced = 0x1000;
    public const int Create = 0x40;
    public const int Append = 0x400;
    public const int CloseOnExec = 0x80000;
    public const int Interrupted = 4;

    // These two have each other's number on ARM.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Past the page cache: offset, length and memory have to be on block boundaries.</summary>
    public static readonly int Direct = IsArm ? 0x10000 : 0x4000;

    private static readonly int Directory = IsArm ? 0x4000 : 0x10000;

    /// <summary>rw-r-----: leases are nobody else's business.</summary>
    public const uint LeaseFileMode = 0x1A0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int fd, byte* bytes, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(int fd, byte* bytes, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Status(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int DataSync(int fd);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int fd);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(int fd, long length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int fd, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "nice", SetLastError = true)]
    public static partial int Nice(int increment);

    /// <summary>Makes a rename or a new file in a directory durable.</summary>
    public static void SyncDirectoryOf(string path)
    {
        int fd = Open(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", Directory | CloseOnExec, 0);
        if (fd >= 0)
        {
            _ = Sync(fd);
            _ = Close(fd);
        }
    }

    /// <summary>
    /// Gives a file another name in one step, over what has that name. File.Move makes a second link first, or a copy
    /// where the file system has no links: a clean-up killed then would leave half a file under the final name.
    /// </summary>
    /// <exception cref="IOException">It is not possible; the file keeps its name.</exception>
    public static void Move(string from, string to)
    {
        if (Rename(from, to) != 0)
        {
            throw new IOException($"{from} cannot be renamed to {to}: {LastError()}");
        }

        SyncDirectoryOf(to);
    }

    public static string LastError() => Marshal.GetLastPInvokeErrorMessage();
}
