using Microsoft.Win32.SafeHandles;

namespace Nestor.Server.Audit;

/// <summary>Finds the last whole entry of a file.</summary>
internal static class AuditTail
{
    private const int Step = 64 * 1024;

    /// <summary>Longer lines are no entries of ours.</summary>
    private const int MaxLine = 4 << 20;

    /// <summary>The last whole entry, null when there is none, and how long the file is up to its end.</summary>
    public static (AuditChain.Head? End, long Length) Find(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        byte[] tail = [];
        for (long start = length; start > 0 && tail.Length < MaxLine;)
        {
            int count = (int)Math.Min(Step, start);
            start -= count;
            byte[] more = new byte[count + tail.Length];
            int read = RandomAccess.Read(file, more.AsSpan(0, count), start);
            tail.CopyTo(more.AsSpan(read));
            tail = more[..(read + tail.Length)];
            int end = tail.AsSpan().LastIndexOf((byte)'\n');
            int begin = end <= 0 ? -1 : tail.AsSpan(0, end).LastIndexOf((byte)'\n');
            if (end >= 0 && (begin >= 0 || start == 0))
            {
                // A line that is no entry stays where it is: it was not ours to write, and is not ours to take away.
                var line = tail.AsSpan((begin + 1)..end);
                return (AuditChain.Read(line, out var head, out _, out _) is null ? null : head, start + end + 1);
            }
        }

        return (null, length > MaxLine ? length : 0);
    }
}
