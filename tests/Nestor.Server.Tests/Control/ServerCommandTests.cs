using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Runtime;

namespace Nestor.Server.Tests.Control;

/// <summary>Commands that every server has, with a server that only notes what it is told.</summary>
public sealed class ServerCommandTests
{
    private readonly NotingServer _server = new();
    private readonly CommandTable _commands = new();

    public ServerCommandTests()
    {
        ServerCommands.Register(_commands, _server);
        ConfigCommands.Register(_commands, _server);
        ServiceCommands.Register(_commands, _server);
        InterfaceCommands.Register(_commands, _server);
        StoreCommands.Register(_commands, _server);
    }

    [Fact]
    public void Commands_are_listed_in_the_order_of_the_alphabet() => Assert.Equal(
        "{ \"arguments\": [ \"build-report\", \"config-backend-pull\", \"config-get\", \"config-hash-get\", \"config-reload\", \"config-set\", \"config-test\", "
        + "\"config-write\", \"dhcp-disable\", \"dhcp-enable\", \"interface-add\", \"interface-list\", \"interface-redetect\", \"kea-lfc-start\", \"list-commands\", \"server-tag-get\", \"shutdown\", \"status-get\", \"version-get\" ], \"result\": 0 }",
        Ask("list-commands"));

    [Fact]
    public void The_version_is_told_short_and_long()
    {
        var answer = Run("version-get", null);
        Assert.Equal(ProductVersion.Text, answer.Text);
        Assert.Equal(ProductVersion.Extended, answer.Arguments!["extended"]!.Text);
        Assert.Equal(ProductVersion.Build, Run("build-report", null).Text);
    }

    [Fact]
    public void The_server_tag_is_told() => Assert.Equal("{ \"arguments\": { \"server-tag\": \"tag\" }, \"result\": 0 }", Ask("server-tag-get"));

    [Fact]
    public void The_status_tells_process_times_service_and_sockets()
    {
        Assert.Equal(
            "{ \"arguments\": { \"csv-lease-file\": \"leases.csv\", \"dhcp-state\": { \"disabled-by-db-connection\": [ ], "
            + "\"disabled-by-local-command\": [ ], \"disabled-by-remote-command\": [ ], \"disabled-by-user\": false, \"globally-disabled\": false }, "
            + $"\"extended-info-tables\": false, \"multi-threading-enabled\": true, \"packet-queue-size\": 64, \"packet-queue-statistics\": [ 0.5, 0.25, 0.125 ], \"pid\": {Environment.ProcessId}, "
            + "\"reload\": 7, \"sockets\": { \"status\": \"ready\" }, "
            + $"\"thread-pool-size\": {Environment.ProcessorCount}, \"uptime\": 60 }}, \"result\": 0 }}",
            Ask("status-get"));
        _server.Service.Disable(ServiceState.User, null);
        _server.Service.Disable(2001, null);
        _server.Problems.Add("eth0: gone");
        var status = Run("status-get", null).Arguments!;
        Assert.Equal("{ \"errors\": [ \"eth0: gone\" ], \"status\": \"retrying\" }", JsonWriter.Compact(status["sockets"]!));
        Assert.Contains("\"disabled-by-remote-command\": [ 2001 ], \"disabled-by-user\": true, \"globally-disabled\": true", JsonWriter.Compact(status["dhcp-state"]!));
    }

    [Theory]
    [InlineData("\"enable-multi-threading\": false, \"thread-pool-size\": 4", false, null, null)]
    [InlineData("\"enable-multi-threading\": true", true, -1L, 64L)]
    [InlineData("\"thread-pool-size\": 4, \"packet-queue-size\": 16", true, 4L, 16L)]
    [InlineData("\"thread-pool-size\": 65535, \"packet-queue-size\": 0", true, 65535L, 0L)]
    public void The_status_tells_what_the_configuration_says_of_threads(string set, bool isOn, long? threads, long? queue)
    {
        _server.Settings = Loaded($"\"multi-threading\": {{ {set} }}");
        var status = Run("status-get", null).Arguments!;
        Assert.Equal(isOn, status["multi-threading-enabled"]!.Boolean);
        Assert.Equal(threads == -1 ? Environment.ProcessorCount : threads, status["thread-pool-size"]?.Integer);
        Assert.Equal(queue, status["packet-queue-size"]?.Integer);
        Assert.Equal(isOn, status["packet-queue-statistics"] is not null);
    }

    [Fact]
    public void The_status_tells_what_is_left_out()
    {
        Assert.Null(Run("status-get", null).Arguments!["quarantined"]);
        _server.Settings = Loaded("\"on-error\": \"quarantine\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"x\" } ]");
        Assert.Single(Run("status-get", null).Arguments!["quarantined"]!.Items);
    }

