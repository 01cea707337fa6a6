using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Tools;

/// <summary>nestor status, nestor top and the commands of nestor config that ask a running server.</summary>
public sealed class StatusTests
{
    [Fact]
    public void A_server_that_is_well_is_told_with_its_leases_and_packets_and_exit_code_0()
    {
        using Daemon daemon = Serving("", out RunningProgram server);
        Assert.NotNull(daemon.Lease(1));
        Assert.NotNull(daemon.Lease(2));
        Ended text = Status("-c", daemon.Config, "--interval", "0.2");
        Assert.Equal(0, text.Code);
        Assert.Matches($@"^kea-dhcp4 3\.\d+\.\d+: well, process {server.Id}, up \d+ s, configured \d+ s ago\n", text.Output);
        Assert.Contains($"  socket   {daemon.In("socket")}\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("  leases   2 of 1,009 addresses in 1 subnet; fullest: subnet 1, 0 %\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("  packets  received 4 (0/s), sent 4 (0/s)\n", text.Output, StringComparison.Ordinal);

        JsonElement json = Json("--socket", daemon.In("socket"), "--interval", "0")[0];
        Assert.Equal("well", json.GetProperty("health").GetString());
        Assert.Equal("kea-dhcp4", json.GetProperty("name").GetString());
        Assert.Equal(server.Id, json.GetProperty("status").GetProperty("pid").GetInt32());
        Assert.Equal(4, json.GetProperty("packets").GetProperty("received").GetInt32());
        Assert.Equal((2, 1009), (json.GetProperty("subnets")[0].GetProperty("used").GetInt32(), json.GetProperty("subnets")[0].GetProperty("total").GetInt32()));
    }

    [Fact]
    public void What_is_not_as_it_should_be_is_told_with_exit_code_1_and_a_server_that_is_down_with_2()
    {
        using Daemon daemon = Serving("\"on-error\": \"quarantine\", \"client-classes\": [ { \"name\": \"bad\", \"test\": \"nonsense(\" } ],", out RunningProgram server);
        ControlClient.Ask(daemon.In("socket"), "dhcp-disable", "{ \"origin\": \"user\" }");
        Ended text = Status("--socket", daemon.In("socket"), "--interval", "0");
        Assert.Equal(1, text.Code);
        Assert.Contains(": TROUBLED, process", text.Output, StringComparison.Ordinal);
        Assert.Contains("  ! DHCP service is disabled by an operator\n", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"  ! left out of the configuration: client-classes at .*home\.conf:", text.Output);

        server.Stop();
        Ended down = Status("--socket", daemon.In("socket"), "-c", daemon.In("none"), "--json", "--interval", "0");
        Assert.Equal(2, down.Code);
        Assert.Equal(["down", "down"], JsonDocument.Parse(down.Output).RootElement.EnumerateArray().Select(s => s.GetProperty("health").GetString()!));
    }

    [Fact]
    public void Keas_own_server_is_told_by_the_same_tools()
    {
        using KeasAgent kea = new();
        Ended status = Status("--socket", kea.In("socket"), "--interval", "0");
        Assert.Equal(0, status.Code);
        Assert.StartsWith("kea-dhcp4 2.", status.Output, StringComparison.Ordinal);
        Assert.Contains("  leases   0 of 11 addresses in 1 subnet; fullest: subnet 7, 0 %\n", status.Output, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Ours("nestor", ["top", "--once", "--interval", "0.1", "--socket", kea.In("socket")]).Code);
        Assert.Contains("\"id\": 7,", Config(["get", "--socket", kea.In("socket")]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_command_line_has_exit_code_3()
    {
        foreach (string[] call in (string[][])[["--bogus"], ["word"], ["--interval", "x"], ["--interval", "61"], ["-c"]])
        {
            Assert.Equal(3, Status(call).Code);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void One_picture_of_top_shows_rates_and_pools_and_fits_into_a_terminal(int family)
    {
        using Daemon daemon = Serving("", out RunningProgram server, family);
        daemon.Lease(1);
        Ended ended = Tool.Ours("nestor", ["top", "--socket", daemon.In("socket"), "--once", "--interval", "0.1"]);
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        string[] lines = ended.Output.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length <= 24 && lines.All(l => l.Length <= 80), ended.Output);
        Assert.StartsWith($"kea-dhcp{family}  process {server.Id}  up ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith(family == 4 ? "discover " : "solicit ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("1          addresses          1 ", StringComparison.Ordinal) && l.Contains("[......", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Top_shows_how_long_commits_and_stages_take(int family)
    {
        string metrics = $"{{ \"socket-type\": \"http\", \"socket-port\": {Daemon.Text(Observing.WebClient.FreePort())}, \"endpoints\": [ \"metrics\" ] }}";
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("socket")}\" }}, {metrics} ],");
        daemon.Serve();
        string[] top = ["top", "--socket", daemon.In("socket"), "--once", "--interval", "0.1"];
        Assert.DoesNotContain("COMMIT", Tool.Ours("nestor", top).Output, StringComparison.Ordinal);
        for (byte i = 1; i <= 70; i++)
        {
            Assert.NotNull(daemon.Lease(i));
        }

        string output = Tool.Ours("nestor", top).Output;
        Assert.Matches(@"\nCOMMIT  mean [\d.]+ [num]?s  half in [\d.]+ [um]?s  99 % in ([\d.]+ [um]?s|over 1 s)  [\d.]+ queries a turn\n", output);
        Assert.Matches(@"\nSTAGES  all [\d.]+ [num]?s  [a-z0-9-]+ [\d.]+ [num]?s  [a-z0-9-]+ ", output);
        Assert.All(output.Split('\n'), l => Assert.InRange(l.Length, 0, 80));
        JsonElement told = Clients.ControlClient.Ask(daemon.In("socket"), "latency-get").GetProperty("arguments");
        Assert.Equal(70, told.GetProperty("commit").GetProperty("counts").EnumerateArray().Sum(c => c.GetInt32()));
        Assert.Contains("select-subnet", told.GetProperty("stages").EnumerateObject().Select(s => s.Name));
    }

    [Fact]
    public void Top_draws_until_q_is_pressed_and_leaves_the_terminal_as_it_was()
    {
        Assert.SkipUnless(Shell.Find("script") is not null, "needs the program script");
        using Daemon daemon = Serving("", out _);
        string line = $"{Builds.Program} top --socket {daemon.In("socket")} --interval 0.2";
        Ended ended = Tool.Run("/bin/sh", ["-c", $"(sleep 2; printf q; sleep 1) | TERM=xterm timeout 20 script -qec '{line}' /dev/null"]);
        Assert.Equal(0, ended.Code);
        Assert.Contains("\e[?1049h", ended.Output, StringComparison.Ordinal);
        Assert.True(ended.Output.Split("kea-dhcp4  process").Length > 3, ended.Output);
        Assert.Contains("\e[?25h\e[?1049l", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_servers_configuration_is_printed_tried_replaced_and_read_again()
    {
        using Daemon daemon = Serving("", out _);
        string[] to = ["--socket", daemon.In("socket")];
        Ended hash = Config(["hash", .. to]);
        Assert.Matches("^[0-9A-F]{64}\n$", hash.Output);
        JsonElement running = JsonDocument.Parse(Config(["get", .. to]).Output).RootElement;
        Assert.Equal(["Dhcp4"], running.EnumerateObject().Select(m => m.Name));

        string other = daemon.In("other.json");
        File.WriteAllText(other, File.ReadAllText(daemon.Config).Replace("\"subnet4\"", "/* said */ \"valid-lifetime\": 777, \"subnet4\"", StringComparison.Ordinal));
        Assert.Equal(0, Config(["test", other]).Code);
        Assert.Equal(hash, Config(["hash", "-c", daemon.Config]));
        Assert.Equal(new Ended(0, "Configuration successful.\n", ""), Config(["set", other, .. to]));
        running = JsonDocument.Parse(Config(["get", .. to]).Output).RootElement;
        Assert.Equal(777, running.GetProperty("Dhcp4").GetProperty("valid-lifetime").GetInt32());
        Assert.Equal(0, Config(["reload", .. to]).Code);
        Assert.Equal(hash, Config(["hash", .. to]));

        File.WriteAllText(other, "{ \"Dhcp4\": { \"valid-lifetime\": \"x\" } }");
        Ended refused = Config(["test", other, .. to]);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("valid-lifetime", refused.Errors, StringComparison.Ordinal);
        foreach (string[] wrong in (string[][])[["get"], ["get", other, .. to], ["set", .. to], ["set", daemon.In("none"), .. to], ["hash", "--socket", daemon.In("none")]])
        {
            Assert.Equal((string.Join(' ', wrong), 2), (string.Join(' ', wrong), Config(wrong).Code));
        }
    }

    private static Daemon Serving(string members, out RunningProgram server, int family = 4)
    {
        Daemon daemon = new(family);
        daemon.Environment["KEA_CONTROL_SOCKET_DIR"] = daemon.Folder;
        daemon.Configure($"{members} \"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("socket")}\" }},");
        server = daemon.Serve();
        return daemon;
    }

    private static Ended Status(params string[] arguments) => Tool.Ours("nestor", ["status", .. arguments]);

    private static JsonElement Json(params string[] arguments) =>
        JsonDocument.Parse(Status([.. arguments, "--json"]).Output).RootElement;

    private static Ended Config(string[] arguments) => Tool.Ours("nestor", ["config", .. arguments]);
}
