using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SideBySide.Net;

/// <summary>A raw socket on one interface of one namespace: whole Ethernet frames out and in.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private const int EveryProtocol = 0x0003;
    private const nuint EthtoolRequest = 0x8946;
    private const int SetTransmitChecksum = 0x17;
    private int _fd;
    private readonly byte[] _buffer = new byte[65536];

    private PacketSocket(int fd) => _fd = fd;

    /// <summary>A socket belongs to the namespace of the thread that made it, whoever uses it later.</summary>
    public static PacketSocket Open(string space, string nic) => new(Inside(space, () => OpenHere(nic)));

    /// <summary>
    /// A veth leaves checksums of UDP sockets to hardware that does not exist; the receiver should see real ones.
    /// </summary>
    public static void TurnOffTransmitChecksums(string space, string nic) => Inside(space, () =>
    {
        int fd = Libc.Socket(Libc.AfInet, Libc.SockDgram, 0);
        int* value = stackalloc int[2] { SetTransmitChecksum, 0 };
        byte* request = stackalloc byte[40];
        new Span<byte>(request, 40).Clear();
        Encoding.ASCII.GetBytes(nic, new Span<byte>(request, 15));
        *(nint*)(request + 16) = (nint)value;
        int result = Libc.Control(fd, EthtoolRequest, request);
        _ = Libc.Close(fd);
        return result;
    });

    public void Send(ReadOnlySpan<byte> frame)
    {
        fixed (byte* data = frame)
        {
            // ENOBUFS and the like are the wire's losses; the callers live with lost frames.
            _ = Libc.Send(_fd, data, (nuint)frame.Length, 0);
        }
    }

    /// <summary>The next frame, or an empty span when none came in time. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Receive(TimeSpan patience)
    {
        var wait = new Libc.PollFd { Fd = _fd, Events = Libc.PollIn };
        int ready = Libc.Poll(&wait, 1, (int)Math.Max(0, Math.Ceiling(patience.TotalMilliseconds)));
        if (ready <= 0)
        {
            return default;
        }

        fixed (byte* data = _buffer)
        {
            nint length = Libc.Receive(_fd, data, (nuint)_buffer.Length, Libc.MessageDontWait);
            return length <= 0 ? default : new ReadOnlySpan<byte>(_buffer, 0, (int)length);
        }
    }

    /// <summary>Closes once: the number may be another file's by the second time.</summary>
    public void Dispose()
    {
        int fd = Interlocked.Exchange(ref _fd, -1);
        if (fd >= 0)
        {
            _ = Libc.Close(fd);
        }
    }

    private static int OpenHere(string nic)
    {
        int fd = Libc.Socket(Libc.AfPacket, Libc.SockRaw, 0);
        if (fd < 0)
        {
            return fd;
        }

        int size = 32 << 20;
        _ = Libc.SetOption(fd, Libc.SolSocket, Libc.SoReceiveBufferForce, &size, sizeof(int));
        _ = Libc.SetOption(fd, Libc.SolSocket, Libc.SoSendBufferForce, &size, sizeof(int));
        byte* address = stackalloc byte[20];
        new Span<byte>(address, 20).Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(new Span<byte>(address, 2), Libc.AfPacket);
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(address + 2, 2), EveryProtocol);
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(address + 4, 4), (int)Libc.InterfaceIndex(nic));
        return Libc.Bind(fd, address, 20) == 0 ? fd : -1;
    }

    private static int Inside(string space, Func<int> action)
    {
        int result = -1;
        int error = 0;
        var thread = new Thread(() =>
        {
            int fd = Libc.Open($"/var/run/netns/{space}", 0);
            if (fd < 0 || Libc.SetNamespace(fd, Libc.CloneNewNet) != 0)
            {
                error = Marshal.GetLastPInvokeError();
                return;
            }

            _ = Libc.Close(fd);
            result = action();
            error = Marshal.GetLastPInvokeError();
        });
        thread.Start();
        thread.Join();
        return result >= 0 ? result : throw new InvalidOperationException($"namespace {space}: errno {error}");
    }
}