    [Fact]
    public void The_status_tells_what_each_hook_library_costs()
    {
        Assert.Null(Run("status-get", null).Arguments!["hook-libraries"]);
        _server.Libraries = [new Hooks.Libraries.LibraryGuard("libdhcp_toy", GuardPolicy.Usual, Model.Logging.Logger.Silent)];
        Assert.Equal(
            "[ { \"calls\": 0, \"cut-off\": false, \"errors\": 0, \"library\": \"libdhcp_toy\", \"longest-call\": 0, \"slow-calls\": 0, \"stuck\": 0, \"total-time\": 0 } ]",
            JsonWriter.Compact(Run("status-get", null).Arguments!["hook-libraries"]!));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("{ }", 0)]
    [InlineData("{ \"exit-value\": 7, \"type\": \"now\" }", 7)]
    [InlineData("{ \"exit-value\": -5 }", -5)]
    public void A_shutdown_ends_the_server_with_its_exit_value(string? arguments, int exitCode)
    {
        Assert.Equal("Shutting down.", Run("shutdown", arguments).Text);
        Assert.Equal(exitCode, _server.ExitCode);
    }

    [Theory]
    [InlineData("shutdown", "5", "Argument must be a map")]
    [InlineData("shutdown", "{ \"exit-value\": \"x\" }", "parameter 'exit-value' is not an integer")]
    [InlineData("dhcp-disable", "[ ]", "arguments for the 'dhcp-disable' command must be a map")]
    [InlineData("dhcp-disable", "{ \"max-period\": 0 }", "'max-period' must be positive integer")]
    [InlineData("dhcp-disable", "{ \"max-period\": -1 }", "'max-period' must be positive integer")]
    [InlineData("dhcp-disable", "{ \"max-period\": \"x\" }", "'max-period' argument must be a number")]
    [InlineData("dhcp-disable", "{ \"origin\": \"x\" }", "invalid value used for 'origin' parameter: x")]
    [InlineData("dhcp-disable", "{ \"origin\": true }", "'origin' argument must be a string or a number")]
    [InlineData("dhcp-disable", "{ \"origin\": 7 }", "invalid value used for 'origin' parameter: 7")]
    [InlineData("dhcp-disable", "{ \"origin-id\": 7, \"origin\": \"user\" }", "invalid value used for 'origin-id' parameter: 7")]
    [InlineData("dhcp-disable", "{ \"origin-id\": \"x\" }", "'origin-id' argument must be a number")]
    [InlineData("dhcp-enable", "5", "arguments for the 'dhcp-enable' command must be a map")]
    [InlineData("dhcp-enable", "{ \"origin\": \"x\" }", "invalid value used for 'origin' parameter: x")]
    [InlineData("config-set", null, "Missing mandatory 'arguments' parameter.")]
    [InlineData("config-set", "{ }", "Missing mandatory 'Dhcp4' parameter.")]
    [InlineData("config-set", "{ \"Dhcp4\": 5 }", "'Dhcp4' parameter expected to be a map.")]
    [InlineData("config-set", "{ \"Dhcp4\": { }, \"Dhcp6\": { } }", "Unsupported 'Dhcp6' parameter.")]
    [InlineData("config-set", "{ \"Dhcp4\": { }, \"hash\": \"x\" }", "Unsupported 'hash' parameter.")]
    [InlineData("config-set", "[ ]", "arguments for the 'config-set' command must be a map")]
    [InlineData("config-set", "{ \"Dhcp4\": { \"bad\": 1 } }", "wrong")]
    [InlineData("config-set", "{ \"Dhcp4\": { \"untakable\": 1 } }", "cannot be taken")]
    [InlineData("config-write", "5", "Argument must be a map")]
    [InlineData("config-write", "{ \"filename\": 5 }", "passed parameter 'filename' is not a string")]
    [InlineData("interface-add", null, "Missing mandatory 'interfaces' parameter.")]
    [InlineData("interface-add", "[ ]", "arguments for the 'interface-add' command must be a map")]
    [InlineData("interface-add", "{ \"interfaces\": \"eth0\" }", "'interfaces' parameter expected to be a list of strings.")]
    [InlineData("interface-add", "{ \"interfaces\": [ 1 ] }", "'interfaces' parameter expected to be a list of strings.")]
    [InlineData("interface-add", "{ \"interfaces\": [ \"eth7\" ] }", "interface 'eth7' is not present in the system")]
    [InlineData("config-test", null, "Missing mandatory 'arguments' parameter.")]
    [InlineData("config-test", "{ \"Dhcp4\": { }, \"Logging\": { } }", "Unsupported 'Logging' parameter.")]
    [InlineData("config-test", "{ \"Dhcp4\": { \"bad\": 1 } }", "wrong")]
    public void What_is_wrong_with_a_command_is_said_and_nothing_is_done(string command, string? arguments, string text)
    {
        var result = Run(command, arguments);
        Assert.Equal((ResultCode.Error, text), (result.Code, result.Text));
        Assert.Null(_server.ExitCode);
        Assert.Null(_server.Taken);
        Assert.True(_server.Service.IsEnabled);
    }

