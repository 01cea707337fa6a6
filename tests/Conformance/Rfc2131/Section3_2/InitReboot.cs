using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc2131.Section3_2;

/// <summary>A client that remembers its address asks for it again, at home and elsewhere.</summary>
public sealed class InitReboot
{
    [Fact]
    public void Dhclient_gets_its_remembered_address_by_request_alone__RFC2131_3_2()
    {
        using OneLan lan = new();
        RunningProgram first = Dhclient.Start(lan.Client);
        first.WaitFor("bound to 192.0.2.10", 20);
        first.Stop(RunningProgram.Kill);
        lan.Client.Ip("addr", "flush", "dev", "eth0");

        RunningProgram again = Dhclient.Start(lan.Client);
        again.WaitFor("bound to 192.0.2.10", 20);
        Assert.DoesNotContain("DHCPDISCOVER", again.Text, StringComparison.Ordinal);
        lan.HeldLease("192.0.2.10");
    }

    [Fact]
    public void Dhclient_moved_to_another_subnet_is_refused_and_gets_an_address_there__RFC2131_4_3_2()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        Host serverHost = lab.AddHost("server");
        serverHost.Plug("lan", "192.0.2.1/24");
        serverHost.Plug("elsewhere", "198.51.100.1/24");
        Host laptop = lab.AddHost("laptop");
        laptop.Plug("lan");
        ServerUnderTest server = ServerUnderTest.Start(serverHost, new ServerConfig(ServerConfig.Lan, ServerConfig.Elsewhere));

        RunningProgram atHome = Dhclient.Start(laptop);
        atHome.WaitFor("bound to 192.0.2.10", 20);
        atHome.Stop(RunningProgram.Kill);
        laptop.MoveTo("elsewhere");

        RunningProgram away = Dhclient.Start(laptop);
        away.WaitFor("bound to 198.51.100.10", 30);
        Assert.Contains("DHCPREQUEST for 192.0.2.10", away.Text, StringComparison.Ordinal);
        Assert.Contains("DHCPNAK from 198.51.100.1", away.Text, StringComparison.Ordinal);
        LeaseRow? lease = server.Lease("198.51.100.10");
        Assert.NotNull(lease);
        Assert.True(lease.IsHeld);
        Assert.Equal(2u, lease.SubnetId);
    }
}
