using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc7341;

/// <summary>
/// DHCPv4-over-DHCPv6: a DHCPv6 and a DHCPv4 server side by side on one machine, ours or Debian's Kea in either place.
/// </summary>
public sealed class Over6 : IDisposable
{
    private const byte Offer = 2, Request = 3, Ack = 5, Release = 7;

    private readonly Lab _lab = Lab.Open("lan");
    private readonly Host _servers;
    private readonly Host _client;

    public Over6()
    {
        _servers = OneLan6.AddMachine(_lab, "servers");
        OneLan6.Plug(_servers, "lan", "2001:db8:1::1/64");
        _servers.Ip("addr", "add", "192.0.2.1/24", "dev", "eth0");
        _client = OneLan6.AddMachine(_lab, "client");
        OneLan6.Plug(_client, "lan", "2001:db8:1::99/64");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_client_gets_extends_and_gives_back_an_address(bool isServer6Kea, bool isServer4Kea)
    {
        ServerUnderTest server4 = ServerUnderTest.Start(_servers, new Server4(), isServer4Kea);
        ServerUnderTest.Start(_servers, new Server6(), isServer6Kea);
        using Over6Client client = new(_client, 7);
        Over6Answer? offer = client.Send(1);
        Assert.True(offer is { Type: Offer, Address: "10.0.3.10" }, $"{offer}\n{server4.Log}");
        Assert.Equal([10, 0, 3, 1], Over6Client.Option4(offer.Message, 3));
        byte[] server = [54, 4, .. Over6Client.Option4(offer.Message, 54)];
        Over6Answer? ack = client.Send(Request, [50, 4, 10, 0, 3, 10, .. server]);
        Assert.True(ack is { Type: Ack, Address: "10.0.3.10" }, $"{ack}\n{server4.Log}");
        LeaseRow? lease = server4.Lease("10.0.3.10");
        Assert.True(lease is { IsHeld: true, SubnetId: 3, HardwareAddress: "02:00:00:00:00:07" }, $"{lease}");

        // Later it has an address and speaks to the server it knows.
        Assert.True(client.SendTo("2001:db8:1::1", Request, "10.0.3.10") is { Type: Ack, Address: "10.0.3.10" }, server4.Log);
        client.SendTo("2001:db8:1::1", Release, "10.0.3.10", server);
        Assert.True(Wait.Until(() => server4.Lease("10.0.3.10") is { IsHeld: false }, 10), $"{server4.Lease("10.0.3.10")}\n{server4.Log}");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_client_behind_a_relay_gets_an_address_of_the_relays_interface(bool isServer6Kea, bool isServer4Kea)
    {
        ServerUnderTest server4 = ServerUnderTest.Start(_servers, new Server4(), isServer4Kea);
        ServerUnderTest.Start(_servers, new Server6(), isServer6Kea);
        using Over6Client relay = new(_client, 8, "port7");
        Over6Answer? ack = relay.Lease();
        Assert.True(ack is { Type: Ack, Address: "10.0.1.10" }, $"{ack}\n{server4.Log}");
        Assert.True(server4.Lease("10.0.1.10") is { IsHeld: true, SubnetId: 1 });

        // The relay's own part comes back: its peer, and what it called the interface.
        Assert.Equal(0x77, ack.Datagram[33]);
        Assert.Equal([0, 18, 0, 5, .. "port7"u8], ack.Datagram[34..43]);
    }

    [Fact]
    public void A_client_behind_a_relay_that_names_no_interface_is_in_the_subnet_of_the_servers()
    {
        SkipForKea();
        ServerUnderTest server4 = ServerUnderTest.Start(_servers, new Server4());
        ServerUnderTest.Start(_servers, new Server6());
        using Over6Client relay = new(_client, 9, "");
        Over6Answer? ack = relay.Lease();
        Assert.True(ack is { Type: Ack, Address: "10.0.3.10" }, $"{ack}\n{server4.Log}");
    }

    [Fact]
    public void A_lease_that_a_client_heard_of_over_DHCPv6_outlives_a_killed_server()
    {
        SkipForKea();
        ServerUnderTest.Start(_servers, new Server6());
        using Over6Client client = new(_client, 7);
        Assert.Null(client.Send(1)); // the DHCPv4 server comes later
        ServerUnderTest server4 = ServerUnderTest.Start(_servers, new Server4());
        Assert.True(client.Lease() is { Type: Ack, Address: "10.0.3.10" }, server4.Log);
        server4.Restart(RunningProgram.Kill);
        using Over6Client other = new(_client, 8, "");
        Assert.True(other.Send(1) is { Type: Offer, Address: "10.0.3.11" }, server4.Log);
        Assert.True(client.SendTo("2001:db8:1::1", Request, "10.0.3.10") is { Type: Ack, Address: "10.0.3.10" }, server4.Log);
    }

    [Fact]
    public void Nonsense_from_clients_and_from_the_other_port_leaves_both_servers_serving()
    {
        SkipForKea();
        ServerUnderTest server6 = ServerUnderTest.Start(_servers, new Server6());
        ServerUnderTest server4 = ServerUnderTest.Start(_servers, new Server4());
        using Over6Client client = new(_client, 7);
        Random dice = new(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = new byte[dice.Next(300)];
            dice.NextBytes(bytes);
            client.SendRaw([20, 0, 0, 0, .. bytes]);
            client.SendRaw([20, 0, 0, 0, 0, 87, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
            client.SendRaw([21, 0, 0, 0, .. bytes]);
        }

        Assert.True(client.Lease() is { Type: Ack, Address: "10.0.3.10" }, $"{server6.Log}\n{server4.Log}");
        Assert.DoesNotContain("STD_EXCEPTION", server4.Log + server6.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _lab.Dispose();

    /// <summary>What the tests above try with Kea is what Kea promises.</summary>
    private static void SkipForKea() => Assert.SkipWhen(ServerUnderTest.IsKea, "both servers are ours here");
}
