using Nestor.HookLibraries.Tests.LeaseCmds;
using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.StatCmds;

/// <summary><c>stat-lease4-get</c> and <c>stat-lease6-get</c>.</summary>
public sealed class StatCommandTests : IDisposable
{
    private const string Libraries = """ "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" }, { "library": "/a/libdhcp_stat_cmds.so" } ], """;

    private const string Columns4 = "\"columns\": [ \"subnet-id\", \"total-addresses\", \"cumulative-assigned-addresses\", \"assigned-addresses\", \"declined-addresses\" ]";

    private const string Columns6 = "\"columns\": [ \"subnet-id\", \"total-nas\", \"cumulative-assigned-nas\", \"assigned-nas\", \"declined-addresses\", "
        + "\"total-pds\", \"cumulative-assigned-pds\", \"assigned-pds\" ]";

    private readonly LeaseCommands4 _server4 = new(Libraries + Subnets);
    private readonly LeaseCommands6 _server6 = new(Libraries + LeaseCommands6.Subnets);

    [Fact]
    public void Stat_lease4_get_has_a_row_for_each_subnet()
    {
        _server4.Add("192.0.2.11");
        _server4.Add("192.0.2.12", "\"state\": 1");
        _server4.Add("192.0.2.13", "\"state\": 2");
        Assert.Matches(
            $$"""^{ "arguments": { "result-set": { {{System.Text.RegularExpressions.Regex.Escape(Columns4)}}, "rows": \[ \[ 44, 90, 0, 1, 1 \], \[ 88, 0, 0, 0, 0 \] \],"""
            + """ "timestamp": "\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}" } }, "result": 0, "text": "stat-lease4-get\[all subnets\]: 2 rows found" }$""",
            _server4.Ask("stat-lease4-get"));
    }

    [Fact]
    public void Stat_lease4_get_counts_what_clients_were_given_since_the_start()
    {
        using var server = new LeaseCommands4(Libraries + Engine.Tests.Bench.PlainSubnet);
        var address = server.Bench.Bench.Lease(1);
        Assert.Contains("[ 1, 10, 1, 1, 0 ]", server.Ask("stat-lease4-get"), StringComparison.Ordinal);
        server.Ask("lease4-del", $"{{ \"ip-address\": \"{address}\" }}");
        Assert.Contains("[ 1, 10, 1, 0, 0 ]", server.Ask("stat-lease4-get"), StringComparison.Ordinal);
    }

    [Fact]
    public void Stat_lease6_get_has_a_row_for_each_subnet_with_addresses_and_prefixes()
    {
        _server6.Add("2001:db8:1::11");
        _server6.Add("2001:db8:1::12", "'state': 1");
        _server6.Add("2001:db8:8001::", "'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 66");
        string answer = _server6.Ask("stat-lease6-get");
        Assert.StartsWith(
            "{ \"arguments\": { \"result-set\": { " + Columns6 + ", \"rows\": [ [ 66, 138, 0, 1, 1, 256, 0, 1 ], [ 99, 0, 0, 0, 0, 0, 0, 0 ] ], \"timestamp\": ",
            answer, StringComparison.Ordinal);
        Assert.EndsWith("\"result\": 0, \"text\": \"stat-lease6-get[all subnets]: 2 rows found\" }", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ }", "44 88", "[all subnets]: 2 rows found")]
    [InlineData("{ 'subnet-id': 88 }", "88", "[subnet-id=88]: 1 rows found")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 44, 'last-subnet-id': 87 } }", "44", "[subnets 44 through 87]: 1 rows found")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 1, 'last-subnet-id': 5000000000 } }", "44 88", "[subnets 1 through 5000000000]: 2 rows found")]
    public void Stat_lease4_get_takes_a_subnet_or_a_range(string arguments, string ids, string text)
    {
        string answer = _server4.Ask("stat-lease4-get", arguments.Replace('\'', '"'));
        Assert.Equal(ids, string.Join(' ', answer.Split("[ ").Select(part => part.Split(',')[0]).Where(part => part is "44" or "88")));
        Assert.EndsWith($"\"text\": \"stat-lease4-get{text}\" }}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ 'subnet-id': 7 }", "[subnet-id=7]: no matching data, subnet-id: 7 does not exist")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 5, 'last-subnet-id': 7 } }", "[subnets 5 through 7]: no matching data, selected ID range: 5 through 7 includes no known subnets")]
    public void Stat_commands_say_when_there_is_no_such_subnet(string arguments, string text)
    {
        Assert.Equal($"{{ \"arguments\": {{ }}, \"result\": 3, \"text\": \"stat-lease4-get{text}\" }}", _server4.Ask("stat-lease4-get", arguments.Replace('\'', '"')));
        Assert.Equal($"{{ \"arguments\": {{ }}, \"result\": 3, \"text\": \"stat-lease6-get{text}\" }}", _server6.Ask("stat-lease6-get", arguments));
    }

    [Theory]
    [InlineData("5", "'arguments' parameter is not a map")]
    [InlineData("{ 'subnet-id': 'x' }", "'subnet-id' parameter is not integer")]
    [InlineData("{ 'subnet-id': 0 }", "'subnet-id' parameter must be > 0")]
    [InlineData("{ 'subnet-id': 1, 'subnet-range': { } }", "cannot specify both subnet-id and subnet-range")]
    [InlineData("{ 'subnet-range': 5 }", "subnet-range parameter is not a map")]
    [InlineData("{ 'subnet-range': { } }", "'first-subnet-id' parameter missing or not an integer")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 0 } }", "'first-subnet-id' parameter must be > 0")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 1 } }", "'last-subnet-id' parameter missing or not an integer")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 1, 'last-subnet-id': 0 } }", "'last-subnet-id' parameter must be > 0")]
    [InlineData("{ 'subnet-range': { 'first-subnet-id': 5, 'last-subnet-id': 4 } }", "'last-subnet-id' must be greater than 'first-subnet-id'")]
    public void Stat_commands_refuse_a_wrong_argument_by_its_name(string arguments, string error)
    {
        Assert.Equal(Error(error), _server4.Ask("stat-lease4-get", arguments.Replace('\'', '"')));
        Assert.Equal(Error(error), _server6.Ask("stat-lease6-get", arguments));
    }

    [Fact]
    public void The_library_takes_no_parameters() => Assert.Contains(
        "found \"x\", wanted no parameters of libdhcp_stat_cmds",
        Assert.Single(LibraryBench4.Refused(""" "hooks-libraries": [ { "library": "libdhcp_stat_cmds.so", "parameters": { "x": 1 } } ] """)),
        StringComparison.Ordinal);

    public void Dispose()
    {
        _server4.Dispose();
        _server6.Dispose();
    }
}
