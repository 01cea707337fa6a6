using Conformance.Clients;
using Conformance.Network;
using Conformance.Relays;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>libdhcp_ping_check on a real network: the first address of the pool is in use by a machine the server does not know.</summary>
public sealed class PingCheckTests
{
    private static ServerConfig Config(string parameters = "") => new(ServerConfig.Lan)
    {
        More = "\"hooks-libraries\": [ { \"library\": \"libdhcp_ping_check.so\", \"parameters\": { \"reply-timeout\": 500" + parameters + " } } ],",
    };

    [Fact]
    public void An_address_in_use_is_found_by_ping_and_the_client_gets_another__RFC2131_3_1()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using OneLan lan = new(Config(", \"enable-arp-probe\": false"));
        lan.AddHost("squatter", "192.0.2.10/24");
        GetsSecond(lan);
    }

    [Fact]
    public void An_address_in_use_whose_host_answers_no_ping_is_found_by_ARP__RFC5227()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using OneLan lan = new(Config());
        lan.AddHost("squatter", "192.0.2.10/24").Set("net.ipv4.icmp_echo_ignore_all=1");
        GetsSecond(lan);
    }

    [Fact]
    public void An_address_that_nobody_has_is_offered()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using OneLan lan = new(Config());
        Udhcpc.Start(lan.Client).WaitFor("script: bound 192.0.2.10", 60);
        lan.HeldLease("192.0.2.10");
    }

    [Fact]
    public void An_address_in_use_behind_a_router_is_found_by_ping()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "Debian's Kea has no such library");
        using var lab = Lab.Open("backbone", "lan");
        var server = lab.AddHost("server");
        server.Plug("backbone", "198.51.100.1/24");
        var router = lab.AddHost("router");
        router.Plug("lan", "192.0.2.1/24");
        router.Plug("backbone", "198.51.100.2/24");
        router.Set("net.ipv4.ip_forward=1");
        server.Ip("route", "add", "192.0.2.0/24", "via", "198.51.100.2");
        var squatter = lab.AddHost("squatter");
        squatter.Plug("lan", "192.0.2.10/24");
        squatter.Ip("route", "add", "default", "via", "192.0.2.1");
        var client = lab.AddHost("client");
        client.Plug("lan");
        var subject = ServerUnderTest.Start(server, Config());
        Relay.StartIsc(router, "198.51.100.1");
        Udhcpc.Start(client).WaitFor("script: bound 192.0.2.11", 60);
        Assert.True(subject.Lease("192.0.2.10")?.IsDeclined, subject.Log);
    }

    private static void GetsSecond(OneLan lan)
    {
        Udhcpc.Start(lan.Client).WaitFor("script: bound 192.0.2.11", 60);
        LeaseRow? declined = lan.Server.Lease("192.0.2.10");
        Assert.True(declined?.IsDeclined, lan.Server.Log);
        Assert.Equal("", declined!.HardwareAddress);
        lan.HeldLease("192.0.2.11");
        Assert.Contains("DHCP4_SERVER_INITIATED_DECLINE", lan.Server.Log, StringComparison.Ordinal);
    }
}