    [Fact]
    public void A_configuration_is_read_where_the_command_came_and_taken_on_the_loop()
    {
        Assert.Equal(CommandPlace.Outside, _commands.Find("config-set")!.Place);
        var first = Call("config-set", "{ \"Dhcp4\": { \"good\": 1 } }");
        Assert.NotNull(first.GoOn);
        Assert.Null(_server.Taken);
        Assert.Equal("Configuration successful.", first.GoOn().Text);
        Assert.Equal("{ \"Dhcp4\": { \"good\": 1 } }", _server.Taken);
        Assert.StartsWith("Configuration seems sane.", Run("config-test", "{ \"Dhcp4\": { \"other\": 1 } }").Text);
        Assert.Equal("{ \"Dhcp4\": { \"good\": 1 } }", _server.Taken);
    }

    [Fact]
    public void A_reload_says_which_file_is_wrong_and_how()
    {
        Assert.Equal("Configuration successful.", Run("config-reload", null).Text);
        _server.ReloadError = "kea.conf:1.3: wrong";
        var result = Run("config-reload", null);
        Assert.Equal(
            (ResultCode.Error, "Config reload failed: configuration error using file 'kea.conf': kea.conf:1.3: wrong"), (result.Code, result.Text));
    }

    [Theory]
    [InlineData(null, 1u)]
    [InlineData("{ \"origin\": \"user\" }", 1u)]
    [InlineData("{ \"origin\": \"ha-partner\" }", 2000u)]
    [InlineData("{ \"origin\": 2002 }", 2002u)]
    [InlineData("{ \"origin-id\": 2003, \"origin\": \"user\" }", 2003u)]
    public void The_service_is_disabled_by_somebody_and_only_by_the_same_enabled(string? arguments, uint origin)
    {
        Assert.Equal("DHCPv4 service disabled", Run("dhcp-disable", arguments).Text);
        Assert.Equal([origin], _server.Service.Origins);
        Run("dhcp-enable", "{ \"origin-id\": 2999 }");
        Assert.False(_server.Service.IsEnabled);
        Assert.Equal("DHCP service successfully enabled", Run("dhcp-enable", arguments).Text);
        Assert.True(_server.Service.IsEnabled);
    }

    [Fact]
    public void The_service_is_enabled_again_when_the_time_is_over()
    {
        Assert.Equal("DHCPv4 service disabled for 20 seconds", Run("dhcp-disable", "{ \"max-period\": 20 }").Text);
        Assert.Equal(5000, _server.Service.AtMost(5000));
        Assert.Equal(20_000, _server.Service.AtMost(-1));
        _server.Clock.Seconds = 19;
        _server.Service.Tick();
        Assert.False(_server.Service.IsEnabled);
        Assert.Equal(1000, _server.Service.AtMost(5000));
        _server.Clock.Seconds = 20;
        _server.Service.Tick();
        Assert.True(_server.Service.IsEnabled);
        Assert.Equal(-1, _server.Service.AtMost(-1));
    }

    [Fact]
    public void The_configuration_is_told_with_its_hash_and_what_is_left_out_of_it()
    {
        Assert.Equal(ResultCode.Error, Run("config-get", null).Code);
        Assert.Equal(ResultCode.Error, Run("config-hash-get", null).Code);
        _server.Settings = Loaded("\"on-error\": \"quarantine\", \"valid-lifetime\": 77");
        var told = Run("config-get", null).Arguments!;
        Assert.Equal(["Dhcp4", "hash"], told.Members.Select(m => m.Name));
        Assert.Equal(77, told["Dhcp4"]!["valid-lifetime"]!.Integer);
        Assert.Equal($"{{ \"hash\": \"{told["hash"]!.Text}\" }}", JsonWriter.Compact(Run("config-hash-get", null).Arguments!));

        _server.Settings = Loaded("\"on-error\": \"quarantine\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"x\" } ]");
        told = Run("config-get", null).Arguments!;
        Assert.Equal(["Dhcp4", "hash", "quarantined"], told.Members.Select(m => m.Name));
        Assert.Equal("subnet4", told["quarantined"]!.Items.Single()["list"]!.Text);
        Assert.Empty(told["Dhcp4"]!["subnet4"]!.Items);
        Assert.NotNull(ConfigLoader.Load4(Element.Map([told.Members[0]])).Settings);
    }

    private static Dhcp4Settings Loaded(string members) =>
        ConfigLoader.Load4(Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ {members} }} }}"), "kea.conf", null).Settings!;

    private string Ask(string name) => JsonWriter.Compact(Run(name, null).ToElement());

    private CommandResult Run(string name, string? arguments)
    {
        var result = Call(name, arguments);
        return result.GoOn is { } goOn ? goOn() : result;
    }

    private CommandResult Call(string name, string? arguments) => _commands.Find(name)!.Run(new CommandCall(
        name, arguments is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "<wire>", new Diagnostics())));
}
