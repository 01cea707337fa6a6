using Nestor.Model.Leases;
using Nestor.Wire.Values;
using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>Commands that tell IPv4 leases, and those that remove many.</summary>
public sealed class Lists4Tests : IDisposable
{
    private readonly LeaseCommands4 _server = new();

    [Fact]
    public void Lease4_get_finds_by_address_hardware_address_and_client_id()
    {
        Fill();
        Assert.Equal("192.0.2.11", Addresses(_server.Ask("lease4-get", "{ \"ip-address\": \"192.0.2.11\" }")));
        Assert.Equal("192.0.2.11", Addresses(_server.Ask("lease4-get", By("hw-address", "1a:1b:1c:1d:1e:1f", 44))));
        Assert.Equal("192.0.3.11", Addresses(_server.Ask("lease4-get", By("hw-address", "1a:1b:1c:1d:1e:1f", 88))));
        Assert.Equal("192.0.2.12", Addresses(_server.Ask("lease4-get", By("client-id", "010203", 44))));
    }

    [Theory]
    [InlineData("{ 'ip-address': '192.0.2.99' }")]
    [InlineData("{ 'identifier-type': 'hw-address', 'identifier': '1a:1b:1c:1d:1e:1f', 'subnet-id': 45 }")]
    [InlineData("{ 'identifier-type': 'client-id', 'identifier': '01:02:04', 'subnet-id': 44 }")]
    [InlineData("{ 'identifier-type': 'address', 'identifier': '192.0.2.11', 'subnet-id': 44 }")]
    public void Lease4_get_says_when_there_is_none(string arguments)
    {
        Fill();
        Assert.Equal(Empty("Lease not found."), _server.Ask("lease4-get", arguments.Replace('\'', '"')));
    }

    [Fact]
    public void Lease4_get_all_tells_all_by_address_or_those_of_subnets_in_their_order()
    {
        Assert.Equal("{ \"arguments\": { \"leases\": [  ] }, \"result\": 3, \"text\": \"0 IPv4 lease(s) found.\" }", _server.Ask("lease4-get-all"));
        Fill();
        string all = _server.Ask("lease4-get-all");
        Assert.Equal("192.0.2.11 192.0.2.12 192.0.2.13 192.0.3.11", Addresses(all));
        Assert.EndsWith("\"result\": 0, \"text\": \"4 IPv4 lease(s) found.\" }", all, StringComparison.Ordinal);
        Assert.Equal("192.0.3.11 192.0.2.11 192.0.2.12 192.0.2.13", Addresses(_server.Ask("lease4-get-all", "{ \"subnets\": [ 88, 44, 88 ] }")));
        Assert.EndsWith("\"result\": 3, \"text\": \"0 IPv4 lease(s) found.\" }", _server.Ask("lease4-get-all", "{ \"subnets\": [ 7, -7 ] }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }", "'subnets' parameter not specified")]
    [InlineData("5", "arguments for the 'lease4-get-all' command must be a map")]
    [InlineData("{ \"subnets\": 5 }", "'subnets' parameter must be a list")]
    [InlineData("{ \"subnets\": [ \"x\" ] }", "listed subnet identifiers must be numbers")]
    public void Lease4_get_all_refuses_a_wrong_list(string arguments, string error) =>
        Assert.Equal(Error(error), _server.Ask("lease4-get-all", arguments));

    [Fact]
    public void Lease4_get_page_goes_through_all_in_ascending_order()
    {
        Fill();
        string page = _server.Ask("lease4-get-page", "{ \"from\": \"start\", \"limit\": 3 }");
        Assert.StartsWith("{ \"arguments\": { \"count\": 3, \"leases\": [ { \"cltt\"", page, StringComparison.Ordinal);
        Assert.EndsWith("\"result\": 0, \"text\": \"3 IPv4 lease(s) found.\" }", page, StringComparison.Ordinal);
        Assert.Equal("192.0.2.11 192.0.2.12 192.0.2.13", Addresses(page));
        Assert.Equal("192.0.3.11", Addresses(_server.Ask("lease4-get-page", "{ \"from\": \"192.0.2.13\", \"limit\": 3 }")));
        Assert.Equal(
            "{ \"arguments\": { \"count\": 0, \"leases\": [  ] }, \"result\": 3, \"text\": \"0 IPv4 lease(s) found.\" }",
            _server.Ask("lease4-get-page", "{ \"from\": \"192.0.3.11\", \"limit\": 3 }"));
        Assert.Equal("192.0.2.11", Addresses(_server.Ask("lease4-get-page", "{ \"from\": \"0.0.0.0\", \"limit\": 1 }")));
    }

    [Fact]
    public void Lease4_get_page_knows_leases_that_came_and_went_since_the_first_page()
    {
        Fill();
        _server.Ask("lease4-get-page", "{ \"from\": \"start\", \"limit\": 1 }");
        _server.Add("192.0.3.9");
        _server.Add("192.0.2.200");
        _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.12\" }");
        Assert.Equal("192.0.2.13 192.0.2.200 192.0.3.9 192.0.3.11", Addresses(_server.Ask("lease4-get-page", "{ \"from\": \"192.0.2.11\", \"limit\": 9 }")));
        _server.Add("192.0.2.12");
        Assert.Equal("192.0.2.12 192.0.2.13", Addresses(_server.Ask("lease4-get-page", "{ \"from\": \"192.0.2.11\", \"limit\": 2 }")));
    }

