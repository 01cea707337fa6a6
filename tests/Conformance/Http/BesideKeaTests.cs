using System.Text;
using System.Text.Json;
using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Http;

/// <summary>Nestor's control agent beside the installed one of Kea, and each before the servers of the other.</summary>
public sealed class BesideKeaTests
{
    private const string Json = "Content-Type: application/json\r\n";

    private static readonly (string Name, string Request)[] Requests =
    [
        ("a command", Post("{ \"command\": \"config-get\" }")),
        ("any path", Post("{ \"command\": \"status-get\" }", line: "POST /any/path?x=1 HTTP/1.1")),
        ("the connection is to end", Post("{ \"command\": \"list-commands\" }", "Connection: close\r\n")),
        ("another spelling of the type", Post("{ \"command\": \"list-commands\" }", type: "content-type: Application/JSON\r\n")),
        ("no command of this name", Post("{ \"command\": \"no-such\" }")),
        ("an unknown server", Post("{ \"command\": \"a\", \"service\": [ \"dhcp9\" ] }")),
        ("a server that is not there", Post("{ \"command\": \"a\", \"service\": [ \"dhcp6\" ] }")),
        ("several servers", Post("{ \"command\": \"no-such\", \"service\": [ \"dhcp4\", \"dhcp6\", \"d2\", \"dhcp4\" ] }")),
        ("an empty service", Post("{ \"command\": \"status-get\", \"service\": [ ] }")),
        ("a service that is no list", Post("{ \"command\": \"a\", \"service\": \"dhcp4\" }")),
        ("an unknown member", Post("{ \"command\": \"a\", \"x\": 1 }")),
        ("a list", Post("[ 1 ]")),
        ("no JSON", Post("{ x }")),
        ("two texts", Post("{ \"command\": \"a\" } { }")),
        ("no password", Post("{ \"command\": \"a\" }").Replace("Authorization: Basic YTpi\r\n", "", StringComparison.Ordinal)),
        ("a wrong password", Post("{ \"command\": \"a\" }").Replace("YTpi", "YTpj", StringComparison.Ordinal)),
        ("another scheme", Post("{ \"command\": \"a\" }").Replace("Basic", "Digest", StringComparison.Ordinal)),
        ("GET", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("PUT", Post("{ }", line: "PUT / HTTP/1.1")),
        ("OPTIONS", "OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n"),
        ("no type", Post("{ }", type: "")),
        ("text", Post("{ }", type: "Content-Type: text/plain\r\n")),
        ("a type with a character set", Post("{ }", type: "Content-Type: application/json; charset=utf-8\r\n")),
        ("no length", "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\nContent-Type: application/json\r\n\r\n"),
        ("chunks", "POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{ }\r\n0\r\n\r\n"),
    ];

    [Fact]
    public void The_same_bytes_get_the_same_status_headers_and_body_from_both_agents()
    {
        NeedsKea();
        using Daemon home = new();
        home.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{home.In("s")}\" }},");
        home.Serve();
        const string Members = "\"authentication\": { \"type\": \"basic\", \"realm\": \"r\", \"clients\": [ { \"user\": \"a\", \"password\": \"b\" } ] },";
        (string, string)[] servers = [("dhcp4", home.In("s")), ("dhcp6", home.In("none"))];
        using Agent theirs = new(home, Members, [], Agent.Installed, servers);
        using Agent ours = new(home, Members, [], null, servers);
        var wrong = new List<string>();
        foreach ((string name, string request) in Requests)
        {
            string kea = Comparable(HttpClients.Raw(theirs.Port, Encoding.UTF8.GetBytes(request)), theirs.Port);
            string nestor = Comparable(HttpClients.Raw(ours.Port, Encoding.UTF8.GetBytes(request)), ours.Port);
            if (kea != nestor)
            {
                wrong.Add($"{name}:\nKea:    {kea}\nNestor: {nestor}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Keas_agent_drives_our_servers(int family)
    {
        NeedsKea();
        using Daemon home = new(family);
        home.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{home.In("s")}\" }},");
        RunningProgram server = home.Serve();
        using Agent theirs = new(home, "", [], Agent.Installed, ($"dhcp{family}", home.In("s")));
        Drive(theirs, family, server);
        Assert.NotNull(home.Lease(1));
        Assert.Equal(0, Ask(theirs, family, "shutdown").GetProperty("result").GetInt32());
        Assert.Equal(0, server.End());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Our_agent_drives_Keas_servers(int family)
    {
        string program = $"/usr/sbin/kea-dhcp{family}";
        Assert.SkipWhen(!File.Exists(program), $"Debian's kea-dhcp{family} is not installed");
        using Daemon home = new(family);
        File.WriteAllText(home.In("kea.conf"), $$"""
            { "Dhcp{{family}}": { "interfaces-config": { "interfaces": [ ] }, "lease-database": { "type": "memfile", "persist": false }, {{(family == 6 ? $"\"data-directory\": \"{home.Folder}\"," : "")}}
                "control-socket": { "socket-type": "unix", "socket-name": "{{home.In("k")}}" },
                "loggers": [ { "name": "kea-dhcp{{family}}", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ] } }
            """);
        RunningProgram server = home.Launch(program, ["-c", home.In("kea.conf")]);
        server.WaitFor($"DHCP{family}_STARTED", 30);
        using Agent ours = new(home, ($"dhcp{family}", home.In("k")));
        Drive(ours, family, server);
        Assert.Equal(0, Ask(ours, family, "shutdown").GetProperty("result").GetInt32());
        Assert.Equal(0, server.End());
    }

    private static void Drive(Agent agent, int family, RunningProgram server)
    {
        Assert.Equal(server.Id, Ask(agent, family, "status-get").GetProperty("arguments").GetProperty("pid").GetInt32());
        Assert.Contains("config-set", Ask(agent, family, "list-commands").GetProperty("arguments").EnumerateArray().Select(c => c.GetString()));
        JsonElement configuration = Ask(agent, family, "config-get").GetProperty("arguments").GetProperty($"Dhcp{family}");
        string set = $$"""{ "Dhcp{{family}}": {{configuration.GetRawText()}} }""";
        Assert.Equal(0, Ask(agent, family, "config-test", set).GetProperty("result").GetInt32());
        Assert.Equal(0, Ask(agent, family, "config-set", set).GetProperty("result").GetInt32());
        Assert.Equal(0, Ask(agent, family, "config-reload").GetProperty("result").GetInt32());
        Assert.Equal(0, Ask(agent, family, "statistic-get-all").GetProperty("result").GetInt32());
        Assert.Equal(2, Ask(agent, family, "no-such").GetProperty("result").GetInt32());
    }

    private static JsonElement Ask(Agent agent, int family, string command, string? arguments = null)
    {
        string more = arguments is null ? "" : $", \"arguments\": {arguments}";
        return agent.Send($$"""{ "command": "{{command}}", "service": [ "dhcp{{family}}" ]{{more}} }""")[0];
    }

    private static void NeedsKea() => Assert.SkipWhen(!File.Exists(Agent.Installed), "Debian's kea-ctrl-agent is not installed");

    private static string Post(string body, string headers = "", string line = "POST / HTTP/1.1", string type = Json) =>
        $"{line}\r\nHost: x\r\nAuthorization: Basic YTpi\r\n{type}{headers}Content-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>
    /// Status, headers and body without what has to differ: time, process, the length of such a body, and the words of
    /// errors, which are ours. The list of an answer stays, with the results and the names of members in it.
    /// </summary>
    private static string Comparable(string answer, int port)
    {
        string[] parts = answer.Split("\r\n\r\n", 2);
        string[] head = parts[0].Split("\r\n");
        var headers = head[1..].Where(h => !h.StartsWith("Date: ", StringComparison.Ordinal) && !h.StartsWith("Content-Length: ", StringComparison.Ordinal)
            && !h.StartsWith("Connection: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        string body = parts.Length == 2 ? parts[1] : "nothing";
        if (body.StartsWith('['))
        {
            body = string.Join(", ", JsonDocument.Parse(body).RootElement.EnumerateArray().Select(a => Shape(a, port)));
        }

        return $"{head[0]} | {string.Join(" | ", headers)} | {body}";
    }

    private static string Shape(JsonElement answer, int port)
    {
        int result = answer.GetProperty("result").GetInt32();
        string text = answer.TryGetProperty("text", out JsonElement said) ? said.GetString()! : "";
        string arguments = answer.TryGetProperty("arguments", out JsonElement a)
            ? a.ValueKind == JsonValueKind.Object ? string.Join(' ', a.EnumerateObject().Select(m => m.Name).Where(n => n != "hash")) : "list"
            : "none";

        // Texts that tools match on are compared, and those of refusals that we word ourselves are not.
        bool isOurs = text.StartsWith("Error during command processing", StringComparison.Ordinal) || text.Contains("command not supported", StringComparison.Ordinal);
        return $"{result} \"{(isOurs ? text[..Math.Min(text.Length, 12)] : text)}\" {arguments}".Replace(Daemon.Text(port), "PORT", StringComparison.Ordinal);
    }
}
