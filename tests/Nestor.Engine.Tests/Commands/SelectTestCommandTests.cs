using Nestor.Engine.Selection;
using Nestor.Hooks.Commands;
using Nestor.Model.Networks;

namespace Nestor.Engine.Tests.Commands;

/// <summary>The commands that tell which subnet a query would be in.</summary>
public sealed class SelectTestCommandTests
{
    private const string Subnets = """
        "client-classes": [ { "name": "gold" } ],
        "shared-networks": [ { "name": "floor", "subnet4": [ { "id": 7, "subnet": "10.7.0.0/24" }, { "id": 8, "subnet": "10.8.0.0/24" } ] } ],
        "subnet4": [
          { "id": 1, "subnet": "10.1.0.0/24", "relay": { "ip-addresses": [ "192.0.2.77" ] } },
          { "id": 2, "subnet": "10.2.0.0/24", "interface": "eth2" },
          { "id": 3, "subnet": "10.3.0.0/24", "client-classes": [ "gold" ] },
          { "id": 4, "subnet": "192.0.2.0/24" },
          { "id": 5, "subnet": "10.5.0.0/24", "4o6-subnet": "2001:db8:5::/64", "4o6-interface": "eth5", "4o6-interface-id": "port5" } ]
        """;

    private const string Subnets6 = """
        "client-classes": [ { "name": "gold" } ],
        "shared-networks": [ { "name": "floor", "subnet6": [ { "id": 7, "subnet": "2001:db8:7::/64" } ] } ],
        "subnet6": [
          { "id": 1, "subnet": "2001:db8:1::/64", "relay": { "ip-addresses": [ "2001:db8:99::1" ] } },
          { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth2" },
          { "id": 3, "subnet": "2001:db8:3::/64", "client-classes": [ "gold" ] },
          { "id": 4, "subnet": "2001:db8:4::/64", "interface-id": "port4" } ]
        """;

    private readonly CommandTable _commands = new();

    public SelectTestCommandTests()
    {
        var bench = new Bench(Subnets);
        bench.Engine.Interfaces = new Dictionary<string, LocalInterface> { ["eth0"] = Bench.Eth0 };
        SelectTestCommands.Register(_commands, bench.Engine);
        SelectTestCommands.Register(_commands, new Bench6(Bench6.Load(Subnets6)).Engine);
    }

    [Theory]
    [InlineData("\"relay\": \"192.0.2.77\"", "subnet '10.1.0.0/24' id 1")]
    [InlineData("\"relay\": \"10.1.0.9\"", "subnet '10.1.0.0/24' id 1")]
    [InlineData("\"relay\": \"10.1.0.9\", \"subnet\": \"10.2.0.1\"", "subnet '10.2.0.0/24' id 2")]
    [InlineData("\"link\": \"10.1.0.9\", \"subnet\": \"10.2.0.1\"", "subnet '10.1.0.0/24' id 1")]
    [InlineData("\"interface\": \"eth2\"", "subnet '10.2.0.0/24' id 2")]
    [InlineData("\"interface\": \"eth0\"", "subnet '192.0.2.0/24' id 4")]
    [InlineData("\"address\": \"10.8.0.2\"", "shared network 'floor' starting with subnet '10.8.0.0/24' id 8")]
    [InlineData("\"remote\": \"10.1.0.2\", \"local\": \"10.9.0.1\"", "subnet '10.1.0.0/24' id 1")]
    [InlineData("\"remote\": \"10.1.0.2\", \"local\": \"255.255.255.255\", \"interface\": \"eth2\"", "subnet '10.2.0.0/24' id 2")]
    [InlineData("\"relay\": \"10.3.0.1\", \"classes\": [ \"x\", \"gold\" ]", "subnet '10.3.0.0/24' id 3")]
    [InlineData("\"relay\": \"10.3.0.1\"", null)]
    [InlineData("\"relay\": \"10.3.0.1\", \"classes\": [ ]", null)]
    [InlineData("\"interface\": \"eth9\"", null)]
    [InlineData("", null)]
    public void The_DHCPv4_subnet_is_that_of_a_query_like_this(string arguments, string? found) => Found("subnet4-select-test", arguments, found);

