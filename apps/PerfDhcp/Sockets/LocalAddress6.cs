using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Sockets;

/// <summary>
/// The addresses of a DHCPv6 run. Clients send from a link-local address to All_DHCP_Relay_Agents_and_Servers (RFC 8415
/// sections 7.1 and 16); relay agents (-A) from a global one when there is one.
/// </summary>
internal static class LocalAddress6
{
    private const int ClientPort = 546;
    private const int ServerPort = 547;

    private static readonly IPAddress AllRelayAgentsAndServers = IPAddress.Parse("ff02::1:2");
    private static readonly IPAddress AllServers = IPAddress.Parse("ff05::1:3");

    public static Endpoints? Find(Settings settings, out string? problem)
    {
        var nic = Array.Find(NetworkInterface.GetAllNetworkInterfaces(), n => IsMeant(n, settings.Local));
        uint scope = nic is null ? 0 : Linux.InterfaceIndex(nic.Name);
        var server = settings.Server switch
        {
            "" or "all" => AllRelayAgentsAndServers,
            "servers" => AllServers,
            _ => Resolve(settings.Server),
        };
        if (server is null)
        {
            problem = $"'{settings.Server}' is no IPv6 address and no name of one";
            return null;
        }

        bool needsScope = server.IsIPv6Multicast || server.IsIPv6LinkLocal;
        if (needsScope && scope == 0 && server.ScopeId == 0)
        {
            problem = settings.Local.Length == 0
                ? $"to send to {server} say from which interface with -l"
                : $"'{settings.Local}' is no interface, and no address of one";
            return null;
        }

        int remote = settings.RemotePort == 0 ? ServerPort : settings.RemotePort;
        int standard = settings.RelayLevels > 0 || settings.Job is Job.NullServer or Job.UdpEcho ? ServerPort : ClientPort;
        int port = settings.LocalPort == 0 ? standard : settings.LocalPort;
        bool wantsLinkLocal = needsScope && settings.RelayLevels == 0;
        var local = IPAddress.TryParse(settings.Local, out var given) ? given
            : nic is not null ? Pick(nic, wantsLinkLocal)
            : settings.Local.Length == 0 ? Towards(server, remote)
            : Resolve(settings.Local);
        if (local is not { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            problem = settings.Local.Length == 0
                ? $"no route to {server}"
                : $"'{settings.Local}' is no interface with an IPv6 address, and no such address";
            return null;
        }

        problem = null;
        return new Endpoints(
            new Endpoint(true, Number(local), port, local.IsIPv6LinkLocal ? scope : 0),
            new Endpoint(true, Number(server), remote, needsScope ? (scope != 0 ? scope : (uint)server.ScopeId) : 0),
            Number(nic is null ? local : Pick(nic, wantsLinkLocal: false) ?? local));
    }

    /// <summary>The interface itself, or the one that has the address.</summary>
    private static bool IsMeant(NetworkInterface nic, string local) =>
        nic.Name == local || (IPAddress.TryParse(local, out var address) && Addresses(nic).Any(a => Number(a) == Number(address)));

    private static IPAddress? Pick(NetworkInterface nic, bool wantsLinkLocal)
    {
        IPAddress[] addresses = [.. Addresses(nic)];
        return Array.Find(addresses, a => a.IsIPv6LinkLocal == wantsLinkLocal) ?? addresses.FirstOrDefault();
    }

    private static IEnumerable<IPAddress> Addresses(NetworkInterface nic) => nic.GetIPProperties().UnicastAddresses
        .Select(a => a.Address).Where(a => a.AddressFamily == AddressFamily.InterNetworkV6);

    private static IPAddress? Resolve(string name)
    {
        if (IPAddress.TryParse(name, out var address))
        {
            return address.AddressFamily == AddressFamily.InterNetworkV6 ? address : null;
        }

        try
        {
            return Array.Find(Dns.GetHostAddresses(name, AddressFamily.InterNetworkV6), _ => true);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The address the kernel would send from: a connected socket knows it, and nothing is sent.</summary>
    private static IPAddress? Towards(IPAddress server, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(server, port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int length) && length == bytes.Length
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
            : UInt128.Zero;
    }
}
