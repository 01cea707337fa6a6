using System.Runtime.InteropServices;
using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>The socket calls of Linux that .NET does not give: link-layer sockets, filters, many packets a call.</summary>
internal static unsafe partial class Linux
{
    public const int AfPacket = 17;
    public const int AfInet = 2;
    public const int AfInet6 = 10;
    public const int AfNetlink = 16;
    public const int SockRaw = 3;
    public const int SockDgram = 2;
    public const int SockNonBlock = 0x800;
    public const int SockCloseOnExec = 0x80000;
    public const int SolSocket = 1;
    public const int SoReuseAddr = 2;
    public const int SoBroadcast = 6;
    public const int SoSndBuf = 7;
    public const int SoRcvBuf = 8;
    public const int SoBindToDevice = 25;
    public const int SoAttachFilter = 26;
    public const int SoSndBufForce = 32;
    public const int SoRcvBufForce = 33;
    public const int IpProto = 0;
    public const int IpPktInfo = 8;
    public const int Ip6Proto = 41;
    public const int Ip6Only = 26;
    public const int Ip6JoinGroup = 20;
    public const int Ip6ReceivePktInfo = 49;
    public const int Ip6PktInfo = 50;
    public const int MsgDontWait = 0x40;
    public const int MsgTruncated = 0x20;
    public const int PollIn = 1;
    public const int PollOut = 4;

    /// <summary>Bytes of socket buffer asked for: thousands of packets.</summary>
    public const int BufferSize = 8 << 20;

    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int AddressInUse = 98;
    public const int ConnectionRefused = 111;
    public const int AddressNotAvailable = 99;
    public const int EtherTypeIp4 = 0x0800;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int fd, int level, int name, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, int timeoutMilliseconds);

    /// <summary>The last error of a receiving call; 0 when there was nothing to receive.</summary>
    public static int ReceiveError() => Marshal.GetLastPInvokeError() is var error && error is Interrupted or TryAgain ? 0 : error;

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int fd, MessageHeader* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int fd, MessageHeader* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int fd, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int fd, long offset, int from);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, byte* answer);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    public static int SetOption(int fd, int level, int name, int value) => SetOption(fd, level, name, &value, sizeof(int));

    public static bool BindToDevice(int fd, string name)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(name + "\0");
        fixed (byte* p = bytes)
        {
            return SetOption(fd, SolSocket, SoBindToDevice, p, (uint)bytes.Length) == 0;
        }
    }

    public static string LastError() => Marshal.GetLastPInvokeErrorMessage();

    /// <summary>Asks for a larger buffer: beyond the system's limit when allowed, else up to it.</summary>
    public static void Grow(int fd, int forced, int usual, int size)
    {
        if (SetOption(fd, SolSocket, forced, size) != 0)
        {
            _ = SetOption(fd, SolSocket, usual, size);
        }
    }

    /// <summary>A 16-bit number in network order, as stored in memory.</summary>
    public static ushort ToNetwork(int value) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)value);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: a message header and how many bytes went through it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        private readonly uint _headerPadding;
        public uint Transferred;
        private readonly uint _padding;
    }

    /// <summary>struct sockaddr_ll.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct LinkAddress
    {
        public ushort Family;
        public ushort Protocol;
        public int Index;
        public ushort HardwareType;
        public byte PacketType;
        public byte Length;
        public ulong Address;
    }

    /// <summary>struct sockaddr_in.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct InternetAddress
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
        public ulong Zero;

        public static InternetAddress Of(Ip4 address, ushort port) => new()
        {
            Family = AfInet,
            Port = ToNetwork(port),
            Address = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.Value),
        };
    }

    /// <summary>struct sockaddr_in6.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct InternetAddress6
    {
        public ushort Family;
        public ushort Port;
        public uint FlowInfo;
        public ulong High;
        public ulong Low;

        /// <summary>Index of the interface a link-local address is on; else 0.</summary>
        public uint Scope;

        public readonly Ip6 Address => new(
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(High), System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Low));

        public static InternetAddress6 Of(Ip6 address, ushort port, int scope) => new()
        {
            Family = AfInet6,
            Port = ToNetwork(port),
            High = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.High),
            Low = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.Low),
            Scope = (uint)scope,
        };
    }

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Filter(ushort code, byte isTrue, byte isFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte True = isTrue;
        public readonly byte False = isFalse;
        public readonly uint Value = value;
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FilterProgram
    {
        public ushort Length;
        public Filter* Filters;
    }
}
