using System.Text.Json.Nodes;
using Conformance.Clients;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>Files that libraries name outside of the server's folders: warned of in its file, and nothing new by command.</summary>
public sealed class ScriptFolderTests
{
    [Fact]
    public void What_runs_already_may_be_configured_again_by_command_and_another_script_may_not()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "our rules");
        using var daemon = new Daemon();
        using var socket = new ControlSocket();
        daemon.Configure($$"""{{socket.Members}} "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { "name": "/bin/true" } } ],""");
        daemon.Serve().WaitFor("wanted a file in", 5);
        var told = JsonNode.Parse(socket.Ask("config-get").GetProperty("arguments").GetRawText())!;
        told.AsObject().Remove("hash");
        told["Dhcp4"]!["server-tag"] = "another";
        socket.Must("config-set", told.ToJsonString(), 0, "Configuration successful.");
        Assert.Equal("another", socket.Ask("server-tag-get").GetProperty("arguments").GetProperty("server-tag").GetString());
        told["Dhcp4"]!["hooks-libraries"]![0]!["parameters"]!["name"] = "/bin/false";
        var refused = socket.Ask("config-set", told.ToJsonString());
        Assert.Equal(1, refused.GetProperty("result").GetInt32());
        Assert.Contains("wanted a file in", refused.GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
