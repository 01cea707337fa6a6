namespace Nestor.HookLibraries.Tests.SubnetCmds;

/// <summary>Commands about parts of a subnet, by the examples of Kea's manual.</summary>
public sealed class DeltaCommandsTests
{
    private const string Updated4 = """{"arguments":{"subnet4":[{"id":100,"subnet":"192.0.2.0/24"}],"subnets":[{"id":100,"subnet":"192.0.2.0/24"}]},"result":0,"text":"IPv4 subnet updated"}""";
    private const string Updated6 = """{"arguments":{"subnet6":[{"id":11,"subnet":"2001:db8:1::/64"}],"subnets":[{"id":11,"subnet":"2001:db8:1::/64"}]},"result":0,"text":"IPv6 subnet updated"}""";

    [Fact]
    public void Parts_are_added_to_a_subnet_of_DHCPv4_or_changed_and_the_others_stay()
    {
        using var bench = Benches.Four();
        Assert.Equal(Updated4, bench.Tell("subnet4-delta-add", """
            { "subnet4": [ { "valid-lifetime": 120, "id": 100, "subnet": "192.0.2.0/24",
                "option-data": [ { "code": 3, "csv-format": true, "data": "192.0.3.1", "name": "routers", "space": "dhcp4" } ],
                "pools": [ { "pool": "192.0.2.10-192.0.2.99", "option-data": [ { "name": "time-servers", "data": "192.0.4.1" } ] }, { "pool": "192.0.2.128/28" } ] } ] }
            """));
        var subnet = bench.Settings4.Subnets.Single(s => s.Id == 100);
        Assert.Equal(2, subnet.Pools.Count);
        string told = bench.Tell("subnet4-get", """{ "id": 100 }""");
        Assert.Contains("\"valid-lifetime\":120", told, StringComparison.Ordinal);
        Assert.Contains("192.0.3.1", told, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.1\"", told, StringComparison.Ordinal);
        Assert.Contains("one.example", told, StringComparison.Ordinal);
        Assert.Contains("192.0.4.1", told, StringComparison.Ordinal);
        Assert.Single(bench.Settings4.Hosts.All);

        // The option of the pool becomes another one, and the pool itself keeps what is not spoken of.
        bench.Tell("subnet4-delta-add", """{ "subnet4": [ { "id": 100, "pools": [ { "pool": "192.0.2.10-192.0.2.99", "pool-id": 7, "option-data": [ { "code": 4, "data": "192.0.4.9" } ] } ] } ] }""");
        told = bench.Tell("subnet4-get", """{ "id": 100 }""");
        Assert.DoesNotContain("192.0.4.1\"", told, StringComparison.Ordinal);
        Assert.Contains("192.0.4.9", told, StringComparison.Ordinal);
        Assert.Contains("\"pool-id\":7", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_keeps_its_data_where_only_something_else_of_it_is_changed()
    {
        using var bench = Benches.Four();
        bench.Tell("subnet4-delta-add", """{ "subnet4": [ { "id": 100, "option-data": [ { "name": "routers", "always-send": true } ] } ] }""");
        Assert.Contains("""{"always-send":true,"code":3,"csv-format":true,"data":"192.0.2.1","name":"routers",""", bench.Tell("subnet4-get", """{ "id": 100 }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_the_subnet_cannot_have_changes_nothing()
    {
        using var bench = Benches.Four();
        string before = bench.Tell("subnet4-get", """{ "id": 100 }""");
        string answer = bench.Tell("subnet4-delta-add", """{ "subnet4": [ { "id": 100, "valid-lifetime": 1, "pools": [ { "pool": "10.0.0.1-10.0.0.2" } ] } ] }""");
        Assert.StartsWith("""{"result":1,"text":"arguments:1.""", answer, StringComparison.Ordinal);
        Assert.Contains("10.0.0.1", answer, StringComparison.Ordinal);
        Assert.Equal(before, bench.Tell("subnet4-get", """{ "id": 100 }"""));
    }

    [Fact]
    public void Older_spellings_of_parts_take_the_place_of_todays()
    {
        using var bench = Benches.Four();
        bench.Tell("subnet4-delta-add", """{ "subnet4": [ { "id": 100, "client-classes": [ "a" ] } ] }""");
        bench.Tell("subnet4-delta-add", """{ "subnet4": [ { "id": 100, "client-class": "b" } ] }""");
        Assert.Equal(["b"], bench.Settings4.Subnets.Single(s => s.Id == 100).ClientClasses.Names);
    }

    [Fact]
    public void Parts_are_taken_from_a_subnet_of_DHCPv4_by_their_keys()
    {
        using var bench = Benches.Four();
        bench.Tell("subnet4-delta-add", """
            { "subnet4": [ { "id": 100, "valid-lifetime": 9, "pools": [
                { "pool": "192.0.2.10-192.0.2.99", "option-data": [ { "name": "time-servers", "data": "192.0.4.1" } ] }, { "pool": "192.0.2.128/28" } ] } ] }
            """);
        Assert.Equal(Updated4, bench.Tell("subnet4-delta-del", """
            { "subnet4": [ { "valid-lifetime": 0, "id": 100, "subnet": "192.0.2.0/24", "option-data": [ { "name": "routers" } ],
                "pools": [ { "option-data": [ { "code": 4 } ], "pool": "192.0.2.10-192.0.2.99" }, { "pool": "192.0.2.128-192.0.2.143" } ] } ] }
            """));
        string told = bench.Tell("subnet4-get", """{ "id": 100 }""");
        Assert.Contains("\"valid-lifetime\":4000", told, StringComparison.Ordinal);
        Assert.DoesNotContain("routers", told, StringComparison.Ordinal);
        Assert.DoesNotContain("time-servers", told, StringComparison.Ordinal);
        Assert.Contains("one.example", told, StringComparison.Ordinal);
        Assert.Equal("192.0.2.10", Assert.Single(bench.Settings4.Subnets.Single(s => s.Id == 100).Pools).Range.First.ToString());
    }

    [Fact]
    public void Parts_are_added_to_a_subnet_of_DHCPv6_prefix_pools_too()
    {
        using var bench = Benches.Six();
        Assert.Equal(Updated6, bench.Tell("subnet6-delta-add", """
            { "subnet6": [ { "valid-lifetime": 120, "id": 11, "subnet": "2001:db8:1::/64",
                "option-data": [ { "code": 23, "data": "3000::3:1" } ],
                "pd-pools": [ { "prefix": "2001:db8:3::", "prefix-len": 48, "delegated-len": 64, "option-data": [ { "name": "sip-server-addr", "data": "3000::4:2" } ] },
                    { "prefix": "2001:db8:5::", "prefix-len": 48, "delegated-len": 60 } ],
                "pools": [ { "pool": "2001:db8:1::11 - 2001:db8:1::20", "option-data": [ { "code": 31, "data": "3000::5:1" } ] } ] } ] }
            """));
        string told = bench.Tell("subnet6-get", """{ "id": 11 }""");
        Assert.DoesNotContain("3000::4:1", told, StringComparison.Ordinal);
        Assert.Contains("3000::4:2", told, StringComparison.Ordinal);
        Assert.Contains("3000::5:1", told, StringComparison.Ordinal);
        Assert.Contains("3000::3:1", told, StringComparison.Ordinal);
        Assert.Equal(3, bench.Settings6.Subnets.Single(s => s.Id == 11).PdPools.Count);
    }

    [Fact]
    public void Parts_are_taken_from_a_subnet_of_DHCPv6_by_their_keys()
    {
        using var bench = Benches.Six();
        Assert.Equal(Updated6, bench.Tell("subnet6-delta-del", """
            { "subnet6": [ { "id": 11, "pd-pools": [
                { "prefix": "2001:db8:3::", "prefix-len": 48, "delegated-len": 64, "option-data": [ { "code": 22 } ] },
                { "prefix": "2001:db8:4:0::", "prefix-len": 48, "delegated-len": 64 } ],
              "pools": [ { "pool": "2001:db8:1::21-2001:db8:1::30" } ] } ] }
            """));
        var subnet = bench.Settings6.Subnets.Single(s => s.Id == 11);
        Assert.Single(subnet.Pools);
        Assert.Single(subnet.PdPools);
        Assert.DoesNotContain("3000::4:1", bench.Tell("subnet6-get", """{ "id": 11 }"""), StringComparison.Ordinal);
        Assert.Equal("""{"result":3,"text":"No IPv6 subnet with id 12 found"}""", bench.Tell("subnet6-delta-del", """{ "subnet6": [ { "id": 12 } ] }"""));
        Assert.Equal("""{"result":3,"text":"No IPv6 subnet with id 12 found"}""", bench.Tell("subnet6-delta-add", """{ "subnet6": [ { "id": 12 } ] }"""));
    }
}
