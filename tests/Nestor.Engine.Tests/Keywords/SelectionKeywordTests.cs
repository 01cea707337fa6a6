using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Subnets, pools and what chooses between them, from the configuration's text to address and lease.</summary>
public sealed class SelectionKeywordTests
{
    /// <summary>Where the address 10.0.0.10 comes from; 192.0.2.0/24 is the subnet of the interface's own address.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [Scopes.Subnet] = """
            "subnet4": [ { SET, "id": 2, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10 - 10.0.0.19", "pool-id": 7 } ] }, { "id": 1, "subnet": "192.0.2.0/24" } ]
            """,
        [Scopes.Network] = """
            "shared-networks": [ { SET, "name": "n", "subnet4": [
              { "id": 2, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10 - 10.0.0.19", "pool-id": 7 } ] } ] } ], "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ]
            """,
        [Scopes.Member] = """
            "shared-networks": [ { "name": "n", "subnet4": [
              { SET, "id": 2, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10 - 10.0.0.19", "pool-id": 7 } ] } ] } ], "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ]
            """,
    };

    [Theory]
    [InlineData(Scopes.Subnet)]
    [InlineData(Scopes.Network)]
    [InlineData(Scopes.Member)]
    public void Clients_behind_an_interface_are_in_the_subnet_that_names_it(string scope)
    {
        Bench On(string name) => new(Elsewhere[scope].Replace("SET", $"\"interface\": \"{name}\"", StringComparison.Ordinal));
        Assert.Equal("10.0.0.10", On("eth0").Send(new Query(MessageType4.Discover))?.Yiaddr.ToString());
        Assert.Null(On("eth1").Send(new Query(MessageType4.Discover)));
    }

    [Theory]
    [InlineData(Scopes.Subnet)]
    [InlineData(Scopes.Network)]
    [InlineData(Scopes.Member)]
    public void Clients_behind_a_relay_are_in_the_subnet_that_names_it(string scope)
    {
        foreach (string spelling in (string[])["\"ip-addresses\": [ \"198.51.100.9\", \"198.51.100.1\" ]", "\"ip-address\": \"198.51.100.1\""])
        {
            var bench = new Bench(Elsewhere[scope].Replace("SET", $"\"relay\": {{ {spelling} }}", StringComparison.Ordinal));
            Assert.Equal("10.0.0.10", bench.Send(Through("198.51.100.1"))?.Yiaddr.ToString());
            Assert.Null(bench.Send(Through("198.51.100.2")));
        }
    }

    [Theory]
    [InlineData(Scopes.Subnet)]
    [InlineData(Scopes.Network)]
    public void A_lease_has_the_ids_of_its_subnet_and_pool_and_an_address_of_the_pool(string scope)
    {
        var bench = new Bench(Elsewhere[scope].Replace("SET", "\"interface\": \"eth0\"", StringComparison.Ordinal));
        var lease = bench.LeaseOf(bench.Lease(1))!.Value;
        Assert.Equal(("10.0.0.10", 2u, 7u), (lease.Address.ToString(), lease.SubnetId, lease.PoolId));
        for (byte client = 2; client <= 10; client++)
        {
            bench.Lease(client);
        }

        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = 11 }));
    }

    [Fact]
    public void A_full_subnet_of_a_shared_network_is_followed_by_the_next()
    {
        var bench = new Bench("""
            "shared-networks": [ { "name": "n", "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10/32" } ] },
              { "id": 2, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10/32" } ] } ] } ]
            """);
        Assert.Equal(["192.0.2.10", "10.0.0.10"], new[] { bench.Lease(1).ToString(), bench.Lease(2).ToString() });
        Assert.Equal(2u, bench.LeaseOf(Ip4.Parse("10.0.0.10"))!.Value.SubnetId);
        var alone = new Bench(Elsewhere[Scopes.Subnet].Replace("SET, ", "", StringComparison.Ordinal));
        Assert.Null(alone.Send(new Query(MessageType4.Discover)));
    }

    [Fact]
    public void Subnets_without_an_id_are_numbered_as_Kea_2_2_did_those_of_networks_first()
    {
        var settings = new Bench("""
            "subnet4": [ { "subnet": "192.0.2.0/24" }, { "id": 7, "subnet": "192.0.3.0/24" }, { "id": 0, "subnet": "192.0.4.0/24" } ],
            "shared-networks": [ { "name": "n", "subnet4": [ { "subnet": "10.0.0.0/8" }, { "subnet": "11.0.0.0/8" } ] } ]
            """).Engine.Settings;
        Assert.Equal(
            ["1 10.0.0.0/8", "2 11.0.0.0/8", "3 192.0.2.0/24", "4 192.0.4.0/24", "7 192.0.3.0/24"],
            settings.Subnets.Select(s => $"{s.Id} {s.Text}"));
    }

    private static Query Through(string relay) =>
        new(MessageType4.Discover) { Giaddr = Ip4.Parse(relay), Source = Ip4.Parse(relay), Destination = Bench.Eth0.Address };
}
