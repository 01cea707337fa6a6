namespace SideBySide.Net;

/// <summary>
/// Two network namespaces joined by one cable: the server behind `eth0` in one, nobody but us in the other.
/// The client side has no address, so its kernel answers nothing by itself.
/// </summary>
internal sealed class Link : IDisposable
{
    /// <summary>The same on every link, so that replies of two servers can be compared byte by byte.</summary>
    public const string ServerMac = "02:00:00:00:00:01";

    /// <summary>Where answers to addresses off the link go.</summary>
    public const string Gateway6 = "fe80::fe";

    private const string ClientInterface = "tap0";
    private static int _count;

    private Link(string name, string serverAddress)
    {
        ServerNamespace = name + "s";
        ClientNamespace = name + "c";
        ServerAddress = serverAddress;
    }

    /// <summary>For `ip netns exec`.</summary>
    public string ServerNamespace { get; }

    public string ClientNamespace { get; }

    /// <summary>The address without the prefix length.</summary>
    public string ServerAddress { get; }

    /// <param name="addresses">Of the server's interface, as address/length; the first is the main one.</param>
    /// <param name="gateway">Where routed answers of a plain UDP socket go.</param>
    public static Link Create(IReadOnlyList<string> addresses, string? gateway = null)
    {
        string name = $"sbs{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";
        var link = new Link(name, addresses[0].Split('/')[0]);
        try
        {
            link.Build(addresses, gateway);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>
    /// With IPv6: the server's end has its link-local address made from <see cref="ServerMac"/>, and routes everything
    /// else over a neighbour. The client's end stays without any address.
    /// </summary>
    public static Link Create6(IReadOnlyList<string> addresses)
    {
        string name = $"sbs{Environment.ProcessId}y{Interlocked.Increment(ref _count)}";
        var link = new Link(name, addresses[0].Split('/')[0]);
        try
        {
            link.Lay();
            foreach (string setting in new[] { "disable_ipv6=0", "accept_ra=0", "accept_dad=0", "dad_transmits=0", "addr_gen_mode=0" })
            {
                Command.Run("ip", "netns", "exec", link.ServerNamespace, "sysctl", "-qw", "net.ipv6.conf.eth0." + setting);
            }

            // Who is where is told once and holds: the bench does not always listen when it would be asked again.
            foreach (string setting in new[] { "delay_first_probe_time=3600", "base_reachable_time_ms=3600000", "gc_stale_time=3600" })
            {
                Command.Run("ip", "netns", "exec", link.ServerNamespace, "sysctl", "-qw", "net.ipv6.neigh.eth0." + setting);
            }

            foreach (string address in addresses)
            {
                Command.Run("ip", "-n", link.ServerNamespace, "address", "add", address, "nodad", "dev", "eth0");
            }

            link.Raise();
            Command.Run("ip", "-n", link.ServerNamespace, "-6", "route", "add", "default", "via", Gateway6, "dev", "eth0");
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    public PacketSocket Open() => PacketSocket.Open(ClientNamespace, ClientInterface);

    /// <summary>Takes the cable's far end down or up, as pulling a plug does.</summary>
    public void SetCarrier(bool up) =>
        Command.Run("ip", "-n", ClientNamespace, "link", "set", ClientInterface, up ? "up" : "down");

    public void Dispose()
    {
        Command.Try("ip", ["netns", "del", ServerNamespace]);
        Command.Try("ip", ["netns", "del", ClientNamespace]);
    }

    // The kernel says that a cable carries a moment after both ends are up; Kea 2.2 looks only once.
    private void AwaitRunning()
    {
        for (int i = 0; i < 200; i++)
        {
            string state = Command.Run("ip", "-n", ServerNamespace, "-o", "link", "show", "eth0");
            if (state.Contains("state UP", StringComparison.Ordinal))
            {
                return;
            }

            Thread.Sleep(10);
        }

        throw new InvalidOperationException("the link does not come up");
    }

    private void Build(IReadOnlyList<string> addresses, string? gateway)
    {
        Lay();
        foreach (string address in addresses)
        {
            Command.Run("ip", "-n", ServerNamespace, "address", "add", address, "broadcast", "+", "dev", "eth0");
        }

        Raise();
        if (gateway is not null)
        {
            Command.Run("ip", "-n", ServerNamespace, "route", "add", "default", "via", gateway);
        }
    }

    /// <summary>The cable, with both ends down.</summary>
    private void Lay()
    {
        foreach (string space in new[] { ServerNamespace, ClientNamespace })
        {
            Command.Run("ip", "netns", "add", space);
            foreach (string scope in new[] { "all", "default" })
            {
                Command.Run("ip", "netns", "exec", space, "sysctl", "-qw", $"net.ipv6.conf.{scope}.disable_ipv6=1");
            }

            Command.Run("ip", "-n", space, "link", "set", "lo", "up");
        }

        Command.Run("ip", "-n", ServerNamespace, "link", "add", "eth0", "address", ServerMac, "type", "veth",
            "peer", "name", ClientInterface, "netns", ClientNamespace);
        PacketSocket.TurnOffTransmitChecksums(ServerNamespace, "eth0");
    }

    private void Raise()
    {
        Command.Run("ip", "-n", ClientNamespace, "link", "set", ClientInterface, "up");
        Command.Run("ip", "-n", ServerNamespace, "link", "set", "eth0", "up");
        AwaitRunning();
    }
}
