namespace Nestor.HookLibraries.Tests.SubnetCmds;

/// <summary>Commands about shared networks, the same in both families.</summary>
public sealed class NetworkCommandsTests
{
    private static (Func<string, string?, string> Tell, IDisposable Bench) Of(int family)
    {
        if (family == 4)
        {
            var four = Benches.Four();
            return (four.Tell, four);
        }

        var six = Benches.Six();
        return (six.Tell, six);
    }

    /// <summary>What is said of the DHCPv4 server, said of the other.</summary>
    private static string In(int family, string text) => family == 4 ? text : text
        .Replace("subnet4", "subnet6", StringComparison.Ordinal).Replace("IPv4", "IPv6", StringComparison.Ordinal)
        .Replace("net1", "some-net", StringComparison.Ordinal).Replace("192.0.2.0/24", "2001:db8:1::/64", StringComparison.Ordinal)
        .Replace("100", "11", StringComparison.Ordinal).Replace("172.16.0.0/24", "2001:db8:16::/64", StringComparison.Ordinal);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_shared_network_is_added_with_its_subnets_and_listed(int family)
    {
        var (tell, bench) = Of(family);
        using var _ = bench;
        Assert.Equal(
            In(family, """{"arguments":{"shared-networks":[{"name":"floor13"}]},"result":0,"text":"A new IPv4 shared network 'floor13' added"}"""),
            tell($"network{family}-add", In(family, """{ "shared-networks": [ { "name": "floor13", "valid-lifetime": 99, "subnet4": [ { "id": 7, "subnet": "172.16.0.0/24" } ] } ] }""")));
        Assert.Equal(
            In(family, """{"arguments":{"shared-networks":[{"name":"net1"},{"name":"floor13"}]},"result":0,"text":"2 IPv4 network(s) found"}"""),
            tell($"network{family}-list", null));
        Assert.Contains("\"valid-lifetime\":99", tell($"subnet{family}-get", """{ "id": 7 }"""), StringComparison.Ordinal);
        Assert.Equal(
            In(family, """{"arguments":{"shared-networks":[{"name":"bare"}]},"result":0,"text":"A new IPv4 shared network 'bare' added"}"""),
            tell($"network{family}-add", """{ "shared-networks": [ { "name": "bare" } ] }"""));
    }

