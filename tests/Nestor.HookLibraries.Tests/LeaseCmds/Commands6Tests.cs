using Nestor.Engine.Statistics;
using Nestor.Model.Leases;
using Nestor.Wire.Values;
using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>The commands of IPv6 leases, as far as they are not those of IPv4 leases with another address.</summary>
public sealed class Commands6Tests : IDisposable
{
    private const string Retry = "either because the lease has been deleted or it has changed in the database, in both cases a retry might succeed";

    private readonly LeaseCommands6 _server = new();

    [Fact]
    public void Lease6_add_stores_an_address_with_what_it_is_given_and_the_subnets_lifetimes()
    {
        Assert.Equal(
            "{ \"result\": 0, \"text\": \"Lease for address 2001:db8:1::11, subnet-id 66 added.\" }",
            _server.Ask("lease6-add", "{ 'ip-address': '2001:db8:1::11', 'duid': '1a:1b:1c', 'iaid': 1234 }"));
        Assert.Equal(
            "{ \"arguments\": { \"cltt\": 1000000, \"duid\": \"1a:1b:1c\", \"fqdn-fwd\": false, \"fqdn-rev\": false, \"hostname\": \"\", \"iaid\": 1234, "
            + "\"ip-address\": \"2001:db8:1::11\", \"preferred-lft\": 3000, \"state\": 0, \"subnet-id\": 66, \"type\": \"IA_NA\", \"valid-lft\": 4000 }, "
            + "\"result\": 0, \"text\": \"IPv6 lease found.\" }",
            _server.Ask("lease6-get", "{ 'ip-address': '2001:db8:1::11' }"));

        // The preferred lifetime of the subnet would outlive the lease there.
        _server.Add("2001:db8:2::1");
        Assert.Contains("\"preferred-lft\": 62, \"state\": 0, \"subnet-id\": 99, ", _server.Ask("lease6-get", "{ 'ip-address': '2001:db8:2::1' }"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lease6_add_takes_every_argument_of_a_prefix_too()
    {
        Assert.Equal(
            "{ \"result\": 0, \"text\": \"Lease for prefix 2001:db8:8001::/48, subnet-id 66 added.\" }",
            _server.Ask("lease6-add", """
                { 'ip-address': '2001:db8:8001::', 'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 66, 'duid': '0x0102', 'iaid': 4294967295,
                  'hw-address': '1a:1b', 'preferred-lft': 500, 'valid-lft': 1000, 'expire': 12345678, 'fqdn-fwd': true, 'fqdn-rev': true,
                  'state': 2, 'hostname': 'Urania.example.org', 'user-context': { 'version': 1 }, 'comment': 'x' }
                """));
        Assert.Equal(
            "{ \"arguments\": { \"cltt\": 12344678, \"duid\": \"01:02\", \"fqdn-fwd\": true, \"fqdn-rev\": true, \"hostname\": \"urania.example.org\", "
            + "\"hw-address\": \"1a:1b\", \"iaid\": 4294967295, \"ip-address\": \"2001:db8:8001::\", \"pool-id\": 3, \"preferred-lft\": 500, \"prefix-len\": 48, \"state\": 2, "
            + "\"subnet-id\": 66, \"type\": \"IA_PD\", \"user-context\": { \"comment\": \"x\", \"version\": 1 }, \"valid-lft\": 1000 }, \"result\": 0, \"text\": \"IPv6 lease found.\" }",
            _server.Ask("lease6-get", "{ 'ip-address': '2001:db8:8001::', 'type': 'IA_PD' }"));
    }

    [Fact]
    public void Leases_by_command_are_counted_by_their_kind()
    {
        _server.Add("2001:db8:1::11");
        _server.Add("2001:db8:1::12", "'state': 1");
        _server.Add("2001:db8:8001::", "'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 66");
        _server.Add("2001:db8:1::13", "'state': 4");
        var counts = _server.Bench.Bench.Engine.Statistics.Subnets[0];
        Assert.Equal((2, 1, 1, 1), (counts[SubnetCounter6.AssignedNas], counts[SubnetCounter6.Declined], counts[SubnetCounter6.AssignedPds], counts[SubnetCounter6.RegisteredNas]));
    }

    [Theory]
    [InlineData("{ }", "missing parameter 'ip-address'")]
    [InlineData("{ 'ip-address': 'A' }", "missing parameter 'duid'")]
    [InlineData("{ 'ip-address': 'A', 'duid': '01:02' }", "missing parameter 'iaid'")]
    [InlineData("{ 'ip-address': 'A', 'duid': '01:02', 'iaid': 'x' }", "invalid type specified for parameter 'iaid'")]
    [InlineData("{ 'ip-address': 'A', 'duid': '01:02', 'iaid': 4294967296 }", "out of range value (4294967296) specified for parameter 'iaid'")]
    [InlineData("{ 'ip-address': 'A', 'duid': '', 'iaid': 1 }", "Empty DUIDs are not allowed")]
    [InlineData("{ 'ip-address': 'A', 'duid': 'x', 'iaid': 1 }", "'x' is not a valid string of hexadecimal digits")]
    [InlineData("{ 'ip-address': '192.0.2.1', ID }", "Non-IPv6 address specified: 192.0.2.1")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_TA' }", "Incorrect lease type: IA_TA, the only supported values are: IA_NA and IA_PD")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 5 }", "invalid type specified for parameter 'type'")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'subnet-id': 66 }", "missing parameter 'prefix-len'")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'subnet-id': 66, 'prefix-len': 0 }", "out of range value (0) specified for parameter 'prefix-len'")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'subnet-id': 66, 'prefix-len': 129 }", "out of range value (129) specified for parameter 'prefix-len'")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'prefix-len': 48 }", "Subnet-id is 0 or not specified. This is allowed for address leases only, not prefix leases.")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'subnet-id': 66, 'prefix-len': 48, 'state': 1 }", "Invalid declined state for PD prefix.")]
    [InlineData("{ 'ip-address': 'A', ID, 'type': 'IA_PD', 'subnet-id': 66, 'prefix-len': 48, 'state': 4 }", "Invalid registered state for PD prefix.")]
    [InlineData("{ 'ip-address': 'A', ID, 'hw-address': 'x' }", "'x' is not a valid hexadecimal digit in decoded string 'x'")]
    [InlineData("{ 'ip-address': 'A', ID, 'preferred-lft': 'x' }", "invalid type specified for parameter 'preferred-lft'")]
    [InlineData("{ 'ip-address': 'A', ID, 'fqdn-fwd': true }", "No hostname specified and either forward or reverse fqdn was set to true.")]
    [InlineData("{ 'ip-address': 'A', ID, 'state': 5 }", "Invalid state value: 5, supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed), 3 (released) and 4 (registered)")]
    [InlineData("{ 'ip-address': 'A', ID, 'user-context': [ ] }", "Invalid user context '[ ]' is not a JSON map.")]
    public void Lease6_add_refuses_a_wrong_argument_by_its_name(string arguments, string error)
    {
        string text = arguments.Replace("'A'", "'2001:db8:1::1'", StringComparison.Ordinal).Replace("ID", "'duid': '01:02', 'iaid': 1", StringComparison.Ordinal);
        Assert.Equal(Error(error), _server.Ask("lease6-add", text));
        Assert.Equal(Error(error), _server.Ask("lease6-update", text));
        Assert.Equal(Error(error), _server.Ask("lease6-bulk-apply", $"{{ 'leases': [ {text} ] }}"));
    }

    [Theory]
    [InlineData("3001::1", "", "subnet-id not specified and failed to find a subnet for address 3001::1")]
    [InlineData("3001::1", ", 'subnet-id': 66", "The address 3001::1 does not belong to subnet 2001:db8:1::/64, subnet-id=66")]
    [InlineData("2001:db8:1::1", ", 'subnet-id': 123", "Invalid subnet-id: No IPv6 subnet with subnet-id=123 currently configured.")]
    public void What_is_against_the_configuration_is_a_conflict(string address, string more, string text)
    {
        string arguments = $"{{ 'ip-address': '{address}', 'duid': '01:02', 'iaid': 1{more} }}";
        Assert.Equal(Conflict(text), _server.Ask("lease6-add", arguments));
        Assert.Equal(Conflict(text), _server.Ask("lease6-bulk-apply", $"{{ 'leases': [ {arguments} ] }}"));
    }

    [Fact]
    public void Lease6_add_does_not_touch_a_lease_that_is_there()
    {
        _server.Add("2001:db8:1::11");
        Assert.Equal(Conflict("IPv6 lease already exists."), _server.Ask("lease6-add", "{ 'ip-address': '2001:db8:1::11', 'duid': '01:02', 'iaid': 1 }"));
        Assert.Equal(Error("no parameters specified for the command"), _server.Ask("lease6-add"));
    }

    [Fact]
    public void Lease6_update_replaces_all_of_a_lease_and_creates_one_when_it_is_told_to()
    {
        _server.Add("2001:db8:1::11", "'hostname': 'a'");
        Assert.Equal("{ \"result\": 0, \"text\": \"IPv6 lease updated.\" }", _server.Ask("lease6-update", "{ 'ip-address': '2001:db8:1::11', 'duid': '01:02', 'iaid': 7 }"));
        Assert.True(_server.Bench.Leases6!.TryFind(Ip6.Parse("2001:db8:1::11"), out var lease));
        Assert.True(lease.Hostname.IsEmpty && lease.Fields.Iaid == 7);
        const string Other = "{ 'ip-address': '2001:db8:1::12', 'duid': '01:02', 'iaid': 7, 'force-create': ";
        Assert.Equal(Conflict($"failed to update the lease with address 2001:db8:1::12 {Retry}"), _server.Ask("lease6-update", Other + "false }"));
        Assert.Equal(Error("invalid type specified for parameter 'force-create'"), _server.Ask("lease6-update", Other + "5 }"));
        Assert.Equal("{ \"result\": 0, \"text\": \"IPv6 lease added.\" }", _server.Ask("lease6-update", Other + "true }"));
        Assert.Equal(Error("no parameters specified for lease6-update command"), _server.Ask("lease6-update"));
    }

    [Fact]
    public void Lease6_update_does_not_make_an_address_of_a_prefix()
    {
        _server.Add("2001:db8:1::", "'type': 'IA_PD', 'prefix-len': 96, 'subnet-id': 66");
        Assert.Equal(
            Conflict($"failed to update the lease with address 2001:db8:1:: {Retry}"),
            _server.Ask("lease6-update", "{ 'ip-address': '2001:db8:1::', 'duid': '01:02', 'iaid': 7, 'force-create': true }"));
    }

    [Fact]
    public void Lease6_get_finds_by_address_and_by_IA()
    {
        Fill();
        Assert.Equal("2001:db8:1::11", Addresses(_server.Ask("lease6-get", "{ 'ip-address': '2001:db8:1::11' }")));
        Assert.Equal("2001:db8:8001::", Addresses(_server.Ask("lease6-get", "{ 'ip-address': '2001:db8:8001::', 'type': 'IA_PD' }")));
        Assert.Equal("2001:db8:1::12", Addresses(_server.Ask("lease6-get", By("01:02", 7))));
        Assert.Equal("2001:db8:8001::", Addresses(_server.Ask("lease6-get", By("01:02", 7, ", 'type': 'IA_PD'"))));
    }

    [Theory]
    [InlineData("{ 'ip-address': '2001:db8:8001::' }")]
    [InlineData("{ 'ip-address': '2001:db8:1::11', 'type': 'IA_PD' }")]
    [InlineData("{ 'ip-address': '2001:db8:1::11', 'type': 'IA_TA' }")]
    [InlineData("{ 'subnet-id': 67, 'identifier-type': 'duid', 'identifier': '01:02', 'iaid': 7 }")]
    [InlineData("{ 'subnet-id': 66, 'identifier-type': 'duid', 'identifier': '01:02' }")]
    [InlineData("{ 'subnet-id': 66, 'identifier-type': 'duid', 'identifier': '01:02', 'iaid': -7 }")]
    public void Lease6_get_says_when_there_is_none(string arguments)
    {
        Fill();
        Assert.Equal(Empty("Lease not found."), _server.Ask("lease6-get", arguments));
    }

    [Theory]
    [InlineData("{ }", "Mandatory 'subnet-id' parameter missing.")]
    [InlineData("{ 'ip-address': '192.0.2.1' }", "Invalid IPv6 address specified: 192.0.2.1")]
    [InlineData("{ 'ip-address': '::1', 'type': 5 }", "'type' is not a string.")]
    [InlineData("{ 'ip-address': '::1', 'type': 'x' }", "Invalid lease type specified: x, only supported values are: IA_NA, IA_TA, IA_PD and V4")]
    [InlineData("{ 'subnet-id': 66, 'identifier-type': 'duid', 'identifier': '01', 'iaid': 'x' }", "'iaid' parameter is not integer.")]
    [InlineData("{ 'subnet-id': 66, 'identifier-type': 'duid', 'identifier': '' }", "Empty DUIDs are not allowed")]
    public void A_lease_that_is_named_wrongly_is_refused(string arguments, string error)
    {
        Assert.Equal(Error(error), _server.Ask("lease6-get", arguments));
        Assert.Equal(Error(error), _server.Ask("lease6-del", arguments));
        Assert.Equal(Error(error), _server.Ask("lease6-bulk-apply", $"{{ 'deleted-leases': [ {arguments} ] }}"));
    }

    [Fact]
    public void Lease6_get_by_an_IA_with_several_leases_is_refused()
    {
        Fill();
        _server.Add("2001:db8:1::13", "", "01:02", 7);
        Assert.Equal(Error("More than one lease found for type 0, duid 01:02, iaid 7 and subnet-id 66"), _server.Ask("lease6-get", By("01:02", 7)));
        Assert.Equal(Error("Query by hw-address is not allowed in v6."), _server.Ask("lease6-get", By("01:02", 7).Replace("duid", "hw-address", StringComparison.Ordinal)));
        Assert.Equal(Error("Query by client-id is not allowed in v6."), _server.Ask("lease6-get", By("01:02", 7).Replace("duid", "client-id", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lease6_del_removes_addresses_and_prefixes()
    {
        Fill();
        const string Done = "{ \"result\": 0, \"text\": \"IPv6 lease deleted.\" }";
        Assert.Equal(Done, _server.Ask("lease6-del", "{ 'ip-address': '2001:db8:1::11' }"));
        Assert.Equal(Empty("IPv6 lease not found."), _server.Ask("lease6-del", "{ 'ip-address': '2001:db8:8001::' }"));
        Assert.Equal(Done, _server.Ask("lease6-del", "{ 'ip-address': '2001:db8:8001::', 'type': 'IA_PD', 'update-ddns': false }"));
        Assert.Equal(Done, _server.Ask("lease6-del", By("01:02", 7)));
        Assert.Equal(Error("Delete by hw-address is not allowed in v6."), _server.Ask("lease6-del", By("01:02", 7).Replace("duid", "hw-address", StringComparison.Ordinal)));
        Assert.Equal(Error("'update-ddns' is not a boolean"), _server.Ask("lease6-del", "{ 'ip-address': '::1', 'update-ddns': 1 }"));
        Assert.Equal(Error("Parameters missing or are not a map."), _server.Ask("lease6-del"));
    }

    [Fact]
    public void Lease6_get_all_and_pages_tell_addresses_and_prefixes_in_order()
    {
        Fill();
        Assert.Equal("2001:db8:1::11 2001:db8:1::12 2001:db8:2::1 2001:db8:8001::", Addresses(_server.Ask("lease6-get-all")));
        Assert.Equal("2001:db8:2::1", Addresses(_server.Ask("lease6-get-all", "{ 'subnets': [ 99 ] }")));
        Assert.Equal(Error("'subnets' parameter must be a list"), _server.Ask("lease6-get-all", "{ 'subnets': 99 }"));
        Assert.Equal("2001:db8:1::11 2001:db8:1::12", Addresses(_server.Ask("lease6-get-page", "{ 'from': '::', 'limit': 2 }")));
        Assert.Equal("2001:db8:2::1 2001:db8:8001::", Addresses(_server.Ask("lease6-get-page", "{ 'from': '2001:db8:1::12', 'limit': 20 }")));
        Assert.Equal(Error("'from' parameter value 0.0.0.0 is not an IPv6 address"), _server.Ask("lease6-get-page", "{ 'from': '0.0.0.0', 'limit': 2 }"));
        Assert.Equal(Error("no parameters specified for the lease6-get-page command"), _server.Ask("lease6-get-page"));
    }

    [Fact]
    public void Lease6_get_by_something_tells_all_that_have_it()
    {
        Fill();
        _server.Add("2001:db8:1::21", "'hostname': 'Host.example', 'hw-address': '1a:1b', 'state': 3");
        Assert.Equal("2001:db8:1::12 2001:db8:8001::", Addresses(_server.Ask("lease6-get-by-duid", "{ 'duid': '01:02' }")));
        Assert.Equal("2001:db8:1::21", Addresses(_server.Ask("lease6-get-by-hostname", "{ 'hostname': 'host.EXAMPLE' }")));
        Assert.Equal("2001:db8:1::21", Addresses(_server.Ask("lease6-get-by-hw-address", "{ 'hw-address': '1a:1b' }")));
        Assert.Equal("2001:db8:1::21", Addresses(_server.Ask("lease6-get-by-state", "{ 'state': 'released', 'subnet-id': 66 }")));
    }

    [Theory]
    [InlineData("lease6-get-by-duid", "duid")]
    [InlineData("lease6-get-by-hostname", "hostname")]
    [InlineData("lease6-get-by-hw-address", "hw-address")]
    public void Lease6_get_by_something_refuses_what_is_no_text_and_says_when_there_is_none(string command, string name)
    {
        Assert.Equal(Error($"'{name}' parameter not specified"), _server.Ask(command, "{ }"));
        Assert.Equal(Error($"'{name}' parameter must be a string"), _server.Ask(command, $"{{ '{name}': 5 }}"));
        Assert.Contains("\"result\": 3", _server.Ask(command, $"{{ '{name}': '01:02' }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lease6_get_by_state_tells_registered_ones_and_refuses_other_states()
    {
        _server.Add("2001:db8:1::11", "'state': 4");
        Assert.Equal("2001:db8:1::11", Addresses(_server.Ask("lease6-get-by-state", "{ 'state': 'registered' }")));
        Assert.Contains("\"result\": 1", _server.Ask("lease6-get-by-state", "{ 'state': 'x' }"), StringComparison.Ordinal);
        Assert.Equal(Error("'state' parameter not specified"), _server.Ask("lease6-get-by-state", "{ }"));
    }

    [Fact]
    public void Lease6_wipe_removes_the_leases_of_a_subnet_or_of_all()
    {
        Fill();
        Assert.Equal("{ \"result\": 0, \"text\": \"Deleted 3 IPv6 lease(s) from subnet(s) 66\" }", _server.Ask("lease6-wipe", "{ 'subnet-id': 66 }"));
        Assert.Equal("{ \"result\": 0, \"text\": \"Deleted 1 IPv6 lease(s) from subnet(s) 66 99\" }", _server.Ask("lease6-wipe"));
        Assert.Equal(Empty("Deleted 0 IPv6 lease(s) from subnet(s) 66 99"), _server.Ask("lease6-wipe", "{ }"));
        Assert.Equal(Error("invalid type specified for parameter 'subnet-id'"), _server.Ask("lease6-wipe", "{ 'subnet-id': 'x' }"));
    }

    [Fact]
    public void Lease6_resend_ddns_asks_what_Kea_asks_and_then_says_that_nothing_is_sent()
    {
        Assert.Equal(Error("DDNS updating is not enabled"), _server.Ask("lease6-resend-ddns", "{ 'ip-address': '2001:db8:1::11' }"));
        Assert.Equal(Error("Invalid IPv6 address specified: 192.0.2.1"), _server.Ask("lease6-resend-ddns", "{ 'ip-address': '192.0.2.1' }"));
        using var server = new LeaseCommands6(Library + "\"dhcp-ddns\": { \"enable-updates\": true }, " + LeaseCommands6.Subnets);
        server.Add("2001:db8:1::11", "'hostname': 'a.example', 'fqdn-fwd': true");
        Assert.Equal(Empty("No lease found for: 2001:db8:1::12"), server.Ask("lease6-resend-ddns", "{ 'ip-address': '2001:db8:1::12' }"));
        Assert.Equal(
            Error("NCR not generated for: 2001:db8:1::11, hostname: a.example: this server does not send DNS updates yet"),
            server.Ask("lease6-resend-ddns", "{ 'ip-address': '2001:db8:1::11' }"));
    }

    [Fact]
    public void Lease6_bulk_apply_removes_changes_and_adds_and_lists_what_it_could_not()
    {
        Fill();
        string answer = _server.Ask("lease6-bulk-apply", """
            { 'deleted-leases': [ { 'ip-address': '2001:db8:1::77' }, { 'ip-address': '2001:db8:8001::', 'type': 'IA_PD' }, { 'ip-address': '2001:db8:1::11' } ],
              'leases': [ { 'ip-address': '2001:db8:1::70', 'duid': '01:02:03', 'iaid': 1 }, { 'ip-address': '2001:db8:1::12', 'duid': '01:02:03', 'iaid': 2 },
                          { 'ip-address': '2001:db8:2::1', 'type': 'IA_PD', 'prefix-len': 128, 'subnet-id': 99, 'duid': '01:02:03', 'iaid': 3 } ] }
            """);
        Assert.Equal(
            "{ \"arguments\": { \"failed-deleted-leases\": [ { \"error-message\": \"lease not found\", \"ip-address\": \"2001:db8:1::77\", \"result\": 3, \"type\": \"IA_NA\" } ], "
            + "\"failed-leases\": [ { \"error-message\": \"there is a lease of the other type\", \"ip-address\": \"2001:db8:2::1\", \"result\": 4, \"type\": \"IA_PD\" } ] }, "
            + "\"result\": 0, \"text\": \"Bulk apply of 4 IPv6 leases completed.\" }",
            answer);
        Assert.Equal("2001:db8:1::12 2001:db8:1::70 2001:db8:2::1", Addresses(_server.Ask("lease6-get-all")));
    }

    [Fact]
    public void Lease6_bulk_apply_does_nothing_when_one_lease_is_malformed()
    {
        Fill();
        Assert.Equal(
            Error("missing parameter 'duid'"),
            _server.Ask("lease6-bulk-apply", "{ 'deleted-leases': [ { 'ip-address': '2001:db8:1::11' } ], 'leases': [ { 'ip-address': '2001:db8:1::70' } ] }"));
        Assert.Equal(4, _server.Bench.Leases6!.Count);
        Assert.Equal(Empty("Bulk apply of 0 IPv6 leases completed."), _server.Ask("lease6-bulk-apply", "{ 'leases': [ ] }"));
    }

    [Theory]
    [InlineData(null, "Command arguments missing or a not a map.")]
    [InlineData("{ }", "neither 'deleted-leases' nor 'leases' parameter specified")]
    [InlineData("{ 'leases': 5 }", "the 'leases' parameter must be a list")]
    [InlineData("{ 'deleted-leases': 5 }", "the 'deleted-leases' parameter must be a list")]
    [InlineData("{ 'leases': [ 5 ] }", "every item of the 'leases' parameter must be a map")]
    [InlineData("{ 'deleted-leases': [ 5 ] }", "Parameters missing or are not a map.")]
    [InlineData("{ 'deleted-leases': [ { 'subnet-id': 66, 'identifier-type': 'hw-address', 'identifier': '01' } ] }", "Delete by hw-address is not allowed in v6.")]
    public void Lease6_bulk_apply_refuses_wrong_arguments(string? arguments, string error) =>
        Assert.Equal(Error(error), _server.Ask("lease6-bulk-apply", arguments));

    public void Dispose() => _server.Dispose();

    private static string By(string duid, uint iaid, string more = "") =>
        $"{{ 'subnet-id': 66, 'identifier-type': 'duid', 'identifier': '{duid}', 'iaid': {iaid}{more} }}";

    private void Fill()
    {
        _server.Add("2001:db8:8001::", "'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 66", "01:02", 7);
        _server.Add("2001:db8:1::12", "", "01:02", 7);
        _server.Add("2001:db8:2::1");
        _server.Add("2001:db8:1::11");
    }
}
