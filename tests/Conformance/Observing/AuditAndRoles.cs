using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Observing;

/// <summary>Who changed what, and who may: the audit log and the roles of a running server.</summary>
public sealed class AuditAndRoles
{
    /// <summary>Commands that change nothing.</summary>
    private static readonly string[] Reading =
    [
        "build-report", "config-get", "config-hash-get", "interface-list", "list-commands", "server-tag-get", "statistic-get", "statistic-get-all",
        "statistic-global-get-all", "status-get", "subnet4-select-test", "subnet4o6-select-test", "subnet6-select-test", "version-get",
        "explain4", "explain6", "latency-get", "what-if4", "what-if6",
    ];

    private readonly int _port = WebClient.FreePort();

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Every_mutating_command_leaves_one_entry_and_what_is_changed_later_is_found(int family)
    {
        using Daemon daemon = new(family);
        string socket = daemon.In("s");
        string file = daemon.In("audit.log");
        daemon.Configure($$"""
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{socket}}" } ], "audit": { "file": "{{file}}" },
            """);
        RunningProgram program = daemon.Serve();
        string[] all = [.. ControlClient.Ask(socket, "list-commands").GetProperty("arguments").EnumerateArray().Select(c => c.GetString()!)];
        foreach (string command in all.Where(c => c != "shutdown").Append("shutdown"))
        {
            ControlClient.Ask(socket, command);
        }

        Assert.Equal(0, program.End());
        string[] entries = File.ReadAllLines(file);
        List<string?> written = [.. entries.Select(e => JsonDocument.Parse(e).RootElement.GetProperty("command").GetString())];
        Assert.Equal(all.Except(Reading).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Equal(System.Environment.IsPrivilegedProcess ? 0 : 1, JsonDocument.Parse(e).RootElement.GetProperty("uid").GetInt32() == 0 ? 0 : 1));
        Assert.Equal(0, Nestor(daemon, "audit", "verify", file).ExitCode);
        Assert.Contains("config-reload", Nestor(daemon, "audit", "show", file).Text, StringComparison.Ordinal);

        File.WriteAllLines(file, entries.Select((e, i) => i == 2 ? e.Replace("\"result\": ", "\"result\":  ", StringComparison.Ordinal) : e));
        RunningProgram found = Nestor(daemon, "audit", "verify", file);
        Assert.Equal(1, found.ExitCode);
        Assert.Contains($"{file}:3: entry 3 is not as it was written", found.Text, StringComparison.Ordinal);
        File.WriteAllLines(file, entries[..^1]);
        Assert.Equal(1, Nestor(daemon, "audit", "verify", file).ExitCode);
        Assert.Equal(2, Nestor(daemon, "audit", "verify", daemon.In("nothing")).ExitCode);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_configuration_that_comes_by_signal_is_written_down_as_what_the_server_did_itself(int family)
    {
        using Daemon daemon = new(family);
        string file = daemon.In("audit.log");
        daemon.Configure($"\"audit\": {{ \"file\": \"{file}\" }},");
        RunningProgram program = daemon.Serve();
        program.Signal(RunningProgram.HangUp);
        Assert.True(Wait.Until(() => File.ReadAllLines(file).Length == 1, 10));
        daemon.Configure("\"valid-lifetime\": \"long\",");
        program.Signal(RunningProgram.HangUp);
        Assert.True(Wait.Until(() => File.ReadAllLines(file).Length == 2, 10));

        // What takes the log away is written down in it.
        daemon.Configure("\"valid-lifetime\": 1000,");
        program.Signal(RunningProgram.HangUp);
        Assert.True(Wait.Until(() => File.ReadAllLines(file).Length == 3, 10));
        JsonElement[] entries = [.. File.ReadAllLines(file).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.All(entries, e => Assert.Equal(("inside", "config-reload"), (e.GetProperty("channel").GetString(), e.GetProperty("command").GetString())));
        Assert.Equal([0, 1, 0], entries.Select(e => e.GetProperty("result").GetInt32()));
        Assert.Contains("valid-lifetime", entries[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Nestor(daemon, "audit", "verify", file).ExitCode);
        program.Signal(RunningProgram.HangUp);
        Assert.NotNull(daemon.Lease(1));
        Assert.Equal(3, File.ReadAllLines(file).Length);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void On_a_full_disk_nothing_is_changed_by_command_and_clients_are_served(int family)
    {
        string socket = "";
        using FullDisk disk = new(family, (daemon, folder) =>
        {
            socket = daemon.In("s");
            daemon.Configure($$"""
                "control-sockets": [ { "socket-type": "unix", "socket-name": "{{socket}}" } ], "audit": { "file": "{{folder}}/audit.log" },
                """);

            // Leases are somewhere else.
            File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace("leases.csv", "other.csv", StringComparison.Ordinal));
        });
        ControlClient.Ask(socket, "statistic-reset-all");
        disk.Fill();
        bool isRefused = false;
        for (int i = 0; i < 100 && !isRefused; i++)
        {
            isRefused = ControlClient.Ask(socket, "statistic-reset-all").GetProperty("result").GetInt32() == 1;
        }

        Assert.True(isRefused);
        JsonElement refusal = ControlClient.Ask(socket, "dhcp-disable");
        Assert.Matches("^the audit log cannot be written, so nothing was changed: ", refusal.GetProperty("text").GetString());
        Assert.NotNull(disk.Daemon.Lease(1));
        Assert.Equal(0, ControlClient.Ask(socket, "status-get").GetProperty("result").GetInt32());
        disk.Empty();
        Assert.Equal(0, ControlClient.Ask(socket, "dhcp-disable").GetProperty("result").GetInt32());
        Assert.Equal(0, Nestor(disk.Daemon, "audit", "verify", $"{disk.Outside}/audit.log").ExitCode);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_role_may_use_its_commands_over_HTTP_and_no_others(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($$"""
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" },
              { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": {{Daemon.Text(_port)}}, "authentication": { "type": "basic",
                "clients": [ { "user": "ann", "password": "a" }, { "user": "bob", "password": "b" }, { "user": "eve", "password": "e" } ] } } ],
            "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_rbac.so", "parameters": {
              "assign-role-method": "basic-authentication", "api-files": "/nowhere",
              "roles": [ { "name": "ann", "accept-commands": "READ", "response-filters": [ "list-commands" ] }, { "name": "bob", "accept-commands": "ALL" } ] } } ],
            """);
        daemon.Serve("-X");
        using WebClient ann = new(_port, "ann:a");
        using WebClient bob = new(_port, "bob:b");
        using WebClient eve = new(_port, "eve:e");
        Assert.Equal(200, ann.Command("status-get").Status);
        (int status, JsonElement body) = ann.Command("config-reload");
        Assert.Equal((403, 403, "Forbidden"), (status, body.GetProperty("result").GetInt32(), body.GetProperty("text").GetString()));
        Assert.Equal((403, 403), (eve.Command("status-get").Status, eve.Command("no-such").Status));
        Assert.Equal(200, bob.Command("statistic-reset-all").Status);
        Assert.Equal(0, ControlClient.Ask(daemon.In("s"), "statistic-reset-all").GetProperty("result").GetInt32());
        string[] seen = [.. ann.Command("list-commands").Body[0].GetProperty("arguments").EnumerateArray().Select(c => c.GetString()!)];
        Assert.Contains("config-get", seen);
        Assert.DoesNotContain("config-set", seen);
    }

    [Fact]
    public void Roles_that_name_what_is_not_there_are_told_with_their_place()
    {
        using Daemon daemon = new();
        daemon.Configure("""
            "hooks-libraries": [ { "library": "libdhcp_rbac.so", "parameters": { "assign-role-method": "cert-subject", "api-files": "/nowhere",
              "default-role": { "accept-commands": "REED" } } } ],
            """);
        RunningProgram check = daemon.Run("-t", daemon.Config);
        Assert.Equal(1, check.End());
        Assert.Matches(@"home\.conf:\d+\.\d+: found the access list ""REED"", which is not defined before; did you mean ""READ""\?", check.Text);
    }

    private static RunningProgram Nestor(Daemon daemon, params string[] arguments)
    {
        RunningProgram program = daemon.Launch(Builds.Program, arguments);
        program.End();
        return program;
    }
}
