using Conformance.Clients;
using Conformance.Network;
using Conformance.Relays;
using Conformance.Subjects;

namespace Conformance.Rfc3046;

/// <summary>Clients behind a relay agent, in a subnet the server has no interface in.</summary>
public sealed class ThroughRelays
{
    [Fact]
    public void Udhcpc_behind_dhcrelay_gets_an_address_and_option_82_comes_back__RFC3046_2_2()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relayHost, ServerUnderTest server) = Build(lab);
        Relay.StartIsc(relayHost, "192.0.2.1");
        RunningProgram capture = Capture.Start(relayHost, "eth1");
        RunningProgram udhcpc = Udhcpc.Start(client);
        udhcpc.WaitFor("script: bound 198.51.100.10 router 198.51.100.1", 20);
        AssertLease(server);
        Assert.True(
            Wait.Until(() => Capture.Messages(capture).Count(IsRelayedReplyWithAgentInformation) >= 2, 5),
            $"OFFER and ACK must carry option 82:\n{capture.Text}");
    }

    [Fact]
    public void Dhclient_behind_dhcrelay_renews_directly_with_the_server__RFC2131_4_4_5()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relayHost, ServerUnderTest server) = Build(lab, areLeasesShort: true);
        Relay.StartIsc(relayHost, "192.0.2.1");
        RunningProgram dhclient = Dhclient.Start(client);
        dhclient.WaitFor("bound to 198.51.100.10", 20);
        long firstEnd = AssertLease(server).Expire;
        dhclient.WaitFor("DHCPREQUEST for 198.51.100.10 on eth0 to 192.0.2.1 port 67", 15);
        int asked = dhclient.Text.LastIndexOf("to 192.0.2.1 port 67", StringComparison.Ordinal);
        dhclient.WaitFor("bound to 198.51.100.10", 10, asked);
        Assert.True(AssertLease(server).Expire > firstEnd);
    }

    [Fact]
    public void Dhclient_behind_dnsmasq_as_relay_gets_an_address__RFC2131_4_1()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relayHost, ServerUnderTest server) = Build(lab);
        Relay.StartDnsmasq(relayHost, "198.51.100.1", "192.0.2.1");
        Dhclient.Start(client).WaitFor("bound to 198.51.100.10", 20);
        AssertLease(server);
    }

    private static (Host Client, Host Relay, ServerUnderTest Server) Build(Lab lab, bool areLeasesShort = false)
    {
        Host serverHost = lab.AddHost("server");
        serverHost.Plug("lan", "192.0.2.1/24");
        serverHost.Ip("route", "add", "198.51.100.0/24", "via", "192.0.2.2");
        Host relay = lab.AddHost("relay");
        relay.Plug("elsewhere", "198.51.100.1/24");
        relay.Plug("lan", "192.0.2.2/24");
        Shell.Run("ip", "netns", "exec", relay.Space, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        Host client = lab.AddHost("client");
        client.Plug("elsewhere");
        ServerConfig config = new(ServerConfig.Lan, ServerConfig.Elsewhere);
        if (areLeasesShort)
        {
            config = config with { ValidLifetime = 15, RenewTimer = 5, RebindTimer = 9 };
        }

        return (client, relay, ServerUnderTest.Start(serverHost, config));
    }

    private static LeaseRow AssertLease(ServerUnderTest server)
    {
        LeaseRow? lease = server.Lease("198.51.100.10");
        Assert.NotNull(lease);
        Assert.True(lease.IsHeld, $"not held: {lease}");
        Assert.Equal(2u, lease.SubnetId);
        return lease;
    }

    private static bool IsRelayedReplyWithAgentInformation(string message) =>
        message.Contains("BOOTP/DHCP, Reply", StringComparison.Ordinal)
        && message.Contains("Gateway-IP 198.51.100.1", StringComparison.Ordinal)
        && message.Contains("Agent-Information", StringComparison.Ordinal)
        && message.Contains("Circuit-ID", StringComparison.Ordinal);
}
