using System.Buffers.Binary;

namespace Nestor.Stores.Memfile;

/// <summary>
/// Which file it is, whatever it is called: a renamed file keeps it, a new one under an old name has another. Not the
/// device, whose number may be another after a reboot.
/// </summary>
/// <param name="Inode">Used again when its file is deleted, often at once.</param>
/// <param name="Birth">Nanoseconds of 1970 at which it was made; 0 where the file system does not keep that.</param>
public readonly record struct FileIdentity(ulong Inode, long Birth)
{
    // Values of statx(2).
    private const int EmptyPath = 0x1000;
    private const uint WantInode = 0x100;
    private const uint WantBirth = 0x800;

    internal static unsafe FileIdentity Of(int fd)
    {
        byte* bytes = stackalloc byte[256];
        if (Posix.Status(fd, "", EmptyPath, WantInode | WantBirth, bytes) != 0)
        {
            return default;
        }

        var status = new ReadOnlySpan<byte>(bytes, 256);
        bool hasBirth = (BinaryPrimitives.ReadUInt32LittleEndian(status) & WantBirth) != 0;
        long seconds = BinaryPrimitives.ReadInt64LittleEndian(status[80..]);
        return new FileIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(status[32..]),
            hasBirth ? (seconds * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(status[88..]) : 0);
    }
}
