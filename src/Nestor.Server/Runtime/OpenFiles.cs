using System.Globalization;
using System.Runtime.InteropServices;

namespace Nestor.Server.Runtime;

/// <summary>The files a process was started with.</summary>
internal static partial class OpenFiles
{
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;
    private const int FirstOwn = 3;

    /// <summary>
    /// What whoever started us left open is not handed on to programs that we start: scripts, kea-lfc. What we open ourselves
    /// never is.
    /// </summary>
    public static void KeepToOurselves()
    {
        foreach (string file in Directory.GetFiles("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= FirstOwn)
            {
                _ = Fcntl(number, SetFlags, CloseOnExec);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int file, int command, int argument);
}
