using System.Net;
using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Server.Agent;
using Nestor.Server.Audit;
using Nestor.Server.Control.Http;
using Nestor.Server.Rbac;

namespace Nestor.Server.Tests.Agent;

/// <summary>libdhcp_rbac in the control agent: for its own commands and for those it forwards.</summary>
public sealed class AgentRoleTests : IDisposable
{
    private const string Configuration = """
        { "Control-agent": { "http-port": 8000, "control-sockets": { },
          "authentication": { "type": "basic", "clients": [ { "user": "ann", "password": "a" } ] },
          "hooks-libraries": [ { "library": "/opt/kea/libdhcp_rbac.so", "parameters": { "assign-role-method": "basic-authentication", "api-files": "/nowhere",
            "roles": [ { "name": "ann", "accept-commands": "READ", "response-filters": [ "list-commands" ] } ] } } ] } }
        """;

    private readonly List<string> _ran = [];
    private readonly AuditGate _audit = new(TimeProvider.System, Logger.Silent);
    private readonly AgentDispatch _dispatch;

    public AgentRoleTests()
    {
        var result = ConfigLoader.LoadAgent(Encoding.UTF8.GetBytes(Configuration), "test", null, null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        Assert.DoesNotContain(result.Diagnostics.All, d => d.Text.Contains("not acted on", StringComparison.Ordinal));
        var roles = new RoleGate(Logger.Silent);
        Assert.Null(roles.Prepare(result.Settings!.Roles));
        roles.Take();
        _dispatch = new AgentDispatch(() => [], Run, _ => true, new Forwarder(TimeSpan.FromSeconds(1)), Logger.Silent) { Roles = roles, Audit = _audit };
    }

    public void Dispose()
    {
        _dispatch.Dispose();
        _audit.Dispose();
    }

    [Fact]
    public async Task A_command_that_may_not_be_used_is_refused_before_it_runs_or_is_forwarded()
    {
        Assert.Equal(200, (await Ask("config-get", "ann")).Status);
        var refusal = await Ask("config-set", "ann");
        Assert.Equal((403, "{ \"result\": 403, \"text\": \"Forbidden\" }"), (refusal.Status, refusal.Text.ToString()));
        Assert.Equal(403, (await Ask("config-get", "bob")).Status);
        Assert.Equal(403, (await Ask("config-set", "ann", ", \"service\": [ \"dhcp4\" ]")).Status);
        Assert.Equal(200, (await Ask("config-get", "ann", ", \"service\": [ \"dhcp4\" ]")).Status);
        Assert.Equal(["config-get"], _ran);
    }

    [Fact]
    public async Task The_list_of_commands_is_filtered() =>
        Assert.Equal("[ { \"arguments\": [ \"config-get\" ], \"result\": 0 } ]", (await Ask("list-commands", "ann")).Text.ToString());

    private Task<HttpAnswer> Ask(string command, string user, string more = "") => _dispatch.Answer(
        Encoding.UTF8.GetBytes($"{{ \"command\": \"{command}\"{more} }}"),
        new Caller(CallerChannel.Http) { User = user, Remote = IPEndPoint.Parse("192.0.2.1:99") });

    private CommandResult Run(CommandCall call)
    {
        _ran.Add(call.Name);
        return call.Name == "list-commands"
            ? CommandResult.Success(Element.List([Element.Of("config-get"), Element.Of("config-set")]))
            : CommandResult.Success("done");
    }
}
