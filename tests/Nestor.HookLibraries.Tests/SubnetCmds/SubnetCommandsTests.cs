using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.SubnetCmds;

/// <summary>Commands about whole subnets: what they answer, and what becomes of clients.</summary>
public sealed class SubnetCommandsTests
{
    [Fact]
    public void Subnets_of_DHCPv4_are_listed_with_their_shared_networks()
    {
        using var bench = Benches.Four();
        Assert.Equal(
            """{"arguments":{"subnets":[{"id":10,"shared-network-name":"net1","subnet":"10.0.0.0/8"},{"id":11,"shared-network-name":"net1","subnet":"11.0.0.0/8"},{"id":100,"shared-network-name":null,"subnet":"192.0.2.0/24"}]},"result":0,"text":"3 IPv4 subnets found"}""",
            bench.Tell("subnet4-list"));
        Assert.Equal("""{"result":1,"text":"Unsupported 'id' parameter."}""", bench.Tell("subnet4-list", """{ "id": 1 }"""));
    }

    [Fact]
    public void Subnets_of_DHCPv6_are_listed_with_their_shared_networks()
    {
        using var bench = Benches.Six();
        Assert.Equal(
            """{"arguments":{"subnets":[{"id":11,"shared-network-name":null,"subnet":"2001:db8:1::/64"},{"id":233,"shared-network-name":"some-net","subnet":"3000::/16"}]},"result":0,"text":"2 IPv6 subnets found"}""",
            bench.Tell("subnet6-list"));
        bench.Tell("subnet6-del", """{ "id": 233 }""");
        Assert.EndsWith("\"text\":\"1 IPv6 subnet found\"}", bench.Tell("subnet6-list"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_no_subnets_and_networks_is_answered_with_result_3()
    {
        using var bench = Benches.Empty();
        Assert.Equal("""{"arguments":{"subnets":[]},"result":3,"text":"0 IPv4 subnets found"}""", bench.Tell("subnet4-list"));
        Assert.Equal("""{"arguments":{"shared-networks":[]},"result":3,"text":"0 IPv4 network(s) found"}""", bench.Tell("network4-list"));
    }

    [Theory]
    [InlineData("""{ "id": 100 }""")]
    [InlineData("""{ "subnet": "192.0.2.0/24" }""")]
    [InlineData("""{ "subnet": "192.0.2.77/24" }""")]
    public void A_subnet_of_DHCPv4_is_shown_by_id_or_prefix_as_config_get_shows_it(string which)
    {
        using var bench = Benches.Four();
        string told = bench.Tell("subnet4-get", which);
        Assert.StartsWith("""{"arguments":{"subnets":[{"4o6-interface":"",""", told, StringComparison.Ordinal);
        Assert.EndsWith("""},"result":0,"text":"Info about IPv4 subnet 192.0.2.0/24 (id 100) returned"}""", told, StringComparison.Ordinal);
        Assert.Contains("""{"always-send":false,"code":3,"csv-format":true,"data":"192.0.2.1","name":"routers","never-send":false,"space":"dhcp4"}""", told, StringComparison.Ordinal);
        Assert.Contains("\"valid-lifetime\":4000", told, StringComparison.Ordinal);
        Assert.DoesNotContain("reservations\":[", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_of_a_shared_network_is_shown_with_what_it_inherits()
    {
        using var bench = Benches.Four();
        Assert.Contains("\"valid-lifetime\":777", bench.Tell("subnet4-get", """{ "id": 10 }"""), StringComparison.Ordinal);
        using var six = Benches.Six();
        Assert.EndsWith("\"text\":\"Info about IPv6 subnet 3000::/16 (id 233) returned\"}", six.Tell("subnet6-get", """{ "subnet": "3000:0::/16" }"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }", 1, "Missing mandatory 'id' or 'subnet' parameter.")]
    [InlineData(null, 1, "Missing mandatory 'id' or 'subnet' parameter.")]
    [InlineData("""{ "id": "1" }""", 1, "'id' parameter expected to be an integer.")]
    [InlineData("""{ "subnet": 1 }""", 1, "'subnet' parameter expected to be a string.")]
    [InlineData("""{ "id": 1, "subnet": "10.0.0.0/8" }""", 1, "found both 'id' and 'subnet' parameters, wanted one of them.")]
    [InlineData("""{ "name": "x" }""", 1, "Unsupported 'name' parameter.")]
    [InlineData("""{ "id": 1 }""", 3, "No IPv6 subnet with id 1 found")]
    [InlineData("""{ "subnet": "10.0.0.0/24" }""", 3, "No IPv6 subnet with prefix 10.0.0.0/24 found")]
    public void A_subnet_that_cannot_be_shown_is_answered_so(string? arguments, int result, string text)
    {
        using var bench = Benches.Six();
        Assert.Equal($$"""{"result":{{result}},"text":"{{text}}"}""", bench.Tell("subnet6-get", arguments));
        using var four = Benches.Four();
        Assert.Equal($$"""{"result":{{result}},"text":"{{text.Replace("IPv6", "IPv4", StringComparison.Ordinal)}}"}""", four.Tell("subnet4-get", arguments));
    }

    [Fact]
    public void A_client_gets_a_lease_from_a_subnet_that_is_added_and_keeps_it_when_the_subnet_goes()
    {
        using var bench = Benches.Empty();
        Assert.Null(bench.Bench.Send(new Query(MessageType4.Discover)));
        Assert.Equal(
            """{"arguments":{"subnet4":[{"id":123,"subnet":"192.0.2.0/24"}],"subnets":[{"id":123,"subnet":"192.0.2.0/24"}]},"result":0,"text":"IPv4 subnet added"}""",
            bench.Tell("subnet4-add", """{ "subnet4": [ { "id": 123, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.50-192.0.2.60" } ] } ] }"""));
        var offer = bench.Bench.Send(new Query(MessageType4.Discover))!;
        Assert.Equal("192.0.2.50", offer.Yiaddr.ToString());
        bench.Bench.Send(new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, offer.Yiaddr).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal(1, bench.Leases4!.Count);
        Assert.Equal(
            """{"arguments":{"subnets":[{"id":123,"subnet":"192.0.2.0/24"}]},"result":0,"text":"IPv4 subnet 192.0.2.0/24 (id 123) deleted"}""",
            bench.Tell("subnet4-del", """{ "id": 123 }"""));
        Assert.Equal(1, bench.Leases4!.Count);
        Assert.Null(bench.Bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
    }

    [Fact]
    public void A_subnet_is_added_to_the_DHCPv6_server_and_deleted_from_it()
    {
        using var bench = Benches.Six();
        Assert.Equal(
            """{"arguments":{"subnet6":[{"id":234,"subnet":"2001:db8:9::/64"}],"subnets":[{"id":234,"subnet":"2001:db8:9::/64"}]},"result":0,"text":"IPv6 subnet added"}""",
            bench.Tell("subnet6-add", """{ "subnet6": [ { "id": 234, "subnet": "2001:db8:9::/64", "pools": [ { "pool": "2001:db8:9::/80" } ] } ] }"""));
        Assert.Equal(3, bench.Settings6.Subnets.Count);
        Assert.Equal(
            """{"arguments":{"subnets":[{"id":234,"subnet":"2001:db8:9::/64"}]},"result":0,"text":"IPv6 subnet 2001:db8:9::/64 (id 234) deleted"}""",
            bench.Tell("subnet6-del", """{ "id": 234 }"""));
        Assert.Equal("""{"result":3,"text":"No IPv6 subnet with id 234 found"}""", bench.Tell("subnet6-del", """{ "id": 234 }"""));
        Assert.Equal("""{"result":1,"text":"Missing mandatory 'id' parameter."}""", bench.Tell("subnet6-del"));
    }

    [Fact]
    public void A_subnet_without_an_id_gets_the_lowest_that_is_free()
    {
        using var bench = Benches.Four();
        Assert.Contains("\"id\":1,", bench.Tell("subnet4-add", """{ "subnet4": [ { "subnet": "172.16.0.0/12" } ] }"""), StringComparison.Ordinal);
        Assert.Contains("\"id\":2,", bench.Tell("subnet4-add", """{ "subnet4": [ { "id": 0, "subnet": "172.0.0.0/12" } ] }"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "subnet4": [ { "id": 100, "subnet": "1.0.0.0/8" } ] }""", "ID of the new IPv4 subnet '100' is already in use")]
    [InlineData("""{ "subnet4": [ { "id": 10, "subnet": "1.0.0.0/8" } ] }""", "ID of the new IPv4 subnet '10' is already in use")]
    [InlineData("""{ "subnet4": [ { "id": 1, "subnet": "10.0.0.1/8" } ] }""", "subnet with the prefix of '10.0.0.0/8' already exists")]
    [InlineData("""{ "subnet4": [ { "id": 1 } ] }""", "Missing mandatory 'subnet' parameter.")]
    [InlineData("""{ "subnet4": [ { "id": 1, "subnet": 4 } ] }""", "'subnet' parameter expected to be a string.")]
    [InlineData("""{ "subnet4": [ { "id": "1", "subnet": "1.0.0.0/8" } ] }""", "'id' parameter expected to be an integer.")]
    [InlineData("""{ "subnet4": [ { "id": 4294967295, "subnet": "1.0.0.0/8" } ] }""", "'id' parameter expected to be from 1 to 4294967294, found 4294967295.")]
    [InlineData("""{ "subnet4": [ { "id": 1, "subnet": "1.0.0.0/8", "reservations": [ { "hw-address": "02:00:00:00:00:01" } ] } ] }""", "'reservations' parameter is not allowed in 'subnet4-add': reservations have commands of their own.")]
    [InlineData("""{ "subnet4": [ ] }""", "'subnet4' parameter expected to be a list of one entry, found 0.")]
    [InlineData("""{ "subnet4": { } }""", "'subnet4' parameter expected to be a list.")]
    [InlineData("""{ "subnet6": [ ] }""", "Missing mandatory 'subnet4' parameter.")]
    public void A_subnet_that_cannot_be_added_is_refused_by_name(string arguments, string text)
    {
        using var bench = Benches.Four();
        Assert.Equal($$"""{"result":1,"text":"{{text}}"}""", bench.Tell("subnet4-add", arguments));
        Assert.Equal(3, bench.Settings4.Subnets.Count);
    }

    [Theory]
    [InlineData("\"poools\": [ ]", "poools")]
    [InlineData("\"pools\": [ { \"pool\": \"1.0.0.1-2.0.0.1\" } ]", "1.0.0.1-2.0.0.1")]
    [InlineData("\"valid-lifetime\": \"long\"", "valid-lifetime")]
    public void A_subnet_with_something_wrong_is_refused_with_the_place_in_the_command(string member, string told)
    {
        using var bench = Benches.Four();
        string answer = bench.Tell("subnet4-add", $$"""{ "subnet4": [ { "id": 1, "subnet": "1.0.0.0/8", {{member}} } ] }""");
        Assert.StartsWith("""{"result":1,"text":"arguments:1.""", answer, StringComparison.Ordinal);
        Assert.Contains(told, answer, StringComparison.Ordinal);
        Assert.Equal(3, bench.Settings4.Subnets.Count);
    }

    [Fact]
    public void A_subnet_that_is_updated_keeps_its_place_and_its_reservations_and_nothing_else()
    {
        using var bench = Benches.Four();
        Assert.Equal(
            """{"arguments":{"subnet4":[{"id":100,"subnet":"192.0.2.0/24"}],"subnets":[{"id":100,"subnet":"192.0.2.0/24"}]},"result":0,"text":"IPv4 subnet updated"}""",
            bench.Tell("subnet4-update", """{ "subnet4": [ { "id": 100, "subnet": "192.0.2.0/24", "valid-lifetime": 60, "reservations": [ ] } ] }"""));
        string told = bench.Tell("subnet4-get", """{ "id": 100 }""");
        Assert.Contains("\"valid-lifetime\":60", told, StringComparison.Ordinal);
        Assert.DoesNotContain("routers", told, StringComparison.Ordinal);
        Assert.Single(bench.Settings4.Hosts.All);
        bench.Tell("subnet4-update", """{ "subnet4": [ { "id": 10, "subnet": "10.0.0.0/8", "valid-lifetime": 61 } ] }""");
        Assert.Contains("{\"id\":10,\"shared-network-name\":\"net1\"", bench.Tell("subnet4-list"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_of_DHCPv6_is_updated()
    {
        using var bench = Benches.Six();
        Assert.Equal(
            """{"arguments":{"subnet6":[{"id":11,"subnet":"2001:db8:1::/64"}],"subnets":[{"id":11,"subnet":"2001:db8:1::/64"}]},"result":0,"text":"IPv6 subnet updated"}""",
            bench.Tell("subnet6-update", """{ "subnet6": [ { "id": 11, "subnet": "2001:db8:1::/64" } ] }"""));
        Assert.Empty(bench.Settings6.Subnets[0].Pools);
    }

    [Theory]
    [InlineData("update", """{ "subnet": "10.0.0.0/8" }""", 1, "Missing mandatory 'id' parameter.")]
    [InlineData("update", """{ "id": 5, "subnet": "10.0.0.0/8" }""", 3, "No IPv4 subnet with id 5 found")]
    [InlineData("update", """{ "id": 10 }""", 1, "Missing mandatory 'subnet' parameter.")]
    [InlineData("update", """{ "id": 10, "subnet": "10.0.0.0/9" }""", 1, "'subnet' parameter is 10.0.0.0/9, but the prefix of IPv4 subnet 10 is 10.0.0.0/8 and cannot be changed")]
    [InlineData("delta-add", """{ "subnet": "10.0.0.0/8" }""", 1, "Missing mandatory 'id' parameter.")]
    [InlineData("delta-add", """{ "id": 5 }""", 3, "No IPv4 subnet with id 5 found")]
    [InlineData("delta-del", """{ "subnet": "10.0.0.0/8" }""", 1, "Missing mandatory 'id' parameter.")]
    [InlineData("delta-del", """{ "id": 10, "subnet": "10.0.0.0/9" }""", 1, "'subnet' parameter is 10.0.0.0/9, but the prefix of IPv4 subnet 10 is 10.0.0.0/8 and cannot be changed")]
    [InlineData("delta-del", """{ "id": 10, "reservations": [ { } ] }""", 1, "'reservations' parameter is not allowed in 'subnet4-delta-del': reservations have commands of their own.")]
    public void A_subnet_that_cannot_be_changed_is_answered_so(string what, string subnet, int result, string text)
    {
        using var bench = Benches.Four();
        Assert.Equal($$"""{"result":{{result}},"text":"{{text}}"}""", bench.Tell($"subnet4-{what}", $$"""{ "subnet4": [ {{subnet}} ] }"""));
    }
}
