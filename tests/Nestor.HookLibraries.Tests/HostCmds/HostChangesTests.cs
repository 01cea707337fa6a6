using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.HostCmds;

/// <summary>reservation-add, -update and -del: what they answer, and what becomes of clients and the file.</summary>
public sealed class HostChangesTests : IDisposable
{
    private const string Add = """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.202" } }""";
    private const string Done = """{"result":0,"text":"Host added."}""";

    private readonly HostBenches _hosts = new();

    public void Dispose() => _hosts.Dispose();

    private static string? Offered(LibraryBench4 bench, byte client) =>
        bench.Bench.Send(new Query(MessageType4.Discover) { Client = client })?.Yiaddr.ToString();

    [Fact]
    public void A_reservation_that_is_added_gives_its_client_the_address_at_once_and_after_another_start()
    {
        using (var bench = _hosts.Four())
        {
            Assert.Equal("192.0.2.10", Offered(bench, 1));
            Assert.Equal(Done, bench.Tell("reservation-add", Add));
            Assert.Equal("192.0.2.202", Offered(bench, 1));
            Assert.Contains("02:00:00:00:00:01", File.ReadAllText(_hosts.File), StringComparison.Ordinal);
        }

        using var again = _hosts.Four();
        Assert.Equal("192.0.2.202", Offered(again, 1));
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", again.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "192.0.2.202" }"""));
        Assert.NotEqual("192.0.2.202", Offered(again, 1));
    }

    [Fact]
    public void An_address_of_a_pool_is_kept_for_its_client_as_long_as_it_is_reserved()
    {
        using var bench = _hosts.Four();
        for (int i = 10; i <= 12; i++)
        {
            Assert.Equal(Done, bench.Tell("reservation-add", $$"""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:{{i}}", "ip-address": "192.0.2.{{i}}" } }"""));
        }

        Assert.Null(Offered(bench, 1));
        Assert.Equal("192.0.2.11", Offered(bench, 0x11));
        bench.Tell("reservation-del", """{ "subnet-id": 1, "identifier-type": "hw-address", "identifier": "02:00:00:00:00:11" }""");
        Assert.Equal("192.0.2.11", Offered(bench, 1));
    }

    [Fact]
    public void What_another_configuration_keeps_of_the_subnets_keeps_the_reservations_too()
    {
        using var bench = _hosts.Four(more: ", \"valid-lifetime\": 100");
        bench.Tell("reservation-add", Add);
        bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:10", "ip-address": "192.0.2.10" } }""");

        // The configuration becomes another one: pools are made anew.
        Assert.Equal(Done, bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:66", "ip-address": "192.0.2.66" }, "operation-target": "memory" }"""));
        Assert.Equal("192.0.2.202", Offered(bench, 1));
        Assert.Equal("192.0.2.66", Offered(bench, 0x66));
        Assert.Equal("192.0.2.11", Offered(bench, 2));
    }

    [Fact]
    public void Classes_options_and_names_of_a_reservation_count_as_in_the_configuration()
    {
        using var bench = _hosts.Four(more: ", \"client-classes\": [ { \"name\": \"office\", \"next-server\": \"192.0.2.99\" } ]");
        Assert.Equal(Done, bench.Tell("reservation-add", """
            { "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "client-classes": [ "special_snowflake", "office" ],
                "option-data": [ { "name": "domain-name-servers", "data": "10.1.1.202,10.1.1.203" } ], "boot-file-name": "/dev/null" } }
            """));
        var offer = bench.Bench.Send(new Query(MessageType4.Discover) { Client = 1 })!;
        Assert.Equal("192.0.2.99", offer.Siaddr.ToString());
    }

    [Fact]
    public void A_reservation_of_DHCPv6_is_added_updated_and_deleted()
    {
        using var bench = _hosts.Six();
        Assert.Equal(Done, bench.Tell("reservation-add", """
            { "reservation": { "subnet-id": 1, "duid": "01:02:03:04:05:06:07:08:09:0A", "ip-addresses": [ "2001:db8:1:0:cafe::1" ],
                "prefixes": [ "2001:db8:2:abcd::/64" ], "hostname": "foo.example.com",
                "option-data": [ { "name": "vendor-opts", "data": "4491" }, { "name": "tftp-servers", "space": "vendor-4491", "data": "3000:1::234" } ] } }
            """));
        Assert.Equal("""{"result":0,"text":"Host updated."}""", bench.Tell("reservation-update", """{ "reservation": { "subnet-id": 1, "duid": "0102030405060708090a", "hostname": "other" } }"""));
        string told = bench.Tell("reservation-get", """{ "subnet-id": 1, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08:09:0A" }""");
        Assert.Contains("\"hostname\":\"other\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("cafe", told, StringComparison.Ordinal);
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", bench.Tell("reservation-del", """{ "subnet-id": 1, "identifier-type": "duid", "identifier": "01:02:03:04:05:06:07:08:09:0A" }"""));
        Assert.Equal("""{"result":1,"text":"Host not deleted (not found)."}""", bench.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "2001:db8:1:0:cafe::1" }"""));
    }

    [Theory]
    [InlineData("add", "add")]
    [InlineData("update", "update")]
    [InlineData("del", "delete")]
    public void Without_a_file_there_is_no_database_to_change(string command, string what)
    {
        using var bench = _hosts.Four(hasFile: false);
        string arguments = command == "del" ? """{ "subnet-id": 1, "ip-address": "192.0.2.71" }""" : Add;
        string answer = $$"""{"result":1,"text":"Unable to {{what}} a host because there is no hosts-databases configured."}""";
        Assert.Equal(answer, bench.Tell($"reservation-{command}", arguments));
        Assert.Equal(answer, bench.Tell($"reservation-{command}", arguments[..^1] + ", \"operation-target\": \"all\" }"));
        Assert.Equal(answer, bench.Tell($"reservation-{command}", arguments[..^1] + ", \"operation-target\": \"default\" }"));
    }

    [Theory]
    [InlineData(null, "Missing mandatory 'reservation' parameter.")]
    [InlineData("{ }", "Missing mandatory 'reservation' parameter.")]
    [InlineData("""{ "reservation": [ ] }""", "'reservation' parameter expected to be a map.")]
    [InlineData("""{ "reservation": { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.202" } }""", "Mandatory 'subnet-id' parameter missing.")]
    [InlineData("""{ "reservation": { "subnet-id": "1", "hw-address": "02:00:00:00:00:01" } }""", "'subnet-id' parameter is not integer.")]
    [InlineData("""{ "reservation": { "subnet-id": -1, "hw-address": "02:00:00:00:00:01" } }""", "'subnet-id' parameter expected to be from 0 to 4294967294, found -1.")]
    [InlineData("""{ "reservation": { "subnet-id": 9, "hw-address": "02:00:00:00:00:01" } }""", "'subnet-id' parameter is 9, and there is no IPv4 subnet with this id")]
    [InlineData("""{ "reservation": { "subnet-id": 1 } }""", "found 0 identifiers, wanted one of hw-address, duid, circuit-id, client-id, flex-id")]
    [InlineData("""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "10.0.0.1" } }""", "found 10.0.0.1, wanted an address from 192.0.2.0 to 192.0.2.255")]
    [InlineData("""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01" }, "operation-target": "moon" }""", "'operation-target' parameter expected to be one of memory, database, all, default, found 'moon'.")]
    [InlineData("""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01" }, "operation-target": 1 }""", "'operation-target' parameter expected to be a string.")]
    [InlineData("""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01" }, "colour": 1 }""", "Unsupported 'colour' parameter.")]
    public void What_is_wrong_with_a_reservation_is_told_by_name(string? arguments, string text)
    {
        using var bench = _hosts.Four();
        string answer = bench.Tell("reservation-add", arguments);
        Assert.StartsWith("""{"result":1,"text":""", answer, StringComparison.Ordinal);
        Assert.EndsWith($"{text}\"}}", answer, StringComparison.Ordinal);
        Assert.False(File.Exists(_hosts.File));
        if (arguments?.Contains("subnet-id\": 1", StringComparison.Ordinal) != true)
        {
            Assert.EndsWith($"{text}\"}}", bench.Tell("reservation-update", arguments), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_identifier_or_address_that_is_reserved_in_the_subnet_already_is_refused()
    {
        using var bench = _hosts.Four();
        bench.Tell("reservation-add", Add);
        Assert.Equal(
            """{"result":1,"text":"failed to add new host: 'hw-address 020000000001' has a reservation in subnet 1 already"}""",
            bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "020000000001" } }"""));
        Assert.Equal(
            """{"result":1,"text":"failed to add new host: 192.0.2.202 is reserved in subnet 1 for 'hw-address 020000000001' already"}""",
            bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:02", "ip-address": "192.0.2.202" } }"""));
        Assert.Equal(Done, bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 2, "hw-address": "02:00:00:00:00:01" } }"""));
    }

    [Fact]
    public void A_reservation_without_subnet_and_address_is_a_global_one()
    {
        using var bench = _hosts.Four();
        Assert.Equal(Done, bench.Tell("reservation-add", """{ "reservation": { "hw-address": "02:00:00:00:00:05", "hostname": "five" } }"""));
        Assert.Contains("\"subnet-id\":0", bench.Tell("reservation-get", """{ "subnet-id": 0, "identifier-type": "hw-address", "identifier": "02:00:00:00:00:05" }"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void In_memory_a_reservation_is_one_of_the_running_configuration(int subnet)
    {
        using var bench = _hosts.Four(hasFile: false);
        int before = bench.Settings4.Hosts.All.Count;
        string which = $"\"subnet-id\": {subnet}";
        Assert.Equal(Done, bench.Tell("reservation-add", $$"""{ "reservation": { {{which}}, "hw-address": "02:00:00:00:00:01", "hostname": "a" }, "operation-target": "memory" }"""));
        Assert.Equal(before + 1, bench.Settings4.Hosts.All.Count);
        Assert.StartsWith(
            "{\"result\":1,\"text\":\"failed to add new host:",
            bench.Tell("reservation-add", $$"""{ "reservation": { {{which}}, "hw-address": "02:00:00:00:00:01" }, "operation-target": "memory" }"""), StringComparison.Ordinal);
        Assert.Equal("""{"result":0,"text":"Host updated."}""", bench.Tell("reservation-update", $$"""{ "reservation": { {{which}}, "hw-address": "02:00:00:00:00:01", "hostname": "b" }, "operation-target": "memory" }"""));
        Assert.Contains(bench.Settings4.Hosts.All, h => h.Hostname == "b" && h.SubnetId == subnet);
        Assert.Equal("""{"result":1,"text":"Host not updated (not found)."}""", bench.Tell("reservation-update", $$"""{ "reservation": { {{which}}, "hw-address": "02:00:00:00:00:09" }, "operation-target": "memory" }"""));
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", bench.Tell("reservation-del", $$"""{ {{which}}, "identifier-type": "hw-address", "identifier": "02:00:00:00:00:01", "operation-target": "memory" }"""));
        Assert.Equal(before, bench.Settings4.Hosts.All.Count);
        Assert.Equal("""{"result":1,"text":"Host not deleted (not found)."}""", bench.Tell("reservation-del", $$"""{ {{which}}, "identifier-type": "hw-address", "identifier": "02:00:00:00:00:01", "operation-target": "memory" }"""));
    }

    [Fact]
    public void With_all_both_sources_are_changed()
    {
        using var bench = _hosts.Four();
        int before = bench.Settings4.Hosts.All.Count;
        Assert.Equal(Done, bench.Tell("reservation-add", Add[..^1] + ", \"operation-target\": \"all\" }"));
        Assert.Equal(before + 1, bench.Settings4.Hosts.All.Count);
        Assert.Contains("\"text\":\"2 IPv4 host(s) found.\"", bench.Tell("reservation-get-by-address", """{ "ip-address": "192.0.2.202" }"""), StringComparison.Ordinal);
        Assert.Equal("""{"result":0,"text":"Host updated."}""", bench.Tell("reservation-update", Add[..^1] + ", \"operation-target\": \"all\" }"));
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", bench.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "192.0.2.202", "operation-target": "all" }"""));
        Assert.Equal(before, bench.Settings4.Hosts.All.Count);
        Assert.Contains("\"text\":\"0 IPv4 host(s) found.\"", bench.Tell("reservation-get-by-address", """{ "ip-address": "192.0.2.202" }"""), StringComparison.Ordinal);

        // One of one source alone is done in that one.
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", bench.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "192.0.2.71", "operation-target": "all" }"""));
        Assert.Equal("""{"result":1,"text":"Host not deleted (not found)."}""", bench.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "192.0.2.71", "operation-target": "all" }"""));
    }

    [Fact]
    public void An_update_needs_its_subnet_and_its_client_and_changes_what_the_client_gets()
    {
        using var bench = _hosts.Four();
        Assert.Equal("""{"result":1,"text":"Host not updated (not found)."}""", bench.Tell("reservation-update", Add));
        Assert.Equal("""{"result":1,"text":"Mandatory 'subnet-id' parameter missing."}""", bench.Tell("reservation-update", """{ "reservation": { "hw-address": "02:00:00:00:00:01" } }"""));
        bench.Tell("reservation-add", Add);
        Assert.Equal("""{"result":0,"text":"Host updated."}""", bench.Tell("reservation-update", Add.Replace("202", "203", StringComparison.Ordinal)));
        Assert.Equal("192.0.2.203", Offered(bench, 1));
    }

    [Theory]
    [InlineData("{ }", "Mandatory 'subnet-id' parameter missing.")]
    [InlineData("""{ "subnet-id": 1 }""", "No 'ip-address' provided and 'identifier-type' is either missing or not a string.")]
    [InlineData("""{ "subnet-id": 1, "identifier-type": 4, "identifier": "01" }""", "No 'ip-address' provided and 'identifier-type' is either missing or not a string.")]
    [InlineData("""{ "subnet-id": 1, "identifier-type": "duid" }""", "No 'ip-address' provided and 'identifier' is either missing or not a string.")]
    [InlineData("""{ "subnet-id": 1, "identifier-type": "face", "identifier": "01" }""", "'identifier-type' parameter expected to be one of hw-address, duid, circuit-id, client-id, flex-id, found 'face'.")]
    [InlineData("""{ "subnet-id": 1, "identifier-type": "duid", "identifier": "xy" }""", "'identifier' parameter expected to be hexadecimal digits, found 'xy'.")]
    [InlineData("""{ "subnet-id": 1, "ip-address": "here" }""", "'ip-address' parameter expected to be an address, found 'here'.")]
    [InlineData("""{ "subnet-id": 1, "ip-address": 4 }""", "'ip-address' is not a string.")]
    [InlineData("""{ "subnet-id": 1, "ip-address": "192.0.2.71", "operation-target": "x" }""", "'operation-target' parameter expected to be one of memory, database, all, default, found 'x'.")]
    [InlineData("""{ "subnet-id": 1, "ip-address": "192.0.2.71", "x": "x" }""", "Unsupported 'x' parameter.")]
    public void Which_reservation_is_meant_must_be_clear(string arguments, string text)
    {
        using var bench = _hosts.Four();
        Assert.Equal($$"""{"result":1,"text":"{{text}}"}""", bench.Tell("reservation-del", arguments));
        Assert.Equal($$"""{"result":1,"text":"{{text}}"}""", bench.Tell("reservation-get", arguments));
    }
}
