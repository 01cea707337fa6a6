using System.Runtime.InteropServices;

namespace Nestor.Server.Runtime;

/// <summary>
/// Threads that serve clients of DHCP ask for a processor for short times and often, so that they get it sooner when others want it too
/// (sched_setattr(2): since Linux 6.12 sched_runtime is the slice of a usual thread). A kernel that does not know that changes nothing.
/// </summary>
internal static unsafe partial class Prompt
{
    /// <summary>The shortest slice there is, in nanoseconds: a turn takes less.</summary>
    private const ulong Slice = 100_000;

    private const int This = 0;
    private const int Size = 48;

    /// <summary>For the rest of the calling thread's life.</summary>
    public static void Become()
    {
        (int set, int get) = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (314, 315),
            Architecture.Arm64 => (274, 275),
            _ => (0, 0),
        };
        Attributes attributes;
        if (set != 0 && Get(get, This, &attributes, Size, 0) == 0)
        {
            attributes.Runtime = Slice;
            _ = Set(set, This, &attributes, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Get(nint number, nint thread, Attributes* attributes, nint size, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Set(nint number, nint thread, Attributes* attributes, nint flags);

    /// <summary>struct sched_attr in its first form.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Niceness;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
