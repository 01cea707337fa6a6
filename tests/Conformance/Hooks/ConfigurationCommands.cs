using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Hooks;

/// <summary>Libraries of commands that change the running configuration, with the real program by its unix socket.</summary>
public sealed class ConfigurationCommands
{
    private static string Members(Daemon daemon, params string[] libraries) => $$"""
        "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" } ],
        "hooks-libraries": [ {{string.Join(", ", libraries.Select(l => $$"""{ "library": "/usr/lib/kea/hooks/{{l}}.so" }"""))}} ],
        """;

    private static JsonElement Running(Daemon daemon, int family) =>
        ControlClient.Ask(daemon.In("s"), "config-get").GetProperty("arguments").GetProperty($"Dhcp{family}");

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_class_by_command_is_in_force_and_is_forgotten_unless_it_is_written(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon, "libdhcp_class_cmds"));
        string socket = daemon.In("s");
        string drop = """{ "client-classes": [ { "name": "DROP", "test": "not member('AFTER_nothing')" } ] }""";
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        ControlClient.Must(socket, "class-add", drop, 0, "Class 'DROP' added.");
        Assert.False(daemon.IsAnswering(daemon.Port, 1500));
        program.Stop();

        program = daemon.Serve();
        ControlClient.Must(socket, "class-list", null, 3, "0 classes found");
        Assert.True(daemon.IsAnswering(daemon.Port, 5000));
        ControlClient.Must(socket, "class-add", drop, 0, "Class 'DROP' added.");
        Assert.Equal(0, ControlClient.Ask(socket, "config-write").GetProperty("result").GetInt32());
        program.Stop();

        program = daemon.Serve();
        Assert.False(daemon.IsAnswering(daemon.Port, 1500));
        Assert.Equal("DROP", Running(daemon, family).GetProperty("client-classes")[0].GetProperty("name").GetString());
        ControlClient.Must(socket, "class-del", """{ "name": "DROP" }""", 0, "Class 'DROP' deleted.");
        Assert.True(daemon.IsAnswering(daemon.Port, 5000));
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_client_gets_a_lease_from_a_subnet_that_came_by_command_and_after_config_write_and_a_restart_too(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon, "libdhcp_subnet_cmds"));
        string socket = daemon.In("s");
        (string prefix, string pool, string part) = family == 4
            ? ("127.0.0.0/8", "127.9.0.0/24", "127.9.0.") : ("2001:db8:1::/64", "2001:db8:1::9:0/112", "2001:db8:1::9:");
        RunningProgram program = daemon.Serve();
        string lease = $"{daemon.Lease(1)}";
        ControlClient.Must(socket, $"subnet{family}-del", """{ "id": 1 }""", 0, $"IPv{family} subnet {prefix} (id 1) deleted");
        Assert.False(daemon.IsAnswering(daemon.Port, 1500) && daemon.Offer(5).Address is not null);
        Assert.Contains(lease, daemon.HeldAddresses());
        string subnet = $$"""{ "subnet{{family}}": [ { "id": 77, "subnet": "{{prefix}}", "pools": [ { "pool": "{{pool}}" } ] } ] }""";
        ControlClient.Must(socket, $"subnet{family}-add", subnet, 0, $"IPv{family} subnet added");
        Assert.StartsWith(part, $"{daemon.Lease(2)}", StringComparison.Ordinal);
        Assert.Equal(0, ControlClient.Ask(socket, "config-write").GetProperty("result").GetInt32());
        program.Stop();

        program = daemon.Serve();
        Assert.StartsWith(part, $"{daemon.Lease(3)}", StringComparison.Ordinal);
        JsonElement list = ControlClient.Ask(socket, $"subnet{family}-list").GetProperty("arguments").GetProperty("subnets");
        Assert.Equal(77, Assert.Single(list.EnumerateArray()).GetProperty("id").GetInt32());
        Assert.Equal(77, Running(daemon, family).GetProperty($"subnet{family}")[0].GetProperty("id").GetInt32());
        program.Stop();
    }

    [Fact]
    public void A_subnet_by_command_is_forgotten_in_a_restart_unless_it_is_written()
    {
        using Daemon daemon = new();
        daemon.Configure(Members(daemon, "libdhcp_subnet_cmds"));
        RunningProgram program = daemon.Serve();
        ControlClient.Must(daemon.In("s"), "subnet4-add", """{ "subnet4": [ { "id": 2, "subnet": "10.0.0.0/8" } ] }""", 0, "IPv4 subnet added");
        Assert.Equal(2, Running(daemon, 4).GetProperty("subnet4").GetArrayLength());
        program.Stop();
        program = daemon.Serve();
        Assert.Equal(1, Running(daemon, 4).GetProperty("subnet4").GetArrayLength());
        program.Stop();
    }

    [Fact]
    public void A_part_that_is_wrong_is_refused_where_the_configuration_leaves_such_out()
    {
        using Daemon daemon = new();
        daemon.Configure(Members(daemon, "libdhcp_subnet_cmds") + "\"on-error\": \"quarantine\", \"client-classes\": [ { \"name\": \"bad\", \"test\": \"option[\" } ],");
        string socket = daemon.In("s");
        RunningProgram program = daemon.Serve();
        JsonElement refused = ControlClient.Ask(socket, "subnet4-add", """{ "subnet4": [ { "id": 2, "subnet": "10.0.0.0/8", "pools": [ { "pool": "11.0.0.0/24" } ] } ] }""");
        Assert.Equal(1, refused.GetProperty("result").GetInt32());
        Assert.Contains("11.0.0.0", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
        ControlClient.Must(socket, "subnet4-add", """{ "subnet4": [ { "id": 2, "subnet": "10.0.0.0/8" } ] }""", 0, "IPv4 subnet added");
        ControlClient.Must(socket, "subnet4-list", null, 0, "2 IPv4 subnets found");
        JsonElement left = ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetProperty("quarantined");
        Assert.Equal("client-classes", Assert.Single(left.EnumerateArray()).GetProperty("list").GetString());
        program.Stop();
    }

    [Fact]
    public void A_library_that_goes_by_subnets_goes_by_those_that_came_by_command()
    {
        using Daemon daemon = new();
        daemon.Configure(Members(daemon, "libdhcp_subnet_cmds", "libdhcp_limits"));
        string socket = daemon.In("s");
        RunningProgram program = daemon.Serve();
        ControlClient.Must(socket, "subnet4-del", """{ "id": 1 }""", 0, "IPv4 subnet 127.0.0.0/8 (id 1) deleted");
        ControlClient.Must(
            socket, "subnet4-add",
            """{ "subnet4": [ { "id": 2, "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.9.0.0/24" } ], "user-context": { "limits": { "address-limit": 1 } } } ] }""",
            0, "IPv4 subnet added");
        Assert.NotNull(daemon.Lease(2));
        Assert.False(daemon.IsAnswering(daemon.Port, 1500));
        program.Stop();
    }

    [Fact]
    public void Commands_at_one_time_lose_none_of_their_changes()
    {
        using Daemon daemon = new();
        daemon.Configure(Members(daemon, "libdhcp_class_cmds"));
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        Parallel.For(0, 20, i => ControlClient.Must(
            socket, "class-add", $$"""{ "client-classes": [ { "name": "c{{i}}", "test": "option[60].exists" } ] }""", 0, $"Class 'c{i}' added."));
        ControlClient.Must(socket, "class-list", null, 0, "20 classes found");
        program.Stop();
    }
}
