namespace Nestor.HookLibraries.Tests.HostCmds;

/// <summary>The commands that tell of reservations, over the configuration and the file.</summary>
public sealed class HostQuestionsTests : IDisposable
{
    private readonly HostBenches _hosts = new();

    public void Dispose() => _hosts.Dispose();

    private LibraryBench4 Four()
    {
        var bench = _hosts.Four();
        bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.201", "hostname": "One.Example" } }""");
        bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 2, "circuit-id": "1234", "ip-address": "198.51.100.201" } }""");
        return bench;
    }

    [Fact]
    public void A_reservation_of_the_configuration_is_told_as_config_get_tells_it_with_its_subnet()
    {
        using var bench = Four();
        const string Told = """{"arguments":{"boot-file-name":"","client-classes":[],"hostname":"one.example","hw-address":"02:00:00:00:00:71","ip-address":"192.0.2.71","next-server":"0.0.0.0","option-data":[],"server-hostname":"","subnet-id":1},"result":0,"text":"Host found."}""";
        Assert.Equal(Told, bench.Tell("reservation-get", """{ "subnet-id": 1, "ip-address": "192.0.2.71" }"""));
        Assert.Equal(Told, bench.Tell("reservation-get", """{ "subnet-id": 1, "identifier-type": "hw-address", "identifier": "02-00-00-00-00-71" }"""));
        Assert.Equal("""{"result":0,"text":"Host not found."}""", bench.Tell("reservation-get", """{ "subnet-id": 1, "ip-address": "192.0.2.71", "operation-target": "database" }"""));
        Assert.Equal("""{"result":0,"text":"Host not found."}""", bench.Tell("reservation-get", """{ "subnet-id": 2, "ip-address": "192.0.2.71" }"""));
    }

    [Fact]
    public void A_reservation_of_the_file_is_told_the_same_way()
    {
        using var bench = Four();
        Assert.Equal(
            """{"arguments":{"boot-file-name":"","circuit-id":"1234","client-classes":[],"hostname":"","ip-address":"198.51.100.201","next-server":"0.0.0.0","option-data":[],"server-hostname":"","subnet-id":2},"result":0,"text":"Host found."}""",
            bench.Tell("reservation-get", """{ "subnet-id": 2, "identifier-type": "circuit-id", "identifier": "12:34" }"""));
        Assert.Equal("""{"result":0,"text":"Host not found."}""", bench.Tell("reservation-get", """{ "subnet-id": 2, "ip-address": "198.51.100.201", "operation-target": "memory" }"""));
    }

    [Fact]
    public void A_reservation_of_DHCPv6_is_told_with_its_addresses_and_prefixes()
    {
        using var bench = _hosts.Six();
        Assert.Equal(
            """{"arguments":{"client-classes":[],"duid":"01:02:03:04:05:06:07:88:98:fa","hostname":"foo.example.com","ip-addresses":["2001:db8:1::cafe"],"option-data":[],"prefixes":["2001:db8:2:cafa::/63"],"subnet-id":1},"result":0,"text":"Host found."}""",
            bench.Tell("reservation-get", """{ "subnet-id": 1, "ip-address": "2001:db8:1:0::cafe" }"""));
        Assert.EndsWith("\"text\":\"1 IPv6 host(s) found.\"}", bench.Tell("reservation-get-by-address", """{ "ip-address": "2001:db8:2:cafa::" }"""), StringComparison.Ordinal);
        Assert.EndsWith("\"text\":\"1 IPv6 host(s) found.\"}", bench.Tell("reservation-get-all", """{ "subnet-id": 1 }"""), StringComparison.Ordinal);
        Assert.EndsWith("\"text\":\"1 IPv6 host(s) found.\"}", bench.Tell("reservation-get-by-id", """{ "identifier-type": "duid", "identifier": "010203040506078898fa" }"""), StringComparison.Ordinal);
        Assert.EndsWith("\"text\":\"1 IPv6 host(s) found.\"}", bench.Tell("reservation-get-by-hostname", """{ "hostname": "FOO.example.com" }"""), StringComparison.Ordinal);
        Assert.EndsWith("\"text\":\"1 IPv6 host(s) found.\"}", bench.Tell("reservation-get-page", """{ "limit": 5 }"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "subnet-id": 1 }""", 0, 3)]
    [InlineData("""{ "subnet-id": 2 }""", 0, 2)]
    [InlineData("""{ "subnet-id": 0 }""", 0, 1)]
    [InlineData("""{ "subnet-id": 1, "operation-target": "memory" }""", 0, 2)]
    [InlineData("""{ "subnet-id": 1, "operation-target": "database" }""", 0, 1)]
    [InlineData("""{ "subnet-id": 1, "operation-target": "default" }""", 0, 3)]
    [InlineData("""{ "subnet-id": 9 }""", 3, 0)]
    public void All_reservations_of_a_subnet_are_told(string arguments, int result, int count) =>
        Counted("reservation-get-all", arguments, result, count);

    [Theory]
    [InlineData("""{ "ip-address": "192.0.2.71" }""", 0, 1)]
    [InlineData("""{ "ip-address": "192.0.2.201", "subnet-id": 1 }""", 0, 1)]
    [InlineData("""{ "ip-address": "192.0.2.201", "subnet-id": 2 }""", 3, 0)]
    [InlineData("""{ "ip-address": "192.0.2.201", "operation-target": "memory" }""", 3, 0)]
    public void Reservations_of_an_address_are_told(string arguments, int result, int count) =>
        Counted("reservation-get-by-address", arguments, result, count);

    [Theory]
    [InlineData("""{ "hostname": "one.EXAMPLE" }""", 0, 3)]
    [InlineData("""{ "hostname": "one.example", "subnet-id": 1 }""", 0, 2)]
    [InlineData("""{ "hostname": "one.example", "subnet-id": 1, "operation-target": "memory" }""", 0, 1)]
    [InlineData("""{ "hostname": "global.example", "subnet-id": 0 }""", 0, 1)]
    [InlineData("""{ "hostname": "one" }""", 3, 0)]
    public void Reservations_of_a_name_are_told_whatever_its_case(string arguments, int result, int count) =>
        Counted("reservation-get-by-hostname", arguments, result, count);

    [Theory]
    [InlineData("""{ "identifier-type": "hw-address", "identifier": "02:00:00:00:00:71" }""", 0, 2)]
    [InlineData("""{ "identifier-type": "hw-address", "identifier": "02:00:00:00:00:01", "operation-target": "database" }""", 0, 1)]
    [InlineData("""{ "identifier-type": "client-id", "identifier": "01:0A:0B" }""", 0, 1)]
    [InlineData("""{ "identifier-type": "duid", "identifier": "02:00:00:00:00:71" }""", 3, 0)]
    public void Reservations_of_an_identifier_are_told_of_all_subnets(string arguments, int result, int count) =>
        Counted("reservation-get-by-id", arguments, result, count);

    [Theory]
    [InlineData("reservation-get-all", "{ }", "Mandatory 'subnet-id' parameter missing.")]
    [InlineData("reservation-get-all", """{ "subnet-id": "x" }""", "'subnet-id' parameter is not integer.")]
    [InlineData("reservation-get-all", """{ "subnet-id": 1, "operation-target": "x" }""", "'operation-target' parameter expected to be one of memory, database, all, default, found 'x'.")]
    [InlineData("reservation-get-all", """{ "subnet-id": 1, "x": 1 }""", "Unsupported 'x' parameter.")]
    [InlineData("reservation-get-by-address", "{ }", "Missing mandatory 'ip-address' parameter.")]
    [InlineData("reservation-get-by-address", """{ "ip-address": 1 }""", "'ip-address' parameter expected to be a string.")]
    [InlineData("reservation-get-by-address", """{ "ip-address": "x" }""", "'ip-address' parameter expected to be an address, found 'x'.")]
    [InlineData("reservation-get-by-hostname", "{ }", "Missing mandatory 'hostname' parameter.")]
    [InlineData("reservation-get-by-hostname", """{ "hostname": "" }""", "'hostname' parameter expected not to be empty.")]
    [InlineData("reservation-get-by-id", """{ "identifier-type": "duid", "identifier": "01", "subnet-id": 1 }""", "Unsupported 'subnet-id' parameter.")]
    [InlineData("reservation-get-by-id", """{ "identifier-type": "duid" }""", "Missing mandatory 'identifier' parameter.")]
    [InlineData("reservation-get-by-id", """{ "identifier": "01" }""", "Missing mandatory 'identifier-type' parameter.")]
    [InlineData("reservation-get-page", "{ }", "Missing mandatory 'limit' parameter.")]
    [InlineData("reservation-get-page", """{ "limit": 0 }""", "'limit' parameter expected to be from 1 to 4294967295, found 0.")]
    [InlineData("reservation-get-page", """{ "limit": 1, "from": -1 }""", "'from' parameter expected not to be negative, found -1.")]
    [InlineData("reservation-get-page", """{ "limit": 1, "source-index": "1" }""", "'source-index' parameter expected to be an integer.")]
    [InlineData("reservation-get-page", """{ "limit": 1, "source-index": 2 }""", "'source-index' parameter expected to be 0 or 1, found 2.")]
    [InlineData("reservation-get-page", """{ "limit": 1, "operation-target": "all" }""", "Unsupported 'operation-target' parameter.")]
    public void What_is_wrong_with_a_question_is_told_by_name(string command, string arguments, string text)
    {
        using var bench = Four();
        Assert.Equal($$"""{"result":1,"text":"{{text}}"}""", bench.Tell(command, arguments));
    }

    [Fact]
    public void Pages_go_through_the_configuration_and_then_through_the_file()
    {
        using var bench = Four();
        var seen = new List<string>();
        string next = "";
        for (int pages = 0; pages < 10; pages++)
        {
            var answer = System.Text.Json.JsonDocument.Parse(bench.Tell("reservation-get-page", $"{{ \"limit\": 2{next} }}")).RootElement;
            var arguments = answer.GetProperty("arguments");
            seen.AddRange(arguments.GetProperty("hosts").EnumerateArray().Select(h => h.TryGetProperty("ip-address", out var address) ? $"{address}" : "none"));
            if (answer.GetProperty("result").GetInt32() == 3)
            {
                break;
            }

            Assert.Equal(arguments.GetProperty("hosts").GetArrayLength(), arguments.GetProperty("count").GetInt32());
            next = $", \"from\": {arguments.GetProperty("next").GetProperty("from")}, \"source-index\": {arguments.GetProperty("next").GetProperty("source-index")}";
        }

        Assert.Equal(["none", "198.51.100.71", "192.0.2.71", "192.0.2.72", "192.0.2.201", "198.51.100.201"], seen);
        Assert.Equal("""{"arguments":{"count":0,"hosts":[]},"result":3,"text":"0 IPv4 host(s) found."}""", bench.Tell("reservation-get-page", """{ "limit": 2, "subnet-id": 9 }"""));
        Assert.Contains("\"next\":{\"from\":1,\"source-index\":1}", bench.Tell("reservation-get-page", """{ "limit": 2, "subnet-id": 1, "source-index": 1 }"""), StringComparison.Ordinal);
    }

    private void Counted(string command, string arguments, int result, int count)
    {
        using var bench = Four();
        var answer = System.Text.Json.JsonDocument.Parse(bench.Tell(command, arguments)).RootElement;
        Assert.Equal(result, answer.GetProperty("result").GetInt32());
        Assert.Equal($"{count} IPv4 host(s) found.", answer.GetProperty("text").GetString());
        Assert.Equal(count, answer.GetProperty("arguments").GetProperty("hosts").GetArrayLength());
    }
}
