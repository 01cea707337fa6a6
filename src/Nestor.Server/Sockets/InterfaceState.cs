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

    /// <summary>The kernel's number for the kind of hardware; 1 is Ethernet, 772 loopback.</summary>
    public ushort HardwareType { get; init; }

    public bool IsMulticast { get; init; }

    public bool IsBroadcast { get; init; }

    /// <summary>IPv6 addresses that may be used: not those still being checked, nor those another host has too (RFC 4862 section 5.4).</summary>
    public IReadOnlyList<Ip6> Addresses6 { get; init; } = [];

    /// <summary>IPv6 addresses that are not known yet to be this host's alone.</summary>
    public IReadOnlyList<Ip6> Tentative6 { get; init; } = [];

    /// <summary>IPv6 addresses that another host has too.</summary>
    public IReadOnlyList<Ip6> Duplicate6 { get; init; } = [];

    /// <summary>The first link-local address that may be used; zero when there is none.</summary>
    public Ip6 LinkLocal => Addresses6.FirstOrDefault(a => a.IsLinkLocal);

    /// <summary>What keeps it from being listened on in either family, as an operator would say it; null when nothing does.</summary>
    public string? LinkObstacle =>
        !IsUp ? $"interface {Name} is down"
        : !IsRunning ? $"interface {Name} is up but has no carrier"
        : null;

    /// <summary>What keeps it from being listened on for DHCPv4.</summary>
    public string? Obstacle => LinkObstacle ?? (Addresses.Count == 0 ? $"interface {Name} has no IPv4 address" : null);

    /// <summary>What keeps it from being listened on for DHCPv6 under its link-local address.</summary>
    public string? Obstacle6 =>
        LinkObstacle
        ?? (!LinkLocal.IsZero ? null
            : Tentative6.Any(a => a.IsLinkLocal) ? $"the link-local address of interface {Name} is still being checked for duplicates"
            : Duplicate6.Any(a => a.IsLinkLocal) ? $"the link-local address of interface {Name} is another host's too"
            : $"interface {Name} has no link-local address");

    /// <summary>The same with one more address.</summary>
    public InterfaceState With(Ip4 address) =>
        Addresses.Contains(address) ? this : this with { Addresses = [.. Addresses, address] };

    /// <inheritdoc cref="With(Ip4)"/>
    public InterfaceState With(Ip6 address, bool isTentative, bool isDuplicate) =>
        isDuplicate ? this with { Duplicate6 = [.. Duplicate6, address] }
        : isTentative ? this with { Tentative6 = [.. Tentative6, address] }
        : this with { Addresses6 = [.. Addresses6, address] };

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