    [Theory]
    [InlineData("""{ "shared-networks": [ { "name": "net1" } ] }""", "IPv4 shared network 'net1' already exists")]
    [InlineData("""{ "shared-networks": [ { } ] }""", "Missing mandatory 'name' parameter.")]
    [InlineData("""{ "shared-networks": [ { "name": 4 } ] }""", "'name' parameter expected to be a string.")]
    [InlineData("""{ "shared-networks": [ { "name": "" } ] }""", "'name' parameter expected not to be empty.")]
    [InlineData("""{ "shared-networks": [ ] }""", "'shared-networks' parameter expected to be a list of one entry, found 0.")]
    [InlineData("""{ "name": "a" }""", "Missing mandatory 'shared-networks' parameter.")]
    [InlineData("""{ "shared-networks": [ { "name": "n", "subnet4": [ { "id": 100, "subnet": "172.16.0.0/24" } ] } ] }""", "ID of the new IPv4 subnet '100' is already in use")]
    [InlineData("""{ "shared-networks": [ { "name": "n", "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24" } ] } ] }""", "subnet with the prefix of '192.0.2.0/24' already exists")]
    public void A_shared_network_that_cannot_be_added_is_refused_by_name(string arguments, string text)
    {
        foreach (int family in new[] { 4, 6 })
        {
            var (tell, bench) = Of(family);
            using var _ = bench;
            Assert.Equal(In(family, $$"""{"result":1,"text":"{{text}}"}"""), tell($"network{family}-add", In(family, arguments)));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_shared_network_is_shown_as_config_get_shows_it(int family)
    {
        var (tell, bench) = Of(family);
        using var _ = bench;
        string told = tell($"network{family}-get", In(family, """{ "name": "net1" }"""));
        Assert.EndsWith(In(family, "\"text\":\"Info about IPv4 shared network 'net1' returned\"}"), told, StringComparison.Ordinal);
        Assert.Contains(family == 4 ? "\"subnet\":\"11.0.0.0/8\"" : "\"subnet\":\"3000::/16\"", told, StringComparison.Ordinal);
        Assert.Contains(In(family, "\"name\":\"net1\""), told, StringComparison.Ordinal);
        Assert.Equal(In(family, """{"result":3,"text":"No IPv4 shared network 'x' found"}"""), tell($"network{family}-get", """{ "name": "x" }"""));
        Assert.Equal("""{"result":1,"text":"Missing mandatory 'name' parameter."}""", tell($"network{family}-get", null));
        Assert.Equal("""{"result":1,"text":"Unsupported 'x' parameter."}""", tell($"network{family}-list", """{ "x": 1 }"""));
    }

    [Theory]
    [InlineData(4, "", true)]
    [InlineData(6, "", true)]
    [InlineData(4, ", \"subnets-action\": \"keep\"", true)]
    [InlineData(4, ", \"subnets-action\": \"delete\"", false)]
    [InlineData(6, ", \"subnets-action\": \"delete\"", false)]
    public void A_shared_network_is_deleted_and_its_subnets_stay_unless_they_are_to_go(int family, string action, bool stay)
    {
        var (tell, bench) = Of(family);
        using var _ = bench;
        Assert.Equal(
            In(family, """{"arguments":{"shared-networks":[{"name":"net1"}]},"result":0,"text":"IPv4 shared network 'net1' deleted"}"""),
            tell($"network{family}-del", In(family, "{ \"name\": \"net1\"") + action + " }"));
        string list = tell($"subnet{family}-list", null);
        Assert.Equal(stay, list.Contains(family == 4 ? "{\"id\":11,\"shared-network-name\":null" : "{\"id\":233,\"shared-network-name\":null", StringComparison.Ordinal));
        Assert.Equal(In(family, """{"arguments":{"shared-networks":[]},"result":3,"text":"0 IPv4 network(s) found"}"""), tell($"network{family}-list", null));
    }

    [Theory]
    [InlineData("""{ "name": "x" }""", 3, "No IPv4 shared network 'x' found")]
    [InlineData("""{ "name": "net1", "subnets-action": "burn" }""", 1, "'subnets-action' parameter expected to be 'keep' or 'delete', found 'burn'.")]
    [InlineData("""{ "name": "net1", "subnets-action": 1 }""", 1, "'subnets-action' parameter expected to be a string.")]
    [InlineData("{ }", 1, "Missing mandatory 'name' parameter.")]
    [InlineData("""{ "name": "net1", "id": 1 }""", 1, "Unsupported 'id' parameter.")]
    public void A_shared_network_that_cannot_be_deleted_is_answered_so(string arguments, int result, string text)
    {
        foreach (int family in new[] { 4, 6 })
        {
            var (tell, bench) = Of(family);
            using var _ = bench;
            Assert.Equal(In(family, $$"""{"result":{{result}},"text":"{{text}}"}"""), tell($"network{family}-del", In(family, arguments)));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_subnet_is_put_into_a_shared_network_and_taken_out_of_it(int family)
    {
        var (tell, bench) = Of(family);
        using var _ = bench;
        string both = In(family, """{ "name": "net1", "id": 100 }""");
        Assert.Equal(
            In(family, """{"result":1,"text":"IPv4 subnet 192.0.2.0/24 (id 100) is not part of shared network 'net1'"}"""), tell($"network{family}-subnet-del", both));
        Assert.Equal(
            In(family, """{"result":0,"text":"IPv4 subnet 192.0.2.0/24 (id 100) is now part of shared network 'net1'"}"""), tell($"network{family}-subnet-add", both));
        Assert.Contains(In(family, """{"id":100,"shared-network-name":"net1","""), tell($"subnet{family}-list", null), StringComparison.Ordinal);
        Assert.Equal(
            In(family, """{"result":1,"text":"IPv4 subnet 192.0.2.0/24 (id 100) is already part of shared network 'net1'"}"""), tell($"network{family}-subnet-add", both));
        Assert.Equal(
            In(family, """{"result":0,"text":"IPv4 subnet 192.0.2.0/24 (id 100) is now removed from shared network 'net1'"}"""), tell($"network{family}-subnet-del", both));
        Assert.Contains(In(family, """{"id":100,"shared-network-name":null,"""), tell($"subnet{family}-list", null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "x", "id": 100 }""", 3, "No IPv4 shared network 'x' found")]
    [InlineData("""{ "name": "net1", "id": 999 }""", 3, "No IPv4 subnet with id 999 found")]
    [InlineData("""{ "id": 100 }""", 1, "Missing mandatory 'name' parameter.")]
    [InlineData("""{ "name": "net1" }""", 1, "Missing mandatory 'id' parameter.")]
    [InlineData("""{ "name": "net1", "id": "1" }""", 1, "'id' parameter expected to be an integer.")]
    [InlineData("""{ "name": "net1", "id": 1, "subnet": "" }""", 1, "Unsupported 'subnet' parameter.")]
    public void A_subnet_that_cannot_be_moved_is_answered_so(string arguments, int result, string text)
    {
        foreach (int family in new[] { 4, 6 })
        {
            var (tell, bench) = Of(family);
            using var _ = bench;
            string answer = In(family, $$"""{"result":{{result}},"text":"{{text}}"}""");
            Assert.Equal(answer, tell($"network{family}-subnet-add", In(family, arguments)));
            Assert.Equal(answer, tell($"network{family}-subnet-del", In(family, arguments)));
        }
    }

    [Fact]
    public void It_takes_no_parameters() => Assert.Contains("colour", Assert.Single(LibraryBench4.Refused(
        "\"hooks-libraries\": [ { \"library\": \"libdhcp_subnet_cmds.so\", \"parameters\": { \"colour\": 1 } } ]")), StringComparison.Ordinal);
}
