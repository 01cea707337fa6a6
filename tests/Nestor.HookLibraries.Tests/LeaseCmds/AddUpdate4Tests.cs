using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;
using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary><c>lease4-add</c>, <c>lease4-update</c> and <c>lease4-del</c>.</summary>
public sealed class AddUpdate4Tests : IDisposable
{
    private readonly LeaseCommands4 _server = new();

    [Fact]
    public void Lease4_add_stores_a_lease_with_what_it_is_given_and_the_subnets_lifetime()
    {
        Assert.Equal(
            "{ \"result\": 0, \"text\": \"Lease for address 192.0.2.11, subnet-id 44 added.\" }",
            _server.Ask("lease4-add", "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"1A:1b:1c:1d:1e:1f\" }"));
        Assert.Equal(
            "{ \"arguments\": { \"cltt\": 1000000, \"fqdn-fwd\": false, \"fqdn-rev\": false, \"hostname\": \"\", \"hw-address\": \"1a:1b:1c:1d:1e:1f\", "
            + "\"ip-address\": \"192.0.2.11\", \"pool-id\": 7, \"state\": 0, \"subnet-id\": 44, \"valid-lft\": 4000 }, \"result\": 0, \"text\": \"IPv4 lease found.\" }",
            _server.Ask("lease4-get", "{ \"ip-address\": \"192.0.2.11\" }"));
    }

    [Fact]
    public void Lease4_add_takes_every_argument()
    {
        _server.Add("192.0.3.4", """
            "client-id": "01:02:03", "hostname": "Urania.Example.ORG", "fqdn-fwd": true, "fqdn-rev": true, "expire": 12345678,
            "valid-lft": 1000, "state": 1, "subnet-id": 88, "pool-id": 5, "comment": "c", "user-context": { "z": 1, "a": { "y": 2, "b": [ 3 ] } }, "origin": "ha-partner"
            """);
        Assert.Equal(
            "{ \"arguments\": { \"client-id\": \"01:02:03\", \"cltt\": 12344678, \"fqdn-fwd\": true, \"fqdn-rev\": true, \"hostname\": \"urania.example.org\", "
            + "\"hw-address\": \"1a:1b:1c:1d:1e:1f\", \"ip-address\": \"192.0.3.4\", \"pool-id\": 5, \"state\": 1, \"subnet-id\": 88, "
            + "\"user-context\": { \"a\": { \"b\": [ 3 ], \"y\": 2 }, \"comment\": \"c\", \"z\": 1 }, \"valid-lft\": 1000 }, \"result\": 0, \"text\": \"IPv4 lease found.\" }",
            _server.Ask("lease4-get", "{ \"ip-address\": \"192.0.3.4\" }"));
    }

    [Fact]
    public void A_lease_by_command_counts_and_its_address_is_given_to_nobody_else()
    {
        using var server = new LeaseCommands4(Library + Bench.PlainSubnet);
        for (int i = 11; i <= 19; i++)
        {
            server.Add($"192.0.2.{i}");
        }

        var statistics = server.Bench.Bench.Engine.Statistics;
        Assert.Equal(9, statistics[Counter4.Assigned]);
        Assert.Equal(9, statistics.Subnets[0][SubnetCounter4.Assigned]);
        Assert.Equal(0, statistics[Counter4.CumulativeAssigned]);
        Assert.Equal(Ip4.Parse("192.0.2.10"), server.Bench.Bench.Lease(1));
        Assert.Null(server.Bench.Bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
        Assert.EndsWith("\"IPv4 lease deleted.\" }", server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.15\" }"), StringComparison.Ordinal);
        Assert.Equal(Ip4.Parse("192.0.2.15"), server.Bench.Bench.Lease(2));
    }