    [Fact]
    public void Lease4_get_page_over_many_leases_takes_many_turns_and_tells_each_once()
    {
        Put(60_000);
        var seen = new List<string>();
        string from = "start";
        while (true)
        {
            string page = _server.Ask("lease4-get-page", $"{{ \"from\": \"{from}\", \"limit\": 7000 }}");
            string[] addresses = Addresses(page).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            seen.AddRange(addresses);
            if (addresses.Length < 7000)
            {
                break;
            }

            // More than are kept beside what is sorted.
            Put(5000, 100_000 + seen.Count);
            from = addresses[^1];
        }

        Assert.True(_server.Bench.Turns > 20, $"{_server.Bench.Turns} turns");
        Assert.Equal(seen.Select(Ip4.Parse).Order(), seen.Select(Ip4.Parse));
        Assert.Equal(_server.Bench.Leases4!.Count, seen.Count);
    }

    [Theory]
    [InlineData(null, "no parameters specified for the lease4-get-page command")]
    [InlineData("{ }", "'from' parameter not specified")]
    [InlineData("{ 'from': 5 }", "'from' parameter must be a string")]
    [InlineData("{ 'from': 'x', 'limit': 1 }", "'from' parameter value is neither 'start' keyword nor a valid IPv4 address")]
    [InlineData("{ 'from': '::', 'limit': 1 }", "'from' parameter value :: is not an IPv4 address")]
    [InlineData("{ 'from': 'start' }", "'limit' parameter not specified")]
    [InlineData("{ 'from': 'start', 'limit': 'x' }", "'limit' parameter must be a number")]
    [InlineData("{ 'from': 'start', 'limit': 0 }", "page size of retrieved leases must not be 0")]
    [InlineData("{ 'from': 'start', 'limit': -1 }", "page size of retrieved leases must not be greater than 4294967295")]
    public void Lease4_get_page_refuses_a_wrong_argument(string? arguments, string error) =>
        Assert.Equal(Error(error), _server.Ask("lease4-get-page", arguments?.Replace('\'', '"')));

    [Fact]
    public void Lease4_get_by_hw_address_tells_all_of_a_client()
    {
        Fill();
        Assert.Equal("192.0.2.11 192.0.3.11", Addresses(_server.Ask("lease4-get-by-hw-address", "{ \"hw-address\": \"1a:1b:1c:1d:1e:1f\" }")));
        string none = _server.Ask("lease4-get-by-hw-address", "{ \"hw-address\": \"\" }");
        Assert.Equal("{ \"arguments\": { \"leases\": [  ] }, \"result\": 3, \"text\": \"0 IPv4 lease(s) found.\" }", none);
    }

    [Fact]
    public void Lease4_get_by_client_id_tells_all_of_a_client()
    {
        Fill();
        Assert.Equal("192.0.2.12", Addresses(_server.Ask("lease4-get-by-client-id", "{ \"client-id\": \"1:2:3\" }")));
        Assert.Contains("\"result\": 3", _server.Ask("lease4-get-by-client-id", "{ \"client-id\": \"0x0102\" }"), StringComparison.Ordinal);
        Assert.Equal(Error("client-id is too short (1), at least 2 is required"), _server.Ask("lease4-get-by-client-id", "{ \"client-id\": \"01\" }"));
    }

