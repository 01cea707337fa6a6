using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc8415;

/// <summary>Clients give back what they have, and refuse what others use.</summary>
public sealed class GiveBack
{
    [Fact]
    public void Dhclient_gives_its_address_and_prefix_back__RFC8415_18_2_7()
    {
        using OneLan6 lan = new();
        RunningProgram client = Dhclient6.Start(lan.Client, Dhclient6.Address, Dhclient6.Prefix);
        client.WaitFor("prefix 2001:db8:100::/56", 20);
        lan.HeldLease("2001:db8:1::10");
        client.Stop(RunningProgram.Kill);
        Dhclient6.Release(lan.Client, Dhclient6.Address, Dhclient6.Prefix).WaitFor("XMT: Release on eth0", 20);
        lan.AssertReleased("2001:db8:1::10");
        lan.AssertReleased("2001:db8:100::");
    }

    [Fact]
    public void Dhcpcd_gives_both_back_when_it_ends__RFC8415_18_2_7()
    {
        using OneLan6 lan = new();
        RunningProgram client = Clients6.StartDhcpcd(lan.Client, releases: true);
        client.WaitFor("DHCPv6 DAD completed", 30);
        lan.HeldLease("2001:db8:100::");

        // SIGALRM: "dhcpcd will release the current lease and exit".
        const int Alarm = 14;
        client.Stop(Alarm);
        lan.AssertReleased("2001:db8:1::10");
        lan.AssertReleased("2001:db8:100::");
    }

    [Fact]
    public void Dibbler_gives_both_back_when_it_ends__RFC8415_18_2_7()
    {
        using OneLan6 lan = new();
        RunningProgram client = Clients6.StartDibbler(lan.Client);
        client.WaitFor("Received REPLY", 20);
        Assert.True(Wait.Until(() => lan.Client.Addresses6().Contains("2001:db8:1::10"), 10), client.Text);
        client.Stop(RunningProgram.Interrupt);
        lan.AssertReleased("2001:db8:1::10");
        lan.AssertReleased("2001:db8:100::");
    }

    [Fact]
    public void Dhcp6c_gives_its_prefix_back_when_it_ends__RFC8415_18_2_7()
    {
        using OneLan6 lan = new();
        RunningProgram client = Clients6.StartWide(lan.Client);
        client.WaitFor("got an expected reply", 20);
        lan.HeldLease("2001:db8:100::");
        client.Stop();
        lan.AssertReleased("2001:db8:100::");
    }

    // dhcpcd 9 and dibbler give their addresses a lifetime; Linux then takes a duplicate away before they see that it
    // is one, and they decline nothing.
    [Fact]
    public void Dhclient_declines_an_address_in_use_and_gets_another__RFC8415_18_2_8()
    {
        using OneLan6 lan = new();
        lan.AddHost("squatter", "2001:db8:1::10/64");
        RunningProgram client = Dhclient6.Start(lan.Client);
        client.WaitFor("XMT: Decline on eth0", 30);
        AssertDeclined(lan);
        client.WaitFor("BOUND6 address 2001:db8:1::11", 30);
        lan.HeldLease("2001:db8:1::11");
    }

    /// <summary>A declined lease is set aside and keeps nothing of the client that declined it.</summary>
    private static void AssertDeclined(OneLan6 lan)
    {
        Assert.True(Wait.Until(() => lan.Server.Lease6("2001:db8:1::10") is { IsDeclined: true }, 10),
            $"not declined: {lan.Server.Lease6("2001:db8:1::10")}; the server's log:\n{lan.Server.Log}");

        // Kea 2.2 writes one zero byte, later ones three: both stand for nobody.
        Assert.Contains(lan.Server.Lease6("2001:db8:1::10")!.Duid, new[] { "00", "00:00:00" });
    }
}