    [Theory]
    [InlineData("\"remote\": \"2001:db8:5::1\"", "subnet '10.5.0.0/24' id 5")]
    [InlineData("\"interface\": \"eth5\", \"address\": \"10.1.0.2\", \"link\": \"2001:db8::1\"", "subnet '10.5.0.0/24' id 5")]
    [InlineData("\"interface-id\": \"706f727435\"", "subnet '10.5.0.0/24' id 5")]
    [InlineData("\"interface-id\": \"'port5'\"", "subnet '10.5.0.0/24' id 5")]
    [InlineData("\"relay\": \"10.1.0.9\"", null)]
    public void The_subnet_of_a_query_that_came_over_DHCPv6(string arguments, string? found) => Found("subnet4o6-select-test", arguments, found);

    [Theory]
    [InlineData("\"link\": \"2001:db8:99::1\"", "subnet '2001:db8:1::/64' id 1")]
    [InlineData("\"link\": \"2001:db8:7::1\"", "shared network 'floor' starting with subnet '2001:db8:7::/64' id 7")]
    [InlineData("\"interface-id\": \"706f727434\", \"link\": \"2001:db8:1::1\"", "subnet '2001:db8:4::/64' id 4")]
    [InlineData("\"interface-id\": \"70:6f\", \"link\": \"2001:db8:1::1\"", "subnet '2001:db8:1::/64' id 1")]
    [InlineData("\"interface\": \"eth2\"", "subnet '2001:db8:2::/64' id 2")]
    [InlineData("\"remote\": \"2001:db8:3::5\", \"classes\": [ \"gold\" ]", "subnet '2001:db8:3::/64' id 3")]
    [InlineData("\"remote\": \"2001:db8:3::5\"", null)]
    [InlineData("\"link\": \"2001:db8:8::1\", \"interface\": \"eth2\"", null)]
    public void The_DHCPv6_subnet_is_that_of_a_query_like_this(string arguments, string? found) => Found("subnet6-select-test", arguments, found);

    [Theory]
    [InlineData("subnet4-select-test", null, "empty arguments")]
    [InlineData("subnet4-select-test", "[ ]", "arguments must be a map")]
    [InlineData("subnet4-select-test", "{ \"interface-id\": \"01\" }", "unknown entry 'interface-id'")]
    [InlineData("subnet4-select-test", "{ \"relay\": 5 }", "'relay' entry must be a string")]
    [InlineData("subnet4-select-test", "{ \"relay\": \"x\" }", "bad 'relay' entry: found 'x', wanted an address")]
    [InlineData("subnet4-select-test", "{ \"relay\": \"2001:db8::1\" }", "bad 'relay' entry: found '2001:db8::1', wanted an address")]
    [InlineData("subnet4-select-test", "{ \"classes\": \"gold\" }", "'classes' entry must be a list of strings")]
    [InlineData("subnet4-select-test", "{ \"classes\": [ 1 ] }", "'classes' entry must be a list of strings")]
    [InlineData("subnet4o6-select-test", null, "empty arguments")]
    [InlineData("subnet4o6-select-test", "{ \"bogus\": \"\" }", "unknown entry 'bogus'")]
    [InlineData("subnet4o6-select-test", "{ \"remote\": \"10.0.0.1\" }", "bad 'remote' entry: found '10.0.0.1', wanted an address")]
    [InlineData("subnet4o6-select-test", "{ \"local\": \"x\" }", "bad 'local' entry: found 'x', wanted an address")]
    [InlineData("subnet4o6-select-test", "{ \"interface-id\": \"xyz\" }", "bad 'interface-id' entry: found 'xyz', wanted hexadecimal digits or a text in quotes")]
    [InlineData("subnet6-select-test", null, "empty arguments")]
    [InlineData("subnet6-select-test", "5", "arguments must be a map")]
    [InlineData("subnet6-select-test", "{ \"relay\": \"x\" }", "unknown entry 'relay'")]
    [InlineData("subnet6-select-test", "{ \"link\": true }", "'link' entry must be a string")]
    [InlineData("subnet6-select-test", "{ \"remote\": \"x\" }", "bad 'remote' entry: found 'x', wanted an address")]
    public void What_is_wrong_with_a_question_is_said(string command, string? arguments, string text)
    {
        var answer = _commands.Ask(command, arguments);
        Assert.Equal((ResultCode.Error, text), (answer.Code, answer.Text));
    }

    private void Found(string command, string arguments, string? found)
    {
        var answer = _commands.Ask(command, $"{{ {arguments} }}");
        Assert.Equal(found is null ? (ResultCode.Empty, "no selected subnet") : (ResultCode.Success, $"selected {found}"), (answer.Code, answer.Text));
    }
}
