using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section4_4_5;

/// <summary>Leases of seconds, so that the clients come back while the test looks on.</summary>
public sealed class Extend
{
    // Renewed after a third: before a quarter has gone a server may answer with what is left (Kea's cache-threshold).
    private static readonly ServerConfig ShortLeases = new(ServerConfig.Lan)
    {
        ValidLifetime = 15,
        RenewTimer = 5,
        RebindTimer = 9,
    };

    [Fact]
    public void Dhclient_renews_by_unicast_and_the_lease_ends_later__RFC2131_4_4_5()
    {
        using OneLan lan = new(ShortLeases);
        RunningProgram client = Dhclient.Start(lan.Client);
        client.WaitFor("bound to 192.0.2.10", 20);
        long firstEnd = lan.HeldLease("192.0.2.10").Expire;
        client.WaitFor("DHCPREQUEST for 192.0.2.10 on eth0 to 192.0.2.1 port 67", 15);
        int asked = client.Text.LastIndexOf("to 192.0.2.1 port 67", StringComparison.Ordinal);
        client.WaitFor("bound to 192.0.2.10", 10, asked);
        Assert.True(lan.HeldLease("192.0.2.10").Expire > firstEnd);
    }

    [Fact]
    public void Udhcpc_renews_when_asked__RFC2131_4_4_5()
    {
        const int UserSignal1 = 10;
        using OneLan lan = new();
        RunningProgram client = Udhcpc.Start(lan.Client);
        client.WaitFor("script: bound 192.0.2.10", 20);
        lan.HeldLease("192.0.2.10");
        client.Signal(UserSignal1);
        client.WaitFor("script: renew 192.0.2.10", 15);
        lan.HeldLease("192.0.2.10");
    }

    [Fact]
    public void Dhclient_rebinds_by_broadcast_when_the_server_cannot_be_reached__RFC2131_4_4_5()
    {
        using OneLan lan = new(ShortLeases);
        RunningProgram client = Dhclient.Start(lan.Client);
        client.WaitFor("bound to 192.0.2.10", 20);
        long firstEnd = lan.HeldLease("192.0.2.10").Expire;

        // Unicast to the server goes nowhere from here on; broadcasts take the raw socket.
        lan.Client.Ip("route", "add", "blackhole", "192.0.2.1/32");
        int blocked = client.Text.Length;
        client.WaitFor("DHCPREQUEST for 192.0.2.10 on eth0 to 255.255.255.255 port 67", 25, blocked);
        int asked = client.Text.LastIndexOf("to 255.255.255.255 port 67", StringComparison.Ordinal);
        client.WaitFor("bound to 192.0.2.10", 10, asked);
        Assert.True(lan.HeldLease("192.0.2.10").Expire > firstEnd);
    }
}
