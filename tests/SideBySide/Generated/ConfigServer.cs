using System.Net.Sockets;
using System.Text.Json.Nodes;
using SideBySide.Net;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Generated;

/// <summary>A server that is given one configuration after the other and says each time what it has.</summary>
internal sealed class ConfigServer : IDisposable
{
    private readonly ServerProcess _process;
    private readonly Family _family;

    public ConfigServer(ServerCommand command, Link link, string folder)
    {
        _family = command.Family;
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _process = new ServerProcess(command, link, folder, Whole(new JsonObject(), folder).ToJsonString());
        _process.Start();
        Ask(new JsonObject { ["command"] = "config-get" });
    }

    /// <summary>The map of config-get after config-set; why not, when the configuration is refused.</summary>
    public (JsonNode? Shown, string Refusal) Take(JsonObject server)
    {
        var answer = Ask(new JsonObject { ["command"] = "config-set", ["arguments"] = Whole(server, _process.Folder) });
        return (int?)answer["result"] == 0
            ? (Ask(new JsonObject { ["command"] = "config-get" })["arguments"]![_family.Element], "")
            : (null, answer.ToJsonString());
    }

    public void Dispose() => _process.Dispose();

    private JsonObject Whole(JsonObject server, string folder)
    {
        var whole = (JsonObject)server.DeepClone();
        whole["interfaces-config"] = new JsonObject { ["interfaces"] = new JsonArray() };
        whole["lease-database"] = new JsonObject { ["type"] = "memfile", ["persist"] = false };
        whole["control-socket"] = new JsonObject { ["socket-type"] = "unix", ["socket-name"] = Path.Combine(folder, "ctl") };
        if (_family == Family.V6)
        {
            // Kea 2.2 would keep its identifier in a place of the system.
            whole["server-id"] ??= JsonNode.Parse("""{ "type": "EN", "enterprise-id": 9, "identifier": "87654321", "persist": false }""");
        }

        return new JsonObject { [_family.Element] = whole };
    }

    /// <summary>Its socket goes and comes with each configuration.</summary>
    private JsonNode Ask(JsonObject command)
    {
        for (int i = 0; i < 400 && _process.IsAlive; i++)
        {
            try
            {
                string text = ControlChannel.Ask(_process.ControlSocket, command.ToJsonString());
                if (text.Length > 0)
                {
                    return JsonNode.Parse(text)!;
                }
            }
            catch (SocketException)
            {
                // Not there yet.
            }

            Thread.Sleep(25);
        }

        Assert.Fail($"no answer to {command["command"]}: {_process.Said}");
        return command;
    }
}
