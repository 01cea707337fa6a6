using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Nestor.Wire.Values;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Sockets;

/// <summary>Finds the addresses and ports of a run from -l, -L, -N and the server's name.</summary>
internal static class LocalAddress
{
    /// <summary>Relay agents send from the server port, and servers answer to it (RFC 2131 section 4.1).</summary>
    private const int ServerPort = 67;

    public static Endpoints? Find(Settings settings, out string? problem) =>
        settings.IsSix ? LocalAddress6.Find(settings, out problem) : Find4(settings, out problem);

    private static Endpoints? Find4(Settings settings, out string? problem)
    {
        problem = null;
        var server = Ip4.Broadcast;
        if (settings.Server.Length > 0 && settings.Server != "all")
        {
            if (Resolve(settings.Server) is not { } found)
            {
                problem = $"'{settings.Server}' is no IPv4 address and no name of one";
                return null;
            }

            server = found;
        }

        int remote = settings.RemotePort == 0 ? ServerPort : settings.RemotePort;
        int port = settings.LocalPort == 0 ? ServerPort : settings.LocalPort;
        var local = settings.Local.Length == 0 ? Towards(server, remote) : OfInterface(settings.Local) ?? Resolve(settings.Local);
        if (local is not { } address)
        {
            problem = settings.Local.Length == 0
                ? $"no route to {server}"
                : $"'{settings.Local}' is no interface with an IPv4 address, and no address";
            return null;
        }

        return new Endpoints(Endpoint.Of(address, port), Endpoint.Of(server, remote), address.Value);
    }

    private static Ip4? OfInterface(string name)
    {
        var nic = Array.Find(NetworkInterface.GetAllNetworkInterfaces(), n => n.Name == name);
        var address = nic?.GetIPProperties().UnicastAddresses
            .FirstOrDefault(a => a.Address.AddressFamily == AddressFamily.InterNetwork);
        return address is null ? null : Ip4.Read(address.Address.GetAddressBytes());
    }

    private static Ip4? Resolve(string name)
    {
        if (Ip4.TryParse(name, out var address))
        {
            return address;
        }

        try
        {
            var found = Dns.GetHostAddresses(name, AddressFamily.InterNetwork);
            return found.Length > 0 ? Ip4.Read(found[0].GetAddressBytes()) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The address the kernel would send from: a connected socket knows it, and nothing is sent.</summary>
    private static Ip4? Towards(Ip4 server, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            byte[] bytes = new byte[4];
            server.Write(bytes);
            socket.Connect(new IPAddress(bytes), port);
            return Ip4.Read(((IPEndPoint)socket.LocalEndPoint!).Address.GetAddressBytes());
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
