using Conformance.Network;
using Conformance.Subjects;

namespace Conformance;

/// <summary>The plainest IPv6 lab: one segment, the server at 2001:db8:1::1 and one client that has a second link to serve.</summary>
internal sealed class OneLan6 : IDisposable
{
    private readonly Lab _lab;

    public OneLan6(ServerConfig6? config = null, params string[] flags)
    {
        _lab = Lab.Open("lan", "inside");
        try
        {
            ServerHost = AddMachine(_lab, "server");
            Plug(ServerHost, "lan", "2001:db8:1::1/64");
            Client = AddMachine(_lab, "client");
            Plug(Client, "lan");
            Plug(Client, "inside");
            Client.Set("net.ipv6.conf.eth0.accept_dad=1");
            Server = ServerUnderTest.Start(ServerHost, config ?? new ServerConfig6(ServerConfig6.Lan), flags);
        }
        catch
        {
            _lab.Dispose();
            throw;
        }
    }

    public Host ServerHost { get; }

    public Host Client { get; }

    public ServerUnderTest Server { get; }

    /// <summary>
    /// A machine that takes no advice from routers and uses its link-local addresses at once. The client gets its
    /// duplicate address detection back once it has one.
    /// </summary>
    public static Host AddMachine(Lab lab, string name)
    {
        Host host = lab.AddHost(name);
        host.Set("net.ipv6.conf.default.disable_ipv6=0");
        host.Set("net.ipv6.conf.default.accept_dad=0");
        host.Set("net.ipv6.conf.default.accept_ra=0");
        return host;
    }

    public static void Plug(Host host, string segment, string? address = null)
    {
        string device = host.Plug(segment);
        Assert.True(Wait.Until(() => host.Addresses6(device, "link").Count > 0, 5), "no link-local address");
        if (address is not null)
        {
            host.Ip("addr", "add", address, "dev", device, "nodad");
        }
    }

    /// <summary>One more machine on the segment.</summary>
    public Host AddHost(string name, string? address = null)
    {
        Host host = AddMachine(_lab, name);
        Plug(host, "lan", address);
        return host;
    }

    /// <summary>The lease must be in force in the file; of the prefix whose first address this is, or of the address.</summary>
    public LeaseRow6 HeldLease(string address) => Held(Server, address);

    public static LeaseRow6 Held(ServerUnderTest server, string address)
    {
        LeaseRow6? lease = server.Lease6(address);
        Assert.True(lease is not null, $"{address} is not in the lease file; the server's log:\n{server.Log}");
        Assert.True(lease.IsHeld, $"{address} is not held: {lease}");
        return lease;
    }

    /// <summary>Older Kea writes the deleted row, newer a released state; both have no lifetime left.</summary>
    public void AssertReleased(string address) =>
        Assert.True(
            Wait.Until(() => Server.Lease6(address) is { ValidLifetime: 0, IsDeclined: false }, 10),
            $"still held: {Server.Lease6(address)}; the server's log:\n{Server.Log}");

    public void Dispose() => _lab.Dispose();
}
