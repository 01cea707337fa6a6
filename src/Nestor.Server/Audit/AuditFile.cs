using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nestor.Model.Logging;
using Nestor.Server.Sockets;

namespace Nestor.Server.Audit;

/// <summary>
/// The audit log on the disk: the file itself, those set aside when it grew too large, each named by its last entry, and
/// the <see cref="AuditHead"/>. Opened for appending only, so that it may have the attribute that allows nothing else.
/// </summary>
internal sealed unsafe class AuditFile : IAuditFile
{
    // O_RDWR, O_CREAT, O_APPEND, O_NONBLOCK, O_CLOEXEC and rw-r-----.
    private const int OpenFlags = 0x2 | 0x40 | 0x400 | 0x800 | 0x80000;
    private const int OpenMode = 0x1A0;

    /// <summary>Digits of a number of an entry in the name of a file.</summary>
    private const int Digits = 12;

    private readonly string _path;
    private readonly AuditHead _headFile;
    private readonly Logger _log;
    private SafeFileHandle _file;
    private long _length;

    private AuditFile(string path, AuditHead headFile, SafeFileHandle file, Logger log)
    {
        _path = path;
        _headFile = headFile;
        _file = file;
        _log = log;
    }

    public AuditChain.Head Head { get; private set; }

    /// <summary>Null with the reason when it cannot be written.</summary>
    public static AuditFile? TryOpen(string path, Logger log, out string error)
    {
        if (AuditHead.TryOpen(path, out error) is not { } headFile)
        {
            return null;
        }

        AuditFile? file = null;
        try
        {
            if (TryOpenForAppending(path, out error) is { } handle)
            {
                file = new AuditFile(path, headFile, handle, log);
                file.FindEnd();
                return file;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{path}: {e.Message}";
        }

        file?._file.Dispose();
        headFile.Dispose();
        return null;
    }

    public string? Append(ReadOnlySpan<byte> line, AuditChain.Head head, long maxSize)
    {
        try
        {
            if (maxSize > 0 && _length > 0 && _length + line.Length > maxSize)
            {
                SetAside();
            }

            // What a failed write left there; nobody was told that it is there.
            if (RandomAccess.GetLength(_file) > _length)
            {
                RandomAccess.SetLength(_file, _length);
            }

            RandomAccess.Write(_file, line, _length);
            RandomAccess.FlushToDisk(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryCut();
            return $"{_path}: {e.Message}";
        }

        _length += line.Length;
        Head = head;
        if (!_headFile.TryWrite(head))
        {
            _log.Write(AuditLogIds.HeadFailed, $"{_path}{AuditHead.Suffix}: it cannot be written, a log cut at its end would not be seen");
        }

        return null;
    }

    public void Dispose()
    {
        _file.Dispose();
        _headFile.Dispose();
    }

    /// <summary>The files of a log that were set aside, the oldest first.</summary>
    public static IReadOnlyList<string> Older(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string prefix = Path.GetFileName(path) + ".";
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, prefix + new string('?', Digits)).Where(f => IsOlder(Path.GetFileName(f), prefix)).Order(StringComparer.Ordinal)]
            : [];
    }

    private static bool IsOlder(string name, string prefix) =>
        name.Length == prefix.Length + Digits && name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..].All(char.IsAsciiDigit);

    private static SafeFileHandle? TryOpenForAppending(string path, out string error)
    {
        error = "";
        int fd = Linux.Open(path, OpenFlags, OpenMode);
        if (fd < 0)
        {
            error = $"{path}: {Linux.LastError()}";
            return null;
        }

        // statx(2): the file's type is in the upper bits of its mode, 28 bytes in.
        const int Here = -100;
        byte* answer = stackalloc byte[256];
        var handle = new SafeFileHandle(fd, ownsHandle: true);
        if (Linux.Statx(Here, path, 0, 1, answer) == 0 && (*(ushort*)(answer + 28) & 0xF000) == 0x8000)
        {
            return handle;
        }

        error = $"{path}: is not a file";
        handle.Dispose();
        return null;
    }

    /// <summary>Where the chain goes on: at the last entry, or at the one that was the last by the file of the head.</summary>
    private void FindEnd()
    {
        var (end, length) = AuditTail.Find(_file);
        if (length < RandomAccess.GetLength(_file))
        {
            // Written when the machine went down; its command was not answered.
            _log.Write(AuditLogIds.Torn, $"{_path}: the end of it is no whole entry and is taken away");
            RandomAccess.SetLength(_file, length);
        }

        _length = length;
        if (end is null && length == 0 && Older(_path) is { Count: > 0 } older)
        {
            using var last = File.OpenHandle(older[^1]);
            end = AuditTail.Find(last).End;
        }

        Head = end ?? AuditChain.Empty;
        if (_headFile.Read() is { } head && head.Sequence >= Head.Sequence && head != Head)
        {
            // The chain goes on from what is not there any more: so it stays to be seen.
            _log.Write(AuditLogIds.Cut, $"{_path}: its last entry was number {head.Sequence} with the hash {head.Hash}, and is not there any more");
            Head = head;
        }
    }

    private void SetAside()
    {
        string name = $"{_path}.{Head.Sequence.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0')}";
        if (File.Exists(name))
        {
            return;
        }

        File.Move(_path, name);
        if (TryOpenForAppending(_path, out string error) is not { } next)
        {
            File.Move(name, _path);
            throw new IOException(error);
        }

        _file.Dispose();
        _file = next;
        _length = 0;
    }

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(_file, _length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Tried again before the next entry.
        }
    }
}
