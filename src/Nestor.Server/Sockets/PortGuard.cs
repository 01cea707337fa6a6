using Nestor.Model.Networks;

namespace Nestor.Server.Sockets;

/// <summary>A UDP socket that occupies the port of an address and drops what comes.</summary>
internal sealed unsafe class PortGuard : IDisposable
{
    private readonly int _fd;

    private PortGuard(int fd) => _fd = fd;

    /// <summary>Null when the port cannot be had; <paramref name="error"/> says why, and who has it.</summary>
    public static PortGuard? TryOpen(LocalInterface local, ushort port, out string error)
    {
        error = "";
        int fd = Linux.Socket(Linux.AfInet, Linux.SockDgram | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        var address = Linux.InternetAddress.Of(local.Address, port);
        if (fd < 0 || !DhcpFilter.TryAttach(fd, DhcpFilter.DropAll)
            || Linux.Bind(fd, &address, (uint)sizeof(Linux.InternetAddress)) != 0)
        {
            error = PortHolder.BindError($"{local.Address} on {local.Name}", port, "udp");
            _ = Linux.Close(fd);
            return null;
        }

        return new PortGuard(fd);
    }

    public void Dispose() => _ = Linux.Close(_fd);
}
