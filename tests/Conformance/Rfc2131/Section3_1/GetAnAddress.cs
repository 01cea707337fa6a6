using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section3_1;

/// <summary>A new client gets an address: DISCOVER, OFFER, REQUEST, ACK.</summary>
public sealed class GetAnAddress
{
    [Fact]
    public void Dhclient_gets_an_address_and_the_lease_file_has_it__RFC2131_3_1()
    {
        using OneLan lan = new();
        RunningProgram client = Dhclient.Start(lan.Client);
        client.WaitFor("bound to 192.0.2.10", 20);
        Assert.Contains("DHCPOFFER", client.Text, StringComparison.Ordinal);
        Assert.Equal("192.0.2.10", lan.Client.Address());
        LeaseRow lease = lan.HeldLease("192.0.2.10");
        Assert.Equal(3600u, lease.ValidLifetime);
        Assert.Equal(1u, lease.SubnetId);
        string told = File.ReadAllText(Path.Combine(lan.Client.Folder, "dhclient.leases"));
        Assert.Contains("option routers 192.0.2.1;", told, StringComparison.Ordinal);
        Assert.Contains("option subnet-mask 255.255.255.0;", told, StringComparison.Ordinal);
        Assert.Contains("option domain-name-servers 192.0.2.53;", told, StringComparison.Ordinal);
        Assert.Contains("option dhcp-server-identifier 192.0.2.1;", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Dhcpcd_gets_an_address_under_its_client_id__RFC2131_3_1()
    {
        using OneLan lan = new();
        RunningProgram client = Dhcpcd.Start(lan.Client, "--noarp");
        client.WaitFor("leased 192.0.2.10 for 3600 seconds", 30);
        LeaseRow lease = lan.HeldLease("192.0.2.10");
        Assert.NotEqual("", lease.ClientId);
        Assert.True(Wait.Until(() => lan.Client.Address() == "192.0.2.10", 10));
    }

    [Fact]
    public void Udhcpc_gets_an_address_and_its_router__RFC2131_3_1()
    {
        using OneLan lan = new();
        RunningProgram client = Udhcpc.Start(lan.Client);
        client.WaitFor("script: bound 192.0.2.10 router 192.0.2.1", 20);
        lan.HeldLease("192.0.2.10");
    }

    [Fact]
    public void Systemd_networkd_gets_an_address__RFC2131_3_1()
    {
        using OneLan lan = new();
        RunningProgram client = Networkd.Start(lan.Client);
        client.WaitFor("DHCPv4 address 192.0.2.10/24, gateway 192.0.2.1 acquired from 192.0.2.1", 30);
        Assert.NotEqual("", lan.HeldLease("192.0.2.10").ClientId);
    }

    [Fact]
    public void Two_clients_get_two_addresses__RFC2131_3_1()
    {
        using OneLan lan = new();
        Host second = lan.AddHost("second");
        RunningProgram one = Udhcpc.Start(lan.Client);
        RunningProgram two = Udhcpc.Start(second);
        one.WaitFor("script: bound 192.0.2.1", 20);
        two.WaitFor("script: bound 192.0.2.1", 20);
        string? first = lan.Client.Address();
        Assert.NotNull(first);
        Assert.NotNull(second.Address());
        Assert.NotEqual(first, second.Address());
        lan.HeldLease(first);
    }

    [Fact]
    public void A_lease_outlives_kill_9_of_the_server_and_nobody_else_gets_its_address__RFC2131_2_2()
    {
        using OneLan lan = new();
        Udhcpc.Start(lan.Client).WaitFor("script: bound 192.0.2.10", 20);
        LeaseRow before = lan.HeldLease("192.0.2.10");
        lan.Server.Restart(RunningProgram.Kill);
        Assert.Equal(before, lan.HeldLease("192.0.2.10"));
        Host second = lan.AddHost("second");
        RunningProgram other = Udhcpc.Start(second);
        other.WaitFor("script: bound 192.0.2.1", 20);
        Assert.NotEqual("192.0.2.10", second.Address());
    }
}
