using System.Runtime.InteropServices;

namespace Nestor.Server.Control;

/// <summary>
/// Threads that serve commands give way to those that serve clients of DHCP: where processors are few, an answer of many
/// megabytes would take its share from them.
/// </summary>
internal static partial class Gentle
{
    /// <summary>A tenth of the weight of a usual thread (sched(7)).</summary>
    private const int Niceness = 10;

    [ThreadStatic]
    private static bool t_isGentle;

    /// <summary>For the rest of this thread's life. Threads of the pool only; the loop and the committer have their own.</summary>
    public static void Become()
    {
        if (!t_isGentle)
        {
            // On Linux this is about the calling thread alone.
            _ = Nice(Niceness);
            t_isGentle = true;
        }
    }

    [LibraryImport("libc", EntryPoint = "nice", SetLastError = true)]
    private static partial int Nice(int increment);
}
