using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Control;
using Nestor.Server.Sockets;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Control;

/// <summary>Commands about interfaces and stores, with a server that only notes what it is told.</summary>
public sealed class InterfaceCommandTests
{
    private readonly NotingServer _server = new();
    private readonly CommandTable _commands = new();

    public InterfaceCommandTests()
    {
        InterfaceCommands.Register(_commands, _server);
        StoreCommands.Register(_commands, _server);
        _server.Nics.Add(new InterfaceState(4, "eth0", true, true, false, 0x0011223344FF, [Address("192.0.2.1")])
        {
            HardwareType = 1,
            IsBroadcast = true,
            IsMulticast = true,
            Addresses6 = [Address6("fe80::1")],
        });
        _server.Nics.Add(new InterfaceState(1, "lo", true, true, true, 0, []) { HardwareType = 772 });
        _server.Listening.Add("eth0");
        _server.Settings = ConfigLoader.Load4(
            "{ \"Dhcp4\": { \"valid-lifetime\": 77, \"interfaces-config\": { \"interfaces\": [ \"eth0\" ], \"re-detect\": false } } }"u8.ToArray(), "kea.conf", null).Settings!;
    }

    [Fact]
    public void All_interfaces_are_listed_with_what_the_kernel_says_of_them_and_whether_they_are_used()
    {
        var answer = Run("interface-list");
        Assert.Equal("2 interfaces detected.", answer.Text);
        Assert.Equal(
            "{ \"interfaces\": [ { \"addresses\": [ \"192.0.2.1\", \"fe80::1\" ], \"flag-broadcast\": true, \"flag-loopback\": false, \"flag-multicast\": true, "
            + "\"flag-running\": true, \"flag-up\": true, \"in-use\": true, \"index\": 4, \"mac\": \"00:11:22:33:44:ff\", \"name\": \"eth0\", \"type\": 1 }, "
            + "{ \"addresses\": [ ], \"flag-broadcast\": false, \"flag-loopback\": true, \"flag-multicast\": false, "
            + "\"flag-running\": true, \"flag-up\": true, \"in-use\": false, \"index\": 1, \"mac\": \"00:00:00:00:00:00\", \"name\": \"lo\", \"type\": 772 } ] }",
            JsonWriter.Compact(answer.Arguments!));
        Assert.Equal(0, _server.Redetections);
    }

    [Fact]
    public void Interfaces_are_looked_for_again_between_two_turns()
    {
        Assert.Equal(CommandPlace.BetweenTurns, _commands.Find("interface-redetect")!.Place);
        Assert.Equal("2 interfaces detected.", Run("interface-redetect").Text);
        Assert.Equal(1, _server.Redetections);
    }

    [Theory]
    [InlineData("\"lo\"", "[ \"eth0\", \"lo\" ]")]
    [InlineData("\"lo\", \"lo\", \"eth0\", \"eth0/192.0.2.1\"", "[ \"eth0\", \"lo\", \"eth0/192.0.2.1\" ]")]
    [InlineData("\"*\"", "[ \"eth0\", \"*\" ]")]
    [InlineData("\"eth0/fe80::1\"", "[ \"eth0\", \"eth0/fe80::1\" ]")]
    public void An_interface_is_added_to_the_running_configuration_and_nothing_else_changes(string names, string after)
    {
        Assert.Equal("Interface configuration successfully updated.", Run("interface-add", $"{{ \"interfaces\": [ {names} ] }}").Text);
        Assert.Equal($"{{ \"Dhcp4\": {{ \"valid-lifetime\": 77, \"interfaces-config\": {{ \"interfaces\": {after}, \"re-detect\": false }} }} }}", _server.Taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"eth0\", \"eth0\"")]
    public void What_is_listened_on_already_has_no_effect(string names)
    {
        Assert.Equal(ResultCode.Success, Run("interface-add", $"{{ \"interfaces\": [ {names} ] }}").Code);
        Assert.Null(_server.Taken);
    }

    [Fact]
    public void An_address_must_be_the_interfaces_own()
    {
        var answer = Run("interface-add", "{ \"interfaces\": [ \"eth0/192.0.2.9\" ] }");
        Assert.Equal((ResultCode.Error, "interface 'eth0' does not have address '192.0.2.9' assigned"), (answer.Code, answer.Text));
        Assert.Null(_server.Taken);
    }

    [Fact]
    public void A_clean_up_of_the_lease_file_is_started_once_and_only_where_there_is_a_file()
    {
        _server.CanCleanUp = true;
        Assert.Equal((ResultCode.Success, "kea-lfc started"), Said("kea-lfc-start"));
        _server.CanCleanUp = false;
        Assert.Equal((ResultCode.Error, "kea-lfc could not be started, see the log"), Said("kea-lfc-start"));
        _server.IsCleaningUp = true;
        _server.CanCleanUp = null;
        Assert.Equal((ResultCode.Conflict, "kea-lfc is already running"), Said("kea-lfc-start"));
        _server.LeaseFile = null;
        Assert.Equal((ResultCode.Error, "there is no lease file: leases are kept in memory only"), Said("kea-lfc-start"));
    }

    [Fact]
    public void There_is_no_configuration_back_end_to_pull_from() =>
        Assert.Equal((ResultCode.Empty, "No config backend."), Said("config-backend-pull"));

    private (ResultCode, string?) Said(string name) => (Run(name).Code, Run(name).Text);

    private CommandResult Run(string name, string? arguments = null)
    {
        var result = _commands.Find(name)!.Run(new CommandCall(
            name, arguments is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "<wire>", new Diagnostics())));
        return result.GoOn is { } goOn ? goOn() : result;
    }

    private static Ip4 Address(string text) => Ip4.TryParse(text, out var address) ? address : default;

    private static Ip6 Address6(string text) => Ip6.TryParse(text, out var address) ? address : default;
}
