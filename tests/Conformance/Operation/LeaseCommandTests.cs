using System.Net;
using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>The hook libraries of lease commands and lease statistics in a running server.</summary>
public sealed class LeaseCommandTests
{
    private const int Leases = 300;

    private static string Members(Daemon daemon) => $$"""
        "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("ctl")}}" } ],
        "hooks-libraries": [ { "library": "/usr/lib/x86_64-linux-gnu/kea/hooks/libdhcp_lease_cmds.so" }, { "library": "libdhcp_stat_cmds.so" } ],
        """;

    private static string Lease(int family, int number) => family == 4
        ? $$"""{ "ip-address": "127.1.{{number / 200}}.{{(number % 200) + 20}}", "hw-address": "1a:1b:1c:1d:{{number / 256:x}}:{{number % 256:x}}" }"""
        : $$"""{ "ip-address": "2001:db8:1::{{number + 0x100:x}}", "duid": "01:02:03:04:05:06:{{number / 256:x}}:{{number % 256:x}}", "iaid": 1 }""";

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Leases_added_by_command_are_there_after_kill_9_and_the_counters_say_so(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon));
        RunningProgram program = daemon.Serve();
        string counter = family == 4 ? "assigned-addresses" : "assigned-nas";
        for (int i = 0; i < Leases; i++)
        {
            Assert.Equal(0, ControlClient.Ask(daemon.In("ctl"), $"lease{family}-add", Lease(family, i)).GetProperty("result").GetInt32());
        }

        Assert.Equal(Leases, Assigned(daemon, family));
        string gone = JsonDocument.Parse(Lease(family, 7)).RootElement.GetProperty("ip-address").GetString()!;
        ControlClient.Must(daemon.In("ctl"), $"lease{family}-del", $"{{ \"ip-address\": \"{gone}\" }}", 0, $"IPv{family} lease deleted.");
        ControlClient.Must(daemon.In("ctl"), $"lease{family}-get", $"{{ \"ip-address\": \"{gone}\" }}", 3, "Lease not found.");
        program.Stop(RunningProgram.Kill);

        daemon.Serve();
        JsonElement all = ControlClient.Ask(daemon.In("ctl"), $"lease{family}-get-all");
        Assert.Equal($"{Leases - 1} IPv{family} lease(s) found.", all.GetProperty("text").GetString());
        Assert.Equal(Leases - 1, all.GetProperty("arguments").GetProperty("leases").GetArrayLength());
        Assert.Equal(Leases - 1, Assigned(daemon, family));
        Assert.Equal(Leases - 1, ControlClient.Ask(daemon.In("ctl"), "statistic-get", $"{{ \"name\": \"subnet[1].{counter}\" }}")
            .GetProperty("arguments").GetProperty($"subnet[1].{counter}")[0][0].GetInt32());
    }

    [Fact]
    public void Clients_and_commands_see_each_others_leases()
    {
        using Daemon daemon = new(4);
        daemon.Configure(Members(daemon));
        daemon.Serve();
        IPAddress given = daemon.Lease(1)!;
        JsonElement found = ControlClient.Ask(daemon.In("ctl"), "lease4-get", $"{{ \"ip-address\": \"{given}\" }}");
        Assert.Equal("IPv4 lease found.", found.GetProperty("text").GetString());
        Assert.Equal(5, found.GetProperty("arguments").GetProperty("pool-id").GetInt32());
        ControlClient.Must(daemon.In("ctl"), "lease4-wipe", null, 0, "Deleted 1 IPv4 lease(s) from subnet(s) 1");
        ControlClient.Must(daemon.In("ctl"), "lease4-get", $"{{ \"ip-address\": \"{given}\" }}", 3, "Lease not found.");
        Assert.NotNull(daemon.Lease(1));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_lease_file_that_was_deleted_is_written_again_while_the_server_serves(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon));
        RunningProgram program = daemon.Serve();
        for (int i = 0; i < 20; i++)
        {
            ControlClient.Ask(daemon.In("ctl"), $"lease{family}-add", Lease(family, i));
        }

        File.Delete(daemon.LeaseFile);
        ControlClient.Must(daemon.In("ctl"), $"lease{family}-write", null, 0, $"IPv{family} lease database into '{daemon.LeaseFile}'.");
        ControlClient.Ask(daemon.In("ctl"), $"lease{family}-add", Lease(family, 20));
        program.Stop(RunningProgram.Kill);
        daemon.Serve();
        Assert.Equal($"21 IPv{family} lease(s) found.", ControlClient.Ask(daemon.In("ctl"), $"lease{family}-get-all").GetProperty("text").GetString());
    }

    private static int Assigned(Daemon daemon, int family) => ControlClient.Ask(daemon.In("ctl"), $"stat-lease{family}-get", "{ \"subnet-id\": 1 }")
        .GetProperty("arguments").GetProperty("result-set").GetProperty("rows")[0][3].GetInt32();
}
