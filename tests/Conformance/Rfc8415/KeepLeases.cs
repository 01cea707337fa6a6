using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc8415;

/// <summary>Leases of seconds, so that the clients come back while the test looks on; and clients that move.</summary>
public sealed class KeepLeases
{
    // Renewed after a third: before a quarter has gone a server may answer with what is left (Kea's cache-threshold).
    private static readonly ServerConfig6 ShortLeases = new(ServerConfig6.Lan)
    {
        ValidLifetime = 24,
        PreferredLifetime = 20,
        RenewTimer = 7,
        RebindTimer = 11,
    };

    [Fact]
    public void Dhclient_renews_address_and_prefix_and_they_end_later__RFC8415_18_2_4()
    {
        using OneLan6 lan = new(ShortLeases);
        RunningProgram client = Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix);
        client.WaitFor("prefix 2001:db8:100::/56", 20);
        long address = lan.HeldLease("2001:db8:1::10").Expire;
        long prefix = lan.HeldLease("2001:db8:100::").Expire;
        client.WaitFor("XMT: Renew on eth0", 15);
        client.WaitFor("script: RENEW6", 10);
        Assert.True(Wait.Until(() => lan.HeldLease("2001:db8:1::10").Expire > address && lan.HeldLease("2001:db8:100::").Expire > prefix, 5));
        Assert.DoesNotContain("XMT: Rebind", client.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dhcpcd_renews__RFC8415_18_2_4()
    {
        using OneLan6 lan = new(ShortLeases);
        RunningProgram client = Clients6.StartDhcpcd(lan.Client);
        client.WaitFor("delegated prefix 2001:db8:100::/56", 30);
        long end = lan.HeldLease("2001:db8:1::10").Expire;
        client.WaitFor("RENEW6", 15);
        Assert.True(Wait.Until(() => lan.HeldLease("2001:db8:1::10").Expire > end, 10), client.Text);
    }

    [Fact]
    public void Dhclient_rebinds_when_its_server_is_not_there_any_more__RFC8415_18_2_5()
    {
        using OneLan6 lan = new(ShortLeases);
        RunningProgram client = Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix);
        client.WaitFor("prefix 2001:db8:100::/56", 20);
        long end = lan.HeldLease("2001:db8:1::10").Expire;

        // Another server with the same leases: it must leave a RENEW alone that names the first.
        lan.Server.Restart(ShortLeases with { Identifier = "0200000000F2" });
        client.WaitFor("XMT: Rebind on eth0", 20);
        client.WaitFor("script: REBIND6", 10);
        Assert.DoesNotContain("script: RENEW6", client.Text, StringComparison.Ordinal);
        Assert.True(Wait.Until(() => lan.HeldLease("2001:db8:1::10").Expire > end, 5));
    }

    [Fact]
    public void Dhclient_confirms_its_address_when_its_link_comes_back__RFC8415_18_2_3()
    {
        using OneLan6 lan = new();
        RunningProgram first = Dhclient6.Start(lan.Client);
        first.WaitFor("BOUND6 address 2001:db8:1::10", 20);
        first.Stop(RunningProgram.Kill);
        lan.Client.Ip("addr", "flush", "dev", "eth0", "scope", "global");
        RunningProgram again = Dhclient6.Start(lan.Client);
        again.WaitFor("XMT: Confirm on eth0", 20);
        again.WaitFor("script: BOUND6 address 2001:db8:1::10", 20);
        Assert.DoesNotContain("XMT: Solicit", again.Text, StringComparison.Ordinal);
        lan.HeldLease("2001:db8:1::10");
    }

    [Fact]
    public void Dhclient_carried_to_another_link_is_told_and_gets_an_address_there__RFC8415_18_3_3()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        Host serverHost = OneLan6.AddMachine(lab, "server");
        OneLan6.Plug(serverHost, "lan", "2001:db8:1::1/64");
        OneLan6.Plug(serverHost, "elsewhere", "2001:db8:2::1/64");
        Host laptop = OneLan6.AddMachine(lab, "laptop");
        OneLan6.Plug(laptop, "lan");
        ServerUnderTest server = ServerUnderTest.Start(
            serverHost, new ServerConfig6(ServerConfig6.Lan, ServerConfig6.Elsewhere with { Interface = "eth1" }));

        RunningProgram atHome = Dhclient6.Start(laptop);
        atHome.WaitFor("BOUND6 address 2001:db8:1::10", 20);
        atHome.Stop(RunningProgram.Kill);
        laptop.MoveTo("elsewhere");

        RunningProgram away = Dhclient6.Start(laptop);
        away.WaitFor("XMT: Confirm on eth0", 20);
        away.WaitFor("BOUND6 address 2001:db8:2::10", 30);
        Assert.Equal(2u, OneLan6.Held(server, "2001:db8:2::10").SubnetId);
    }
}