    [Fact]
    public void What_a_command_changes_goes_into_the_turns_changes()
    {
        _server.Add("192.0.2.11");
        var changes = _server.Bench.Bench.Batch.Changes;
        Assert.Equal(1, changes.Count);
        var lease = changes.Get(0, out bool isDelete);
        Assert.False(isDelete);
        Assert.Equal(Ip4.Parse("192.0.2.11"), lease.Fields.Address);
        _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.11\" }");
        changes.Get(0, out isDelete);
        Assert.True(isDelete);
    }

    [Theory]
    [InlineData("{ }", "missing parameter 'ip-address'")]
    [InlineData("{ 'ip-address': 5 }", "invalid type specified for parameter 'ip-address'")]
    [InlineData("{ 'ip-address': 'x' }", "Failed to convert 'x' to address: Failed to convert string to address 'x': Invalid argument")]
    [InlineData("{ 'ip-address': '::1', HW }", "Non-IPv4 address specified: ::1")]
    [InlineData("{ 'ip-address': '192.0.2.1' }", "missing parameter 'hw-address'")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': 5 }", "invalid type specified for parameter 'hw-address'")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': 'x' }", "'x' is not a valid hexadecimal digit in decoded string 'x'")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': '1a1b' }", "invalid format of the decoded string '1a1b'")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': '1a::1b' }", "two consecutive separators (':') specified in a decoded string '1a::1b'")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': '1:2:3:4:5:6:7:8:9:0:1:2:3:4:5:6:7:8:9:0:1' }", "address vector size exceeds MAX_HWADDR_LEN")]
    [InlineData("{ 'ip-address': '192.0.2.1', 'hw-address': '' }", "Lease4: 192.0.2.1, state: default has neither hardware address or client id")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'client-id': '' }", "Empty DUIDs are not allowed")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'client-id': '01' }", "client-id is too short (1), at least 2 is required")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'client-id': 'xy' }", "'xy' is not a valid string of hexadecimal digits")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'client-id': 5 }", "invalid type specified for parameter 'client-id'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'subnet-id': 'x' }", "invalid type specified for parameter 'subnet-id'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'subnet-id': -1 }", "out of range value (-1) specified for parameter 'subnet-id'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'valid-lft': 4294967296 }", "out of range value (4294967296) specified for parameter 'valid-lft'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'expire': 'x' }", "invalid type specified for parameter 'expire'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'expire': 0 }", "expiration time must be positive for address 192.0.2.1")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'expire': 100, 'valid-lft': 200 }", "expiration time must be greater than valid lifetime for address 192.0.2.1")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'fqdn-fwd': true }", "No hostname specified and either forward or reverse fqdn was set to true.")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'fqdn-rev': true }", "No hostname specified and either forward or reverse fqdn was set to true.")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'fqdn-rev': 1 }", "invalid type specified for parameter 'fqdn-rev'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'hostname': 5 }", "invalid type specified for parameter 'hostname'")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'state': 4 }", "Invalid state value: 4, supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed) and 3 (released)")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'user-context': 5 }", "Invalid user context '5' is not a JSON map.")]
    [InlineData("{ 'ip-address': '192.0.2.1', HW, 'pool-id': 'x' }", "invalid type specified for parameter 'pool-id'")]
    public void Lease4_add_refuses_a_wrong_argument_by_its_name(string arguments, string error)
    {
        string text = arguments.Replace("HW", "'hw-address': '1a:1b'", StringComparison.Ordinal).Replace('\'', '"');
        Assert.Equal(Error(error), _server.Ask("lease4-add", text));
        Assert.Equal(Error(error), _server.Ask("lease4-update", text));
        Assert.Equal(0, _server.Bench.Leases4!.Count);
    }

    [Fact]
    public void Lease4_add_refuses_a_comment_beside_one_in_the_context_and_arguments_that_are_no_map()
    {
        Assert.Equal(
            Error("Duplicated comment entry '\\\"a\\\"' in user context '{ \\\"comment\\\": \\\"b\\\" }'"),
            _server.Ask("lease4-add", "{ \"ip-address\": \"192.0.2.1\", \"hw-address\": \"1a\", \"user-context\": { \"comment\": \"b\" }, \"comment\": \"a\" }"));
        Assert.Equal(Error("no parameters specified for the command"), _server.Ask("lease4-add"));
        Assert.Equal(Error("arguments for the 'lease4-add' command must be a map"), _server.Ask("lease4-add", "5"));
        Assert.Equal(Error("no parameters specified for lease4-update command"), _server.Ask("lease4-update"));
    }

    [Theory]
    [InlineData("10.0.0.1", "", "subnet-id not specified and failed to find a subnet for address 10.0.0.1")]
    [InlineData("10.0.0.1", ", \"subnet-id\": 44", "The address 10.0.0.1 does not belong to subnet 192.0.2.0/24, subnet-id=44")]
    [InlineData("192.0.2.1", ", \"subnet-id\": 123", "Invalid subnet-id: No IPv4 subnet with subnet-id=123 currently configured.")]
    public void What_is_against_the_configuration_is_a_conflict(string address, string more, string text)
    {
        string arguments = $"{{ \"ip-address\": \"{address}\", \"hw-address\": \"1a:1b\"{more} }}";
        Assert.Equal(Conflict(text), _server.Ask("lease4-add", arguments));
        Assert.Equal(Conflict(text), _server.Ask("lease4-update", arguments));
    }

    [Fact]
    public void Lease4_add_does_not_touch_a_lease_that_is_there()
    {
        _server.Add("192.0.2.11", "\"hostname\": \"a\"");
        Assert.Equal(Conflict("IPv4 lease already exists."), _server.Ask("lease4-add", "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"02\", \"hostname\": \"b\" }"));
        Assert.True(_server.Bench.Leases4!.TryFind(Ip4.Parse("192.0.2.11"), out var lease));
        Assert.Equal("a"u8, lease.Hostname);
    }

    [Fact]
    public void Lease4_update_replaces_all_of_a_lease_and_creates_one_when_it_is_told_to()
    {
        _server.Add("192.0.2.11", "\"hostname\": \"a\", \"client-id\": \"010203\", \"user-context\": { \"b\": 1 }");
        const string Arguments = "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"02:03\", \"hostname\": \"c\" }";
        Assert.Equal("{ \"result\": 0, \"text\": \"IPv4 lease updated.\" }", _server.Ask("lease4-update", Arguments));
        Assert.True(_server.Bench.Leases4!.TryFind(Ip4.Parse("192.0.2.11"), out var lease));
        Assert.Equal("c"u8, lease.Hostname);
        Assert.True(lease.ClientId.IsEmpty && lease.UserContext.IsEmpty);
        const string Other = "{ \"ip-address\": \"192.0.2.12\", \"hw-address\": \"02:03\", \"force-create\": FORCE }";
        Assert.Equal(
            Conflict("failed to update the lease with address 192.0.2.12 either because the lease has been deleted or it has changed in the database, in both cases a retry might succeed"),
            _server.Ask("lease4-update", Other.Replace("FORCE", "false", StringComparison.Ordinal)));
        Assert.Equal(Error("invalid type specified for parameter 'force-create'"), _server.Ask("lease4-update", Other.Replace("FORCE", "1", StringComparison.Ordinal)));
        Assert.Equal("{ \"result\": 0, \"text\": \"IPv4 lease added.\" }", _server.Ask("lease4-update", Other.Replace("FORCE", "true", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lease4_update_moves_a_lease_between_the_states_and_their_counters()
    {
        _server.Add("192.0.2.11");
        var statistics = _server.Bench.Bench.Engine.Statistics;
        _server.Ask("lease4-update", "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"02:03\", \"state\": 1 }");
        Assert.Equal((1, 1), (statistics[Counter4.Assigned], statistics[Counter4.Declined]));
        _server.Ask("lease4-update", "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"02:03\", \"state\": 3 }");
        Assert.Equal((0, 0), (statistics[Counter4.Assigned], statistics[Counter4.Declined]));
        Assert.True(_server.Bench.Leases4!.TryFind(Ip4.Parse("192.0.2.11"), out var lease));
        Assert.Equal(LeaseState.Released, lease.Fields.State);
    }

    [Fact]
    public void Lease4_del_removes_by_address_and_by_client_and_says_when_there_is_none()
    {
        _server.Add("192.0.2.11");
        _server.Add("192.0.2.12", "\"client-id\": \"010203\"", "02:03");
        _server.Add("192.0.3.11");
        const string Done = "{ \"result\": 0, \"text\": \"IPv4 lease deleted.\" }";
        Assert.Equal(Done, _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.11\", \"update-ddns\": true }"));
        Assert.Equal(Empty("IPv4 lease not found."), _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.11\" }"));
        const string ByHardware = "{ \"identifier-type\": \"hw-address\", \"identifier\": \"1a:1b:1c:1d:1e:1f\", \"subnet-id\": 88 }";
        Assert.Equal(Done, _server.Ask("lease4-del", ByHardware));
        Assert.Equal(Empty("IPv4 lease not found."), _server.Ask("lease4-del", ByHardware));
        const string ByClientId = "{ \"identifier-type\": \"client-id\", \"identifier\": \"01:02:03\", \"subnet-id\": 44 }";
        Assert.Equal(Done, _server.Ask("lease4-del", ByClientId));
        Assert.Equal(0, _server.Bench.Leases4!.Count);
    }

    [Theory]
    [InlineData(null, "Parameters missing or are not a map.")]
    [InlineData("5", "Parameters missing or are not a map.")]
    [InlineData("{ }", "Mandatory 'subnet-id' parameter missing.")]
    [InlineData("{ 'ip-address': 5 }", "'ip-address' is not a string.")]
    [InlineData("{ 'ip-address': 'x' }", "Failed to convert string to address 'x': Invalid argument")]
    [InlineData("{ 'ip-address': '::1' }", "Invalid IPv4 address specified: ::1")]
    [InlineData("{ 'subnet-id': 'x' }", "'subnet-id' parameter is not integer.")]
    [InlineData("{ 'subnet-id': 44 }", "No 'ip-address' provided and 'identifier-type' is either missing or not a string.")]
    [InlineData("{ 'subnet-id': 44, 'identifier-type': 'hw-address' }", "No 'ip-address' provided and 'identifier' is either missing or not a string.")]
    [InlineData("{ 'subnet-id': 44, 'identifier-type': 'x', 'identifier': '01' }", "Incorrect identifier type: x, the only supported values are: address, hw-address, duid")]
    [InlineData("{ 'subnet-id': 44, 'identifier-type': 'hw-address', 'identifier': 'x' }", "'x' is not a valid hexadecimal digit in decoded string 'x'")]
    public void A_lease_that_is_named_wrongly_is_refused(string? arguments, string error)
    {
        Assert.Equal(Error(error), _server.Ask("lease4-get", arguments?.Replace('\'', '"')));
        Assert.Equal(Error(error), _server.Ask("lease4-del", arguments?.Replace('\'', '"')));
    }

    [Fact]
    public void Lease4_del_refuses_what_leases_of_this_family_are_not_named_by()
    {
        const string ByDuid = "{ \"subnet-id\": 44, \"identifier-type\": \"duid\", \"identifier\": \"0102\" }";
        Assert.Equal(Error("Delete by duid is not allowed in v4."), _server.Ask("lease4-del", ByDuid));
        Assert.Equal(Error("Query by duid is not allowed in v4."), _server.Ask("lease4-get", ByDuid));
        Assert.Equal(Error("'update-ddns' is not a boolean"), _server.Ask("lease4-del", "{ \"ip-address\": \"192.0.2.1\", \"update-ddns\": \"x\" }"));
    }

    public void Dispose() => _server.Dispose();
}
