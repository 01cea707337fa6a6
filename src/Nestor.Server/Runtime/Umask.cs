using System.Runtime.InteropServices;

namespace Nestor.Server.Runtime;

/// <summary>Which permissions new files do not get.</summary>
public static partial class Umask
{
    private const uint NoGroupWriteNoOthers = 0x17;

    /// <summary>027, as all of Kea's servers: groups may not write, others not even read.</summary>
    public static void Restrict() => _ = Set(NoGroupWriteNoOthers);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Set(uint mask);
}
