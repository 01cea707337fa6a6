using Conformance.Network;
using Conformance.Subjects;

namespace Conformance;

/// <summary>The plainest lab: one segment, the server at 192.0.2.1 and one client.</summary>
internal sealed class OneLan : IDisposable
{
    private readonly Lab _lab;

    public OneLan(ServerConfig? config = null)
    {
        _lab = Lab.Open("lan");
        try
        {
            ServerHost = _lab.AddHost("server");
            ServerHost.Plug("lan", "192.0.2.1/24");
            Client = _lab.AddHost("client");
            Client.Plug("lan");
            Server = ServerUnderTest.Start(ServerHost, config ?? new ServerConfig(ServerConfig.Lan));
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

    /// <summary>One more machine on the segment.</summary>
    public Host AddHost(string name, string? address = null)
    {
        Host host = _lab.AddHost(name);
        host.Plug("lan", address);
        return host;
    }

    /// <summary>The lease of an address must be held by the client, in the file as the client has it.</summary>
    public LeaseRow HeldLease(string address)
    {
        LeaseRow? lease = Server.Lease(address);
        Assert.NotNull(lease);
        Assert.True(lease.IsHeld, $"{address} is not held: {lease}");
        Assert.Contains(lease.HardwareAddress, Client.Ip("link", "show", "eth0"), StringComparison.Ordinal);
        return lease;
    }

    public void Dispose() => _lab.Dispose();
}
