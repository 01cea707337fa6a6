using System.Net;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Model.Settings.Rbac;
using Nestor.Server.Audit;
using Nestor.Server.Control;

namespace Nestor.Server.Tests.Control;

/// <summary>What stands between the channels and the commands: roles, and the audit log.</summary>
public sealed class CommandGateTests : IDisposable
{
    private static readonly Caller Unix = new(CallerChannel.Unix) { UserId = 1000, ProcessId = 7 };

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-gate-").FullName;
    private readonly List<string> _ran = [];
    private readonly CommandGate _gate;

    public CommandGateTests() => _gate = new CommandGate(Run, name => name != "unknown", TimeProvider.System, Logger.Silent);

    private string AuditPath => Path.Combine(_folder, "audit.log");

    public void Dispose()
    {
        _gate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_role_refuses_over_HTTP_alone_and_before_anything_runs()
    {
        _gate.Start(Roles("\"assign-role-method\": \"basic-authentication\", \"roles\": [ { \"name\": \"ann\", \"accept-commands\": \"READ\" } ]"), null);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Http("ann"))).Code);
        Assert.Equal(ResultCode.Forbidden, (await Ask("config-set", Http("ann"))).Code);
        Assert.Equal(ResultCode.Forbidden, (await Ask("config-get", Http("bob"))).Code);
        Assert.Equal(ResultCode.Forbidden, (await Ask("config-get", Http(null))).Code);
        Assert.Equal(ResultCode.Success, (await Ask("config-set", Unix)).Code);
        Assert.Equal(["config-get", "config-set"], _ran);
    }

    [Fact]
    public async Task The_refusal_is_a_map_with_the_status_of_HTTP()
    {
        _gate.Start(Roles("\"assign-role-method\": \"basic-authentication\""), null);
        using var dispatch = new Dispatch(new CommandQueue(new CommandTable(), TimeProvider.System, Logger.Silent), "dhcp4", Logger.Silent) { Gate = _gate };
        var answer = await dispatch.AnswerHttp(Encoding.UTF8.GetBytes("{ \"command\": \"config-get\" }"), Http("ann"));
        Assert.Equal((403, "{ \"result\": 403, \"text\": \"Forbidden\" }"), (answer.Status, answer.Text.ToString()));
    }

    [Fact]
    public async Task Where_TLS_is_required_a_request_without_is_refused_whatever_it_asks()
    {
        _gate.Start(Roles("\"assign-role-method\": \"remote-address\", \"require-tls\": true, \"default-role\": { \"accept-commands\": \"ALL\" }, \"unknown-role\": { \"accept-commands\": \"ALL\" }"), null);
        Assert.Equal(ResultCode.Unauthorized, (await Ask("config-get", Http("ann"))).Code);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Http("ann") with { Channel = CallerChannel.Https })).Code);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Unix)).Code);
    }

    [Fact]
    public async Task The_list_of_commands_is_filtered_for_the_role_that_asks()
    {
        _gate.Start(Roles("\"assign-role-method\": \"remote-address\", \"roles\": [ { \"name\": \"192.0.2.1\", \"accept-commands\": \"READ\", \"response-filters\": [ \"list-commands\" ] } ]"), null);
        Assert.Equal("[ \"config-get\", \"list-commands\" ]", JsonWriter.Compact((await Ask("list-commands", Http(null))).Arguments!));
        Assert.Equal(3, (await Ask("list-commands", Unix)).Arguments!.Items.Count);
    }

    [Fact]
    public async Task With_rules_that_cannot_be_used_a_start_serves_nobody_over_HTTP()
    {
        _gate.Start(Roles("\"assign-role-method\": \"remote-address\", \"unknown-role\": { \"accept-commands\": { \"or\": [ \"ALL\", { \"commands\": [ \"nonsense\" ] } ] } }"), null);
        Assert.Equal(ResultCode.Forbidden, (await Ask("config-get", Http("ann"))).Code);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Unix)).Code);
    }

    [Fact]
    public async Task A_configuration_with_rules_that_cannot_be_used_is_refused_and_those_in_force_stay()
    {
        _gate.Start(Roles("\"assign-role-method\": \"remote-address\", \"unknown-role\": { \"accept-commands\": \"READ\" }"), null);
        Assert.False(_gate.TryPrepare(Roles("\"assign-role-method\": \"remote-address\", \"default-role\": { \"accept-commands\": { \"commands\": [ \"nonsense\" ] } }"), null, out string error));
        Assert.Contains("nonsense", error, StringComparison.Ordinal);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Http(null))).Code);
        Assert.True(_gate.TryPrepare(null, null, out _));
        _gate.Take(null);
        Assert.Equal(ResultCode.Success, (await Ask("config-set", Http(null))).Code);
    }

    [Fact]
    public async Task Every_mutating_command_leaves_one_entry_and_no_other_does()
    {
        _gate.Start(null, new AuditSettings(AuditPath, 0, IsRefusing: true));
        foreach (var definition in KnownCommands.All)
        {
            await Ask(definition.Name, Unix);
        }

        await Ask("unknown", Unix);
        await Ask("of-some-library", Unix);
        var written = Entries().Select(e => e["command"]!.Text).ToList();
        var mutating = KnownCommands.All.Where(d => d.Access == Nestor.Model.Commands.CommandAccess.Write).Select(d => d.Name).Append("of-some-library");
        Assert.Equal(mutating.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.True(written.Count > 100);
    }

    [Fact]
    public async Task The_entry_is_on_the_disk_before_the_answer_leaves_and_tells_a_refusal_too()
    {
        _gate.Start(
            Roles("\"assign-role-method\": \"basic-authentication\", \"roles\": [ { \"name\": \"ann\", \"accept-commands\": \"ALL\" } ]"),
            new AuditSettings(AuditPath, 0, IsRefusing: true));
        await Ask("config-reload", Http("ann") with { CertificateName = "CN=ann, O=x" });
        await Ask("config-reload", Http("bob"));
        await Ask("fails", Unix);
        var entries = Entries();
        Assert.Equal(
            ["http ann CN=ann, O=x 192.0.2.1:99 0", "http bob  192.0.2.1:99 403", "unix    1"],
            entries.Select(e => $"{e["channel"]!.Text} {e["user"]?.Text} {e["certificate"]?.Text} {e["address"]?.Text} {e["result"]!.Integer}"));
        Assert.Equal((1000, 7, "it fails"), (entries[2]["uid"]!.Integer, entries[2]["pid"]!.Integer, entries[2]["text"]!.Text));
    }

    [Fact]
    public async Task A_full_disk_gives_an_error_answer_and_then_nothing_more_runs_but_reading()
    {
        Directory.CreateDirectory(AuditPath);
        _gate.Start(null, new AuditSettings(AuditPath, 0, IsRefusing: true));
        Assert.Contains("the audit log cannot be written, so nothing was changed", (await Ask("config-set", Unix)).Text, StringComparison.Ordinal);
        Assert.Equal(ResultCode.Success, (await Ask("config-get", Unix)).Code);
        Assert.Equal(["config-get"], _ran);
        Directory.Delete(AuditPath);
        Assert.Equal(ResultCode.Success, (await Ask("config-set", Unix)).Code);
        Assert.Single(Entries());
    }

    [Fact]
    public async Task With_continue_a_full_disk_stops_no_command()
    {
        Directory.CreateDirectory(AuditPath);
        _gate.Start(null, new AuditSettings(AuditPath, 0, IsRefusing: false));
        Assert.Equal(ResultCode.Success, (await Ask("config-set", Unix)).Code);
        Directory.Delete(AuditPath);
        Assert.Equal(ResultCode.Success, (await Ask("config-reload", Unix)).Code);
        Assert.Equal(["config-set", "config-reload"], Entries().Select(e => e["command"]!.Text));
    }

    [Fact]
    public async Task A_command_that_takes_the_log_away_is_written_down_in_it_and_one_that_brings_it_too()
    {
        _gate.Start(null, null);
        await Ask("brings", Unix);
        await Ask("takes", Unix);
        await Ask("config-set", Unix);
        Assert.Equal(["brings", "takes"], Entries().Select(e => e["command"]!.Text));
        Assert.Empty(AuditVerification.Run(AuditPath, AuditChain.Empty, null).Problems);
        await Ask("brings", Unix);
        Assert.Equal(3, Entries().Count);
    }

    [Fact]
    public void A_configuration_whose_log_cannot_be_opened_is_refused()
    {
        _gate.Start(null, null);
        Assert.False(_gate.TryPrepare(null, new AuditSettings(_folder + "/no/folder/here", 0, IsRefusing: false), out string error));
        Assert.Contains("/no/folder/here", error, StringComparison.Ordinal);
    }

    private async Task<CommandResult> Ask(string command, Caller caller) => await _gate.Ask(new CommandCall(command, null) { Caller = caller });

    private Task<CommandResult> Run(CommandCall call)
    {
        _ran.Add(call.Name);
        if (call.Name is "brings" or "takes")
        {
            var audit = call.Name == "brings" ? new AuditSettings(AuditPath, 0, IsRefusing: true) : null;
            Assert.True(_gate.TryPrepare(null, audit, out _));
            _gate.Take(audit);
        }

        return Task.FromResult(call.Name switch
        {
            "fails" => CommandResult.Error("it fails"),
            "list-commands" => CommandResult.Success(Element.List(((string[])["config-get", "config-set", "list-commands"]).Select(n => Element.Of(n)))),
            _ => CommandResult.Success("done"),
        });
    }

    private static Caller Http(string? user) => new(CallerChannel.Http) { User = user, Remote = IPEndPoint.Parse("192.0.2.1:99") };

    private List<Element> Entries()
    {
        var entries = new List<Element>();
        AuditVerification.Run(AuditPath, AuditChain.Empty, null, entries.Add);
        return entries;
    }

    private static RbacSettings Roles(string parameters)
    {
        string text = $$"""{ "Dhcp4": { "hooks-libraries": [ { "library": "libdhcp_rbac.so", "parameters": { {{parameters}}, "api-files": "/no/where" } } ] } }""";
        var result = ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!.Roles!;
    }
}
