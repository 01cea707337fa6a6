using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>An interface as the kernel has it at this moment.</summary>
/// <param name="IsUp">Switched on by the administrator.</param>
/// <param name="IsRunning">There is a link: a cable, a peer.</param>
/// <param name="Mac">Ethernet address in the low 48 bits; 0 when the link has none of that kind.</param>
public sealed record InterfaceState(
    int Index, string Name, bool IsUp, bool IsRunning, bool IsLoopback, ulong Mac, IReadOnlyList<Ip4> Addresses)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>What keeps it from being listened on, as an operator would say it; null when nothing does.</summary>
    public string? Obstacle =>
        !IsUp ? $"interface {Name} is down"
        : !IsRunning ? $"interface {Name} is up but has no carrier"
        : Addresses.Count == 0 ? $"interface {Name} has no IPv4 address"
        : null;

    /// <summary>All interfaces of this network namespace, by index; empty when the kernel does not tell.</summary>
    public static unsafe List<InterfaceState> ReadAll()
    {
        var found = new Dictionary<int, InterfaceState>();
        int fd = Linux.Socket(Linux.AfNetlink, Linux.SockRaw | Linux.SockCloseOnExec, 0);
        if (fd < 0)
        {
            return [];
        }

        byte[] buffer = new byte[BufferSize];
        foreach (ushort question in (ReadOnlySpan<ushort>)[NetlinkMessage.GetLink, NetlinkMessage.GetAddress])
        {
            byte[] request = NetlinkMessage.Dump(question);
            fixed (byte* ask = request)
            fixed (byte* answer = buffer)
            {
                if (Linux.Send(fd, ask, (nuint)request.Length, 0) < 0)
                {
                    break;
                }

                nint length;
                do
                {
                    length = Linux.Receive(fd, answer, BufferSize, 0);
                }
                while (length > 0 && !NetlinkMessage.Read(buffer.AsSpan(0, (int)length), found));
            }
        }

        _ = Linux.Close(fd);
        return [.. found.Values.OrderBy(i => i.Index)];
    }
}
