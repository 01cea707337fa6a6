using System.Runtime.InteropServices;

namespace StandardLibraries.PingCheck;

/// <summary>The socket calls of Linux that probes need and .NET does not give.</summary>
internal static unsafe partial class Linux
{
    public const int AfPacket = 17;
    public const int AfInet = 2;
    public const int SockRaw = 3;
    public const int SockDgram = 2;
    public const int NonBlockCloseOnExec = 0x80800;
    public const int Icmp = 1;
    public const int RawLevel = 255;
    public const int IcmpFilter = 1;
    public const int IpLevel = 0;
    public const int IpUnicastInterface = 50;
    public const short PollIn = 1;
    public const short PollInvalid = 0x20;
    public const ushort EtherTypeArp = 0x0806;
    public const ushort Ethernet = 1;
    public const byte PacketOutgoing = 4;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int fd, LinkAddress* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int Name(int fd, LinkAddress* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int fd, int level, int name, uint* value, uint length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint Send(int fd, byte* bytes, nuint length, int flags, void* to, uint toLength);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static partial nint Receive(int fd, byte* bytes, nuint length, int flags, void* from, uint* fromLength);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, ulong* value, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, ulong* value, nuint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    public static string LastError() => Marshal.GetLastPInvokeErrorMessage();

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Happened;
    }

    /// <summary>struct sockaddr_in; port and address in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InternetAddress
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
        public ulong Zero;
    }

    /// <summary>struct sockaddr_ll; the protocol in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkAddress
    {
        public ushort Family;
        public ushort Protocol;
        public int Index;
        public ushort HardwareType;
        public byte PacketType;
        public byte AddressLength;
        public fixed byte Address[8];
    }
}
