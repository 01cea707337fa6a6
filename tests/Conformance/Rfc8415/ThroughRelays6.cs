using Conformance.Clients;
using Conformance.Network;
using Conformance.Relays;
using Conformance.Subjects;

namespace Conformance.Rfc8415;

/// <summary>Clients behind relay agents, on a link the server has no interface on.</summary>
public sealed class ThroughRelays6
{
    internal static readonly ServerConfig6 Plain = new(ServerConfig6.Lan, ServerConfig6.Elsewhere);

    private static readonly ServerConfig6 ShortLeases = Plain with { ValidLifetime = 24, PreferredLifetime = 20, RenewTimer = 7, RebindTimer = 11 };

    [Fact]
    public void Dhclient_behind_dhcrelay_gets_and_renews_an_address_and_a_prefix__RFC8415_19()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relay, ServerUnderTest server, string link) = Build(lab, ShortLeases);
        Relay.StartIsc6(relay, "2001:db8:2::1", link);
        RunningProgram dhclient = Dhclient6.Start(client, Dhclient6.Address, Dhclient6.Prefix);
        dhclient.WaitFor("prefix 2001:db8:200::/56", 20);
        long end = OneLan6.Held(server, "2001:db8:2::10").Expire;
        Assert.Equal(2u, OneLan6.Held(server, "2001:db8:2::10").SubnetId);
        dhclient.WaitFor("script: RENEW6", 20);
        Assert.True(Wait.Until(() => OneLan6.Held(server, "2001:db8:2::10").Expire > end, 5));
    }

    [Fact]
    public void Dhcp6c_behind_dhcrelay_gets_a_prefix__RFC8415_19()
    {
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relay, ServerUnderTest server, string link) = Build(lab);
        Relay.StartIsc6(relay, "2001:db8:2::1", link);
        Clients6.StartWide(client).WaitFor("got an expected reply", 20);
        Assert.Equal(56, OneLan6.Held(server, "2001:db8:200::").PrefixLength);
    }

    [Fact]
    public void Dhclient_behind_dibbler_relay_gets_an_address__RFC8415_19()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "dibbler-relay sends to ff05::1:3, which Kea 2.2 does not listen to; 3.1 does");
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host client, Host relay, ServerUnderTest server, string link) = Build(lab);
        Clients6.StartDibblerRelay(relay, "4242").WaitFor("Accepting messages", 15);
        Dhclient6.Start(client).WaitFor("BOUND6 address 2001:db8:2::10", 20);
        OneLan6.Held(server, "2001:db8:2::10");
    }

    /// <summary>A client on one link, the server on the other, and the machine of the relay between.</summary>
    internal static (Host Client, Host Relay, ServerUnderTest Server, string ServerLink) Build(Lab lab, ServerConfig6? config = null)
    {
        Host serverHost = OneLan6.AddMachine(lab, "server");
        OneLan6.Plug(serverHost, "lan", "2001:db8:1::1/64");
        Host relay = OneLan6.AddMachine(lab, "relay");
        OneLan6.Plug(relay, "elsewhere", "2001:db8:2::1/64");
        OneLan6.Plug(relay, "lan", "2001:db8:1::2/64");
        Host client = OneLan6.AddMachine(lab, "client");
        OneLan6.Plug(client, "elsewhere");
        OneLan6.Plug(client, "lan");
        return (client, relay, ServerUnderTest.Start(serverHost, config ?? Plain), serverHost.Addresses6("eth0", "link")[0]);
    }
}