    [Fact]
    public void A_thousand_leases_with_one_identifier_are_told_all_the_same()
    {
        Put(3000);
        Assert.Contains("\"3000 IPv4 lease(s) found.\"", _server.Ask("lease4-get-by-hw-address", "{ \"hw-address\": \"02\" }"), StringComparison.Ordinal);
        Assert.Contains("\"3000 IPv4 lease(s) found.\"", _server.Ask("lease4-get-by-client-id", "{ \"client-id\": \"0304\" }"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lease4_get_by_hostname_goes_by_the_whole_name_whatever_its_case()
    {
        Fill();
        Assert.Equal("192.0.2.13", Addresses(_server.Ask("lease4-get-by-hostname", "{ \"hostname\": \"HOST.example.org\" }")));
        Assert.Contains("\"result\": 3", _server.Ask("lease4-get-by-hostname", "{ \"hostname\": \"host\" }"), StringComparison.Ordinal);
        Assert.Equal(Error("'hostname' parameter is empty"), _server.Ask("lease4-get-by-hostname", "{ \"hostname\": \"\" }"));
    }

    [Theory]
    [InlineData("lease4-get-by-hw-address", "hw-address")]
    [InlineData("lease4-get-by-client-id", "client-id")]
    [InlineData("lease4-get-by-hostname", "hostname")]
    public void What_leases_are_looked_for_by_must_be_a_text(string command, string name)
    {
        Assert.Equal(Error("Command arguments missing or a not a map."), _server.Ask(command));
        Assert.Equal(Error("Command arguments missing or a not a map."), _server.Ask(command, "[ ]"));
        Assert.Equal(Error($"'{name}' parameter not specified"), _server.Ask(command, "{ }"));
        Assert.Equal(Error($"'{name}' parameter must be a string"), _server.Ask(command, $"{{ \"{name}\": 5 }}"));
    }

    [Fact]
    public void Lease4_get_by_state_takes_numbers_and_names_and_a_subnet()
    {
        Fill();
        _server.Add("192.0.2.14", "\"state\": 1");
        _server.Add("192.0.3.14", "\"state\": 1");
        _server.Add("192.0.2.15", "\"state\": 3");
        Assert.Equal("192.0.2.14 192.0.3.14", Addresses(_server.Ask("lease4-get-by-state", "{ \"state\": \"declined\" }")));
        Assert.Equal("192.0.3.14", Addresses(_server.Ask("lease4-get-by-state", "{ \"state\": 1, \"subnet-id\": 88 }")));
        Assert.Equal("192.0.2.15", Addresses(_server.Ask("lease4-get-by-state", "{ \"state\": \"released\", \"subnet-id\": 0 }")));
        Assert.Equal("192.0.2.11 192.0.2.12 192.0.2.13 192.0.3.11", Addresses(_server.Ask("lease4-get-by-state", "{ \"state\": \"assigned\" }")));
        Assert.Contains("\"result\": 3", _server.Ask("lease4-get-by-state", "{ \"state\": \"expired-reclaimed\" }"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }", "'state' parameter not specified")]
    [InlineData("{ \"state\": [ ] }", "'state' parameter must be a number or a string")]
    [InlineData("{ \"state\": 9 }", "'state' parameter has no state 9, wanted 0 to 4, default, assigned, declined, expired-reclaimed, released or registered")]
    [InlineData("{ \"state\": 1, \"subnet-id\": \"x\" }", "invalid type specified for parameter 'subnet-id'")]
    public void Lease4_get_by_state_refuses_a_wrong_argument(string arguments, string error) =>
        Assert.Equal(Error(error), _server.Ask("lease4-get-by-state", arguments));

    [Fact]
    public void Lease4_wipe_removes_the_leases_of_a_subnet_or_of_all()
    {
        Fill();
        Assert.Equal(Empty("Deleted 0 IPv4 lease(s) from subnet(s) 7"), _server.Ask("lease4-wipe", "{ \"subnet-id\": 7 }"));
        Assert.Equal("{ \"result\": 0, \"text\": \"Deleted 3 IPv4 lease(s) from subnet(s) 44\" }", _server.Ask("lease4-wipe", "{ \"subnet-id\": 44 }"));
        Assert.Equal("{ \"result\": 0, \"text\": \"Deleted 1 IPv4 lease(s) from subnet(s) 44 88\" }", _server.Ask("lease4-wipe", "{ \"subnet-id\": 0 }"));
        Assert.Equal(Empty("Deleted 0 IPv4 lease(s) from subnet(s) 44 88"), _server.Ask("lease4-wipe"));
        Assert.Equal(Error("invalid type specified for parameter 'subnet-id'"), _server.Ask("lease4-wipe", "{ \"subnet-id\": \"x\" }"));
        Assert.Equal(Error("out of range value (-1) specified for parameter 'subnet-id'"), _server.Ask("lease4-wipe", "{ \"subnet-id\": -1 }"));
    }

    [Fact]
    public void Lease4_wipe_of_many_leases_takes_many_turns()
    {
        Put(30_000);
        Assert.Contains("Deleted 30000 IPv4 lease(s)", _server.Ask("lease4-wipe", "{ \"subnet-id\": 9 }"), StringComparison.Ordinal);
        Assert.True(_server.Bench.Turns > 5, $"{_server.Bench.Turns} turns");
        Assert.Equal(0, _server.Bench.Leases4!.Count);
    }

    [Fact]
    public void Lease4_resend_ddns_asks_what_Kea_asks_and_then_says_that_nothing_is_sent()
    {
        using var server = new LeaseCommands4(Library + "\"dhcp-ddns\": { \"enable-updates\": true }, " + Subnets);
        server.Add("192.0.2.11");
        server.Add("192.0.2.12", "\"hostname\": \"a.example\"");
        server.Add("192.0.2.13", "\"hostname\": \"b.example\", \"fqdn-rev\": true");
        Assert.Equal(Empty("No lease found for: 192.0.2.99"), server.Ask("lease4-resend-ddns", "{ \"ip-address\": \"192.0.2.99\" }"));
        Assert.Equal(Error("Lease for: 192.0.2.11, has no hostname, nothing to update"), server.Ask("lease4-resend-ddns", "{ \"ip-address\": \"192.0.2.11\" }"));
        Assert.Equal(
            Error("Neither forward nor reverse updates enabled for lease for: 192.0.2.12"), server.Ask("lease4-resend-ddns", "{ \"ip-address\": \"192.0.2.12\" }"));
        Assert.Equal(
            Error("NCR not generated for: 192.0.2.13, hostname: b.example: this server does not send DNS updates yet"),
            server.Ask("lease4-resend-ddns", "{ \"ip-address\": \"192.0.2.13\" }"));
    }

    [Theory]
    [InlineData(null, "'ip-address' parameter is missing.")]
    [InlineData("{ }", "'ip-address' parameter is missing.")]
    [InlineData("{ 'ip-address': 5 }", "'ip-address' is not a string.")]
    [InlineData("{ 'ip-address': 'x' }", "'x' is not a valid IP address.")]
    [InlineData("{ 'ip-address': '::1' }", "Invalid IPv4 address specified: ::1")]
    [InlineData("{ 'ip-address': '192.0.2.1' }", "DDNS updating is not enabled")]
    public void Lease4_resend_ddns_refuses_a_wrong_argument_and_where_updates_are_off(string? arguments, string error) =>
        Assert.Equal(Error(error), _server.Ask("lease4-resend-ddns", arguments?.Replace('\'', '"')));

    public void Dispose() => _server.Dispose();

    private static string By(string type, string identifier, uint subnet) =>
        $"{{ \"identifier-type\": \"{type}\", \"identifier\": \"{identifier}\", \"subnet-id\": {subnet} }}";

    private void Fill()
    {
        _server.Add("192.0.3.11");
        _server.Add("192.0.2.13", "\"hostname\": \"Host.Example.org\"", "02:03:04");
        _server.Add("192.0.2.11");
        _server.Add("192.0.2.12", "\"client-id\": \"010203\"", "02:03");
    }

    /// <summary>Leases of a subnet that is not configured, not by command; their order is no order.</summary>
    private void Put(int count, int first = 0)
    {
        for (int i = 0; i < count; i++)
        {
            var lease = new Lease4View
            {
                Fields = new() { Address = new Ip4(0x0A00_0000 + (uint)((i * 7919L % count) + first)), SubnetId = 9, ValidLifetime = 1000, Cltt = 1_000_000 },
                HardwareAddress = [2],
                ClientId = [3, 4],
            };
            _server.Bench.Leases4!.Put(in lease);
        }
    }
}
