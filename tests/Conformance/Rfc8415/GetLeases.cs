using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc8415;

/// <summary>New clients get addresses and prefixes: SOLICIT, ADVERTISE, REQUEST, REPLY, or two messages of them.</summary>
public sealed class GetLeases
{
    private static readonly ServerConfig6 Rapid = new(ServerConfig6.Lan) { AllowsRapidCommit = true };

    [Fact]
    public void Dhclient_gets_an_address_and_the_lease_file_has_it__RFC8415_18_2_1()
    {
        using OneLan6 lan = new();
        RunningProgram client = Dhclient6.Start(lan.Client);
        client.WaitFor("script: BOUND6 address 2001:db8:1::10", 20);
        Assert.Contains("RCV: Advertise message", client.Text, StringComparison.Ordinal);
        Assert.True(Wait.Until(() => lan.Client.Addresses6().Contains("2001:db8:1::10"), 10), client.Text);
        LeaseRow6 lease = lan.HeldLease("2001:db8:1::10");
        Assert.Equal((3600u, 1800u, 1u, 0, 128), (lease.ValidLifetime, lease.PreferredLifetime, lease.SubnetId, lease.Type, lease.PrefixLength));
        Assert.True(Wait.Until(() => Told(lan).Contains("option dhcp6.name-servers 2001:db8:1::53;", StringComparison.Ordinal), 5), Told(lan));
    }

    [Fact]
    public void Dhclient_gets_a_prefix__RFC8415_6_3()
    {
        using OneLan6 lan = new();
        Dhclient6.Start(lan.Client, Dhclient6.Prefix).WaitFor("prefix 2001:db8:100::/56", 20);
        LeaseRow6 lease = lan.HeldLease("2001:db8:100::");
        Assert.Equal((2, 56), (lease.Type, lease.PrefixLength));
    }

    [Fact]
    public void Dhclient_gets_an_address_and_a_prefix_in_one_exchange__RFC8415_6_5()
    {
        using OneLan6 lan = new();
        RunningProgram client = Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix);
        client.WaitFor("BOUND6 address 2001:db8:1::10", 20);
        client.WaitFor("prefix 2001:db8:100::/56", 5);
        Assert.Equal(lan.HeldLease("2001:db8:1::10").Duid, lan.HeldLease("2001:db8:100::").Duid);
    }

    [Fact]
    public void Dhcpcd_gets_an_address_and_a_prefix_and_puts_a_part_of_it_on_its_other_link__RFC8415_6_5()
    {
        using OneLan6 lan = new();
        RunningProgram client = Clients6.StartDhcpcd(lan.Client);
        client.WaitFor("adding address 2001:db8:1::10", 30);
        client.WaitFor("delegated prefix 2001:db8:100::/56", 10);
        Assert.Contains("eth0: ADV ", client.Text, StringComparison.Ordinal);
        Assert.True(Wait.Until(() => lan.Client.Addresses6("eth1").Any(a => a.StartsWith("2001:db8:100:", StringComparison.Ordinal)), 10));
        lan.HeldLease("2001:db8:1::10");
        lan.HeldLease("2001:db8:100::");
    }

    [Fact]
    public void Dhcpcd_gets_both_in_two_messages_by_rapid_commit__RFC8415_18_2_1()
    {
        using OneLan6 lan = new(Rapid);
        RunningProgram client = Clients6.StartDhcpcd(lan.Client);
        client.WaitFor("adding address 2001:db8:1::10", 30);
        Assert.DoesNotContain("eth0: ADV ", client.Text, StringComparison.Ordinal);
        lan.HeldLease("2001:db8:1::10");
    }

    [Fact]
    public void Dibbler_gets_an_address_and_a_prefix__RFC8415_6_5()
    {
        using OneLan6 lan = new();
        RunningProgram client = Clients6.StartDibbler(lan.Client);
        client.WaitFor("Received ADVERTISE", 20);
        client.WaitFor("Received REPLY", 20);
        Assert.True(Wait.Until(() => lan.Client.Addresses6().Contains("2001:db8:1::10"), 10), client.Text);
        lan.HeldLease("2001:db8:1::10");
        lan.HeldLease("2001:db8:100::");
    }

    [Fact]
    public void Dibbler_gets_both_in_two_messages_by_rapid_commit__RFC8415_18_2_1()
    {
        using OneLan6 lan = new(Rapid);
        RunningProgram client = Clients6.StartDibbler(lan.Client, wantsRapidCommit: true);
        client.WaitFor("Received REPLY", 20);
        Assert.DoesNotContain("Received ADVERTISE", client.Text, StringComparison.Ordinal);
        lan.HeldLease("2001:db8:1::10");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dhcp6c_gets_a_prefix_and_numbers_its_other_link__RFC8415_6_3(bool rapid)
    {
        using OneLan6 lan = new(rapid ? Rapid : null);
        RunningProgram client = Clients6.StartWide(lan.Client, rapid);
        Assert.True(
            Wait.Until(() => lan.Client.Addresses6("eth1").Any(a => a.StartsWith("2001:db8:100:1:", StringComparison.Ordinal)) || client.HasEnded, 20)
                && !client.HasEnded,
            client.Text);
        Assert.Equal(!rapid, client.Text.Contains("receive advertise", StringComparison.Ordinal));
        lan.HeldLease("2001:db8:100::");
    }

    [Fact]
    public void Systemd_networkd_gets_an_address__RFC8415_18_2_1()
    {
        using OneLan6 lan = new();
        Clients6.StartNetworkd(lan.Client).WaitFor("DHCPv6 address 2001:db8:1::10/128", 30);
        lan.HeldLease("2001:db8:1::10");
    }

    [Fact]
    public void Two_clients_get_two_addresses_and_two_prefixes__RFC8415_6_5()
    {
        using OneLan6 lan = new();
        Host second = lan.AddHost("second");
        Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix).WaitFor("prefix 2001:db8:100:", 20);
        Dhclient6.Start(second, Dhclient6.Address, Dhclient6.Prefix).WaitFor("prefix 2001:db8:100:100::/56", 20);
        Assert.NotEqual(lan.HeldLease("2001:db8:1::10").Duid, lan.HeldLease("2001:db8:1::11").Duid);
        Assert.NotEqual(lan.HeldLease("2001:db8:100::").Duid, lan.HeldLease("2001:db8:100:100::").Duid);
    }

    [Fact]
    public void Leases_outlive_kill_9_of_the_server_and_nobody_else_gets_them__RFC8415_18_3_2()
    {
        using OneLan6 lan = new();
        Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix).WaitFor("prefix 2001:db8:100::/56", 20);
        LeaseRow6 before = lan.HeldLease("2001:db8:1::10");
        lan.Server.Restart(RunningProgram.Kill);
        Assert.Equal(before, lan.HeldLease("2001:db8:1::10"));
        Host second = lan.AddHost("second");
        RunningProgram other = Dhclient6.Start(second, Dhclient6.Address, Dhclient6.Prefix);
        other.WaitFor("prefix 2001:db8:100:", 20);
        Assert.DoesNotContain("2001:db8:1::10", second.Addresses6());
        Assert.DoesNotContain("prefix 2001:db8:100::/56", other.Text, StringComparison.Ordinal);
    }

    private static string Told(OneLan6 lan)
    {
        string file = Path.Combine(lan.Client.Folder, "dhclient6.leases");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
