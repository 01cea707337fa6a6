using System.Runtime.InteropServices;

namespace PerfDhcp.Sockets;

/// <summary>The socket calls of Linux that .NET does not give: many datagrams a call, waits shorter than a millisecond.</summary>
internal static unsafe partial class Linux
{
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int SockDgram = 2;
    public const int SockCloseOnExec = 0x80000;
    public const int SolSocket = 1;
    public const int SoReuseAddr = 2;
    public const int SoBroadcast = 6;
    public const int SoRcvBuf = 8;
    public const int SoRcvBufForce = 33;
    public const int ProtocolIp6 = 41;
    public const int Ip6MulticastHops = 18;
    public const int Ip6JoinGroup = 20;
    public const int Ip6Only = 26;
    public const int MsgDontWait = 0x40;
    public const int MsgWaitForOne = 0x10000;
    public const short PollIn = 1;
    public const int ENoBufs = 105;
    public const int EAgain = 11;
    public const int EIntr = 4;
    public const int ConnectionRefused = 111;
    private const int PrSetTimerSlack = 29;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int fd, InternetAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int fd, InternetAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int LocalName(int fd, InternetAddress* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int fd, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, TimeSpec* timeout, void* signals);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int fd, MessageHeader* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int fd, MessageHeader* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int operation, nuint a, nuint b, nuint c, nuint d);

    /// <summary>Waits of this thread end on time, not up to 50 microseconds later.</summary>
    public static void SharpenTimers() => _ = Control(PrSetTimerSlack, 1, 0, 0, 0);

    public static int SetOption(int fd, int level, int name, int value) =>
        SetOption(fd, level, name, &value, sizeof(int));

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: a message header and how many bytes went through it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public InternetAddress* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        private readonly uint _padding; // struct msghdr is a multiple of eight bytes long
        public uint Transferred;
    }

    /// <summary>struct sockaddr_in and, one over the other, struct sockaddr_in6; port and addresses in network order.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 28, Pack = 4)]
    public struct InternetAddress
    {
        private const int Length4 = 16;

        [FieldOffset(0)]
        public ushort Family;

        [FieldOffset(2)]
        public ushort Port;

        [FieldOffset(4)]
        public uint Address4;

        [FieldOffset(8)]
        public fixed byte Address6[16];

        [FieldOffset(24)]
        public uint Scope;

        /// <summary>How much of it the kernel shall look at.</summary>
        public readonly uint Length => Family == AfInet ? Length4 : (uint)sizeof(InternetAddress);
    }

    /// <summary>struct ipv6_mreq.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 20, Pack = 4)]
    public struct GroupMembership
    {
        [FieldOffset(0)]
        public fixed byte Group[16];

        [FieldOffset(16)]
        public uint Interface;
    }
}
