using System.Text.Json;
using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Http;

/// <summary>A control agent with its files in a daemon's folder: Nestor's, or the one of Kea that is installed.</summary>
internal sealed class Agent : IDisposable
{
    public const string Installed = "/usr/sbin/kea-ctrl-agent";

    public Agent(Daemon home, params (string Service, string Socket)[] servers)
        : this(home, "", [], home.In("kea-ctrl-agent"), servers)
    {
    }

    public Agent(Daemon home, string members = "", string[]? flags = null, string? program = null, params (string Service, string Socket)[] servers)
    {
        Port = HttpClients.FreePort();
        Config = home.In($"agent-{Port}.conf");
        string sockets = string.Join(", ", servers.Select(s => $"\"{s.Service}\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{s.Socket}\" }}"));
        File.WriteAllText(Config, $$"""
            { "Control-agent": { {{members}} "http-port": {{Port}}, "control-sockets": { {{sockets}} },
                "loggers": [ { "name": "kea-ctrl-agent", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ] } }
            """);
        Program = home.Launch(program ?? home.In("kea-ctrl-agent"), ["-c", Config, .. flags ?? []]);
        Program.WaitFor("CTRL_AGENT_STARTED", 30);
    }

    public int Port { get; }

    public string Config { get; }

    public RunningProgram Program { get; }

    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>The list that answers a request.</summary>
    public JsonElement Send(string body)
    {
        (int status, _, string text) = HttpClients.Post(Url, body);
        Assert.True(status == 200, $"status {status}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The answer to a command of the agent's own.</summary>
    public JsonElement Own(string command, string? arguments = null) => HttpClients.Ask(Url, command, arguments);

    public void Dispose() => Program.Stop();
}
