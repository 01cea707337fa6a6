using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section4_3_4;

/// <summary>A client gives its address back.</summary>
public sealed class Release
{
    [Fact]
    public void Dhclient_gives_its_address_back__RFC2131_4_3_4()
    {
        using OneLan lan = new();
        RunningProgram client = Dhclient.Start(lan.Client);
        client.WaitFor("bound to 192.0.2.10", 20);
        lan.HeldLease("192.0.2.10");
        client.Stop(RunningProgram.Kill);
        RunningProgram release = Dhclient.Release(lan.Client);
        release.WaitFor("DHCPRELEASE of 192.0.2.10", 20);
        AssertReleased(lan, "192.0.2.10");
    }

    [Fact]
    public void Udhcpc_gives_its_address_back_when_it_ends__RFC2131_4_3_4()
    {
        using OneLan lan = new();
        RunningProgram client = Udhcpc.Start(lan.Client, "-R");
        client.WaitFor("script: bound 192.0.2.10", 20);
        lan.HeldLease("192.0.2.10");
        client.Stop();
        AssertReleased(lan, "192.0.2.10");
    }

    [Fact]
    public void Systemd_networkd_gives_its_address_back_when_it_ends__RFC2131_4_3_4()
    {
        using OneLan lan = new();
        RunningProgram client = Networkd.Start(lan.Client);
        client.WaitFor("acquired from 192.0.2.1", 30);
        lan.HeldLease("192.0.2.10");
        client.Stop();
        AssertReleased(lan, "192.0.2.10");
    }

    /// <summary>Older Kea writes the deleted row, newer a released state; both have no lifetime left.</summary>
    private static void AssertReleased(OneLan lan, string address) =>
        Assert.True(
            Wait.Until(() => lan.Server.Lease(address) is { ValidLifetime: 0, IsDeclined: false }, 10),
            $"still held: {lan.Server.Lease(address)}; the server's log:\n{lan.Server.Log}");
}
