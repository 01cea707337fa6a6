using System.Runtime.InteropServices;
using Nestor.Config.Loading;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>
/// Reads small files that a configuration names. A name that comes by command may be anything: a pipe or a device would
/// be read for ever, so only plain files are, and no more of them than fits.
/// </summary>
internal static class PlainFile
{
    /// <summary>Bytes of a file with a name or a password.</summary>
    private const int MaxSecret = 4096;

    /// <summary>The rules of a server: files with secrets are read.</summary>
    /// <param name="isTrusting">Flag -X.</param>
    public static LoadRules Rules(bool isTrusting) => new(OpenSecret, isTrusting);

    /// <summary>The content; null with the reason when there is none to be had.</summary>
    /// <param name="max">Bytes it may have.</param>
    public static byte[]? Read(string path, int max, out string error)
    {
        try
        {
            if (!IsPlain(path, out error))
            {
                return null;
            }

            using var file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            if (length > max)
            {
                error = $"found {length} bytes, wanted at most {max}";
                return null;
            }

            byte[] content = new byte[length];
            int used = 0;
            for (int count = -1; count != 0 && used < content.Length; used += count)
            {
                count = RandomAccess.Read(file, content.AsSpan(used), used);
            }

            return content[..used];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = e.Message;
            return null;
        }
    }

    private static byte[]? OpenSecret(string path, out string error) => Read(path, MaxSecret, out error);

    private static unsafe bool IsPlain(string path, out string error)
    {
        // statx(2): the file's type is in the upper bits of its mode, 28 bytes in.
        const int Here = -100;
        byte* answer = stackalloc byte[256];
        bool isThere = Linux.Statx(Here, path, 0, 1, answer) == 0;
        error = !isThere ? Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())
            : (*(ushort*)(answer + 28) & 0xF000) != 0x8000 ? "it is no plain file"
            : "";
        return error.Length == 0;
    }
}
