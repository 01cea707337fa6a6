using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;
using Nestor.Server.Tests.Control.Http;

namespace Conformance.Http;

/// <summary>The control agent, before servers that are there, are not, and misbehave.</summary>
public sealed class AgentTests
{
    private const string Long = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public void Commands_go_to_the_servers_they_name_and_the_answers_come_in_that_order()
    {
        using Daemon four = new(4);
        using Daemon six = new(6);
        foreach (Daemon daemon in new[] { four, six })
        {
            daemon.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }},");
        }

        RunningProgram served4 = four.Serve();
        RunningProgram served6 = six.Serve();
        using Agent agent = new(four, ("dhcp4", four.In("s")), ("dhcp6", six.In("s")), ("d2", four.In("none")));
        JsonElement answers = agent.Send("""{ "command": "status-get", "service": [ "dhcp6", "d2", "dhcp4", "x", "dhcp6" ] }""");
        Assert.Equal([served6.Id, 0, served4.Id, 0, served6.Id], answers.EnumerateArray().Select(Pid));
        Assert.Equal(
            "unable to forward command to the d2 service: No such file or directory. The server is likely to be offline",
            answers[1].GetProperty("text").GetString());
        Assert.Equal("forwarding socket is not configured for the server type x", answers[3].GetProperty("text").GetString());
        Assert.Equal(2, agent.Send("""{ "command": "no-such", "service": [ "dhcp4" ] }""")[0].GetProperty("result").GetInt32());

        // What replaces a server's configuration goes through whole.
        string configuration = agent.Send("""{ "command": "config-get", "service": [ "dhcp4" ] }""")[0].GetProperty("arguments").GetProperty("Dhcp4").GetRawText();
        string set = $$"""{ "command": "config-set", "service": [ "dhcp4" ], "arguments": { "Dhcp4": {{configuration}} } }""";
        Assert.Equal(0, agent.Send(set)[0].GetProperty("result").GetInt32());
        Assert.Equal(agent.Program.Id, Pid(agent.Send("""{ "command": "status-get" }""")[0]));
        Assert.Equal(agent.Program.Id, Pid(agent.Send("""{ "command": "status-get", "service": [ ] }""")[0]));

        int Pid(JsonElement answer) => answer.TryGetProperty("arguments", out JsonElement a) ? a.GetProperty("pid").GetInt32() : 0;
    }

    [Fact]
    public void Its_own_commands_change_and_tell_its_configuration_and_end_it()
    {
        using Daemon home = new();
        using Agent agent = new(home);
        JsonElement got = agent.Own("config-get").GetProperty("arguments");
        string hash = got.GetProperty("hash").GetString()!;
        Assert.Equal(agent.Port, got.GetProperty("Control-agent").GetProperty("http-port").GetInt32());
        Assert.Equal(hash, agent.Own("config-hash-get").GetProperty("arguments").GetProperty("hash").GetString());
        Assert.Equal(
            ["build-report", "config-get", "config-hash-get", "config-reload", "config-set", "config-test", "config-write", "list-commands", "shutdown", "status-get", "version-get"],
            agent.Own("list-commands").GetProperty("arguments").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal("3.3.0", Text(agent.Own("version-get")));
        Assert.Contains(".NET", Text(agent.Own("build-report")), StringComparison.Ordinal);
        Assert.Equal("Missing mandatory 'arguments' parameter.", Text(agent.Own("config-test")));
        Assert.Equal("Missing mandatory 'Control-agent' parameter.", Text(agent.Own("config-test", "{ }")));
        Assert.Equal("'arguments' parameter contains unsupported 'x' parameter", Text(agent.Own("config-test", """{ "Control-agent": { }, "x": 1 }""")));
        Assert.Contains("wanted an integer", Text(agent.Own("config-set", """{ "Control-agent": { "http-port": "x" } }""")), StringComparison.Ordinal);
        Assert.Equal(2, agent.Own("no-such").GetProperty("result").GetInt32());

        string next = $$"""{ "Control-agent": { "http-port": {{agent.Port}}, "control-sockets": { "d2": { "socket-name": "x" } } } }""";
        Assert.Equal("Configuration check successful", Text(agent.Own("config-test", next)));
        Assert.Equal("Configuration applied successfully.", Text(agent.Own("config-set", next)));
        Assert.NotEqual(hash, agent.Own("config-hash-get").GetProperty("arguments").GetProperty("hash").GetString());
        foreach (string outside in new[] { "/tmp/x.conf", "../x.conf" })
        {
            Assert.Contains("not allowed", Text(agent.Own("config-write", $$"""{ "filename": "{{outside}}" }""")), StringComparison.Ordinal);
        }

        Assert.Equal("Error during write-config:the name is not that of a file", Text(agent.Own("config-write", """{ "filename": ".." }""")));
        Assert.Equal("Argument must be a map", Text(agent.Own("config-write", "5")));
        Assert.Equal("passed parameter 'filename' is not a string", Text(agent.Own("config-write", """{ "filename": 5 }""")));
        Assert.Equal(0, agent.Own("config-write", """{ "filename": "written.conf" }""").GetProperty("result").GetInt32());
        Assert.Equal(0, home.Launch(home.In("kea-ctrl-agent"), ["-t", home.In("written.conf")]).End());
        Assert.Equal("Configuration applied successfully.", Text(agent.Own("config-reload")));
        Assert.Equal(hash, agent.Own("config-hash-get").GetProperty("arguments").GetProperty("hash").GetString());
        Assert.Equal(
            agent.Own("config-write").GetProperty("arguments").GetProperty("filename").GetString(),
            agent.Own("config-write", """{ "filename": "" }""").GetProperty("arguments").GetProperty("filename").GetString());
        Assert.Equal("parameter 'exit-value' is not an integer", Text(agent.Own("shutdown", """{ "exit-value": "a" }""")));
        Assert.Equal("Control Agent is shutting down", Text(agent.Own("shutdown", """{ "exit-value": 9 }""")));
        Assert.Equal(9, agent.Program.End());
        foreach (string id in new[] { "DCTL_STARTING", "DCTL_CONFIG_COMPLETE", "CTRL_AGENT_HTTP_SERVICE_STARTED", "CTRL_AGENT_STARTED", "CTRL_AGENT_COMMAND_RECEIVED", "DCTL_SHUTDOWN" })
        {
            Assert.Contains(id, agent.Program.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_it_writes_keeps_the_comments_and_includes_of_its_file()
    {
        using Daemon home = new();
        File.WriteAllText(home.In("more.json"), "# for the log\n\"comment\": \"included\",\n");
        using Agent agent = new(home, members: $"\"http-host\": \"127.0.0.1\", // nobody else\n<?include \"{home.In("more.json")}\"?>\n");
        string before = File.ReadAllText(agent.Config);
        Assert.Equal(0, agent.Own("config-write").GetProperty("result").GetInt32());
        Assert.Equal(before, File.ReadAllText(agent.Config));
        string configuration = agent.Own("config-get").GetProperty("arguments").GetProperty("Control-agent").GetRawText();
        string changed = configuration.Replace("\"127.0.0.1\"", "\"127.0.0.2\"", StringComparison.Ordinal);
        Assert.Equal(0, agent.Own("config-set", $"{{ \"Control-agent\": {changed} }}").GetProperty("result").GetInt32());
        string elsewhere = $"http://127.0.0.2:{agent.Port}/";
        Assert.Equal(0, HttpClients.Ask(elsewhere, "config-write").GetProperty("result").GetInt32());
        Assert.Equal(before.Replace("\"127.0.0.1\", // nobody", "\"127.0.0.2\", // nobody", StringComparison.Ordinal), File.ReadAllText(agent.Config));
        Assert.Equal("# for the log\n\"comment\": \"included\",\n", File.ReadAllText(home.In("more.json")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_command_may_name_files_elsewhere_with_flag_X_alone(bool isTrusting)
    {
        using Daemon home = new();
        using Agent agent = new(home, flags: isTrusting ? ["-X"] : []);
        string folder = Directory.CreateDirectory(home.In("elsewhere")).FullName;
        int expected = isTrusting ? 0 : 1;
        Assert.Equal(expected, agent.Own("config-write", $"{{ \"filename\": \"{folder}/written\" }}").GetProperty("result").GetInt32());
        foreach (string members in new[] { $"\"audit\": {{ \"file\": \"{folder}/audit\" }}", $"\"loggers\": [ {{ \"name\": \"kea-ctrl-agent\", \"output-options\": [ {{ \"output\": \"{folder}/log\" }} ] }} ]" })
        {
            JsonElement answer = agent.Own("config-set", $"{{ \"Control-agent\": {{ \"http-port\": {agent.Port}, {members} }} }}");
            Assert.True(answer.GetProperty("result").GetInt32() == expected, Text(answer));
            Assert.Equal(!isTrusting, Text(answer).Contains($"is not in {home.Folder}, and a command may name no other", StringComparison.Ordinal));
        }

        Assert.Equal(isTrusting, Directory.GetFileSystemEntries(folder).Length > 0);
    }

    [Fact]
    public void Its_audit_log_has_what_was_changed_here_and_in_the_servers_and_by_whom()
    {
        using Daemon daemon = new();
        daemon.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }},");
        daemon.Serve();
        string file = daemon.In("agent-audit.log");
        using Agent agent = new(daemon, $$"""
            "audit": { "file": "{{file}}" }, "authentication": { "type": "basic", "clients": [ { "user": "ann", "password": "hush" } ] },
            """, servers: ("dhcp4", daemon.In("s")));
        Ask("""{ "command": "status-get" }""");
        Ask("""{ "command": "no-such-command" }""");
        Ask("""{ "command": "config-test", "arguments": { "Control-agent": { "authentication": { "type": "basic", "clients": [ { "user": "u", "password": "hush2" } ] } } } }""");
        Ask("""{ "command": "dhcp-disable", "service": [ "dhcp4", "d2" ] }""");
        Ask("""{ "command": "status-get", "service": [ "dhcp4" ] }""");
        agent.Program.Signal(RunningProgram.HangUp);
        Assert.True(Wait.Until(() => File.ReadAllLines(file).Length == 3, 10));
        JsonElement[] entries = [.. File.ReadAllLines(file).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(["config-test", "dhcp-disable", "config-reload"], entries.Select(e => e.GetProperty("command").GetString()));
        Assert.Equal(("http", "ann"), (entries[1].GetProperty("channel").GetString(), entries[1].GetProperty("user").GetString()));
        Assert.Equal(["dhcp4", "d2"], entries[1].GetProperty("service").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(1, entries[1].GetProperty("result").GetInt32());
        Assert.Contains("type d2", entries[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("inside", entries[2].GetProperty("channel").GetString());
        Assert.DoesNotContain("hush", File.ReadAllText(file), StringComparison.Ordinal);
        RunningProgram verify = daemon.Launch(Builds.Program, ["audit", "verify", file]);
        Assert.Equal(0, verify.End());

        void Ask(string body) => Assert.Equal(200, HttpClients.Post(agent.Url, body, login: "ann:hush").Status);
    }

    [Fact]
    public void Passwords_certificates_and_headers_are_those_of_its_configuration()
    {
        using Daemon home = new();
        TestAuthority authority = new(home.Folder);
        File.WriteAllText(home.In("both"), "who:secret\n");
        using Agent agent = new(home, members: $$"""
            {{authority.Members("server")}}, "cert-required": false, "http-headers": [ { "name": "X-A", "value": "b" } ],
            "authentication": { "type": "basic", "directory": "{{home.Folder}}", "clients": [ { "password-file": "both" } ] },
            """);
        string url = $"https://127.0.0.1:{agent.Port}/";
        (int status, var headers, _) = HttpClients.Post(url, "{ }");
        Assert.Equal(401, status);
        Assert.Equal("Basic realm=\"kea-control-agent\"", headers.WwwAuthenticate.ToString());
        Assert.Equal("b", headers.GetValues("X-A").Single());
        Assert.Equal("3.3.0", Text(HttpClients.Ask(url, "version-get", login: "who:secret")));
        Assert.DoesNotContain("secret", agent.Program.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_reload_and_end_it_and_flags_are_Keas()
    {
        using Daemon home = new();
        using Agent agent = new(home);
        File.WriteAllText(agent.Config, File.ReadAllText(agent.Config).Replace("\"http-port\"", "\"comment\": \"new\", \"http-port\"", StringComparison.Ordinal));
        agent.Program.Signal(RunningProgram.HangUp);
        Assert.True(Wait.Until(() => agent.Own("config-get").GetProperty("arguments").GetProperty("Control-agent").TryGetProperty("user-context", out _), 10));
        File.WriteAllText(agent.Config, "{ ");
        agent.Program.Signal(RunningProgram.HangUp);
        agent.Program.WaitFor("DCTL_CFG_FILE_RELOAD_ERROR", 10);
        Assert.Contains("DCTL_CFG_FILE_RELOAD_SIGNAL_RECVD", agent.Program.Text, StringComparison.Ordinal);
        Assert.Contains("DCTL_PARSER_FAIL", agent.Program.Text, StringComparison.Ordinal);
        Assert.Equal("3.3.0", Text(agent.Own("version-get")));
        agent.Program.Signal(RunningProgram.Terminate);
        Assert.Equal(0, agent.Program.End());

        foreach ((string flags, int code, string text) in new[]
        {
            ("-v", 0, "3.3.0"), ("-V", 0, "Nestor"), ("-W", 0, ".NET"), ("", 1, "Configuration file not specified"), ("-c", 1, "-c needs a value"),
            ("-z", 1, "Usage:"), ($"-t {agent.Config}", 1, "Error encountered"), ($"-c {home.In("none")}", 1, "DCTL_CONFIG_FILE_LOAD_FAIL"),
        })
        {
            RunningProgram program = home.Launch(home.In("kea-ctrl-agent"), flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(code, program.End());
            Assert.Contains(text, program.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_configuration_has_one_agent_and_flags_d_and_X_go_with_it()
    {
        using Daemon home = new();
        using Agent agent = new(home, flags: ["-d", "-X"]);
        Assert.Contains("wanted \"authentication\" with \"clients\", or TLS", agent.Program.Text, StringComparison.Ordinal);
        RunningProgram second = home.Launch(home.In("kea-ctrl-agent"), ["-c", agent.Config]);
        Assert.Equal(1, second.End());
        Assert.Contains("DCTL_ALREADY_RUNNING", second.Text, StringComparison.Ordinal);
        _ = HttpClients.Raw(agent.Port, Encoding.UTF8.GetBytes(Long), 300);
        agent.Program.WaitFor("COMMAND_HTTP_LISTENER_COMMAND_REJECTED", 10);
        Assert.Equal(Environment.IsPrivilegedProcess, agent.Program.Text.Contains("DCTL_ROOT_USER_SECURITY_WARNING", StringComparison.Ordinal));
        agent.Program.Signal(RunningProgram.Interrupt);
        Assert.Equal(0, agent.Program.End());
        Assert.Contains("DCTL_SHUTDOWN_SIGNAL_RECVD", agent.Program.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_that_misbehave_are_told_from_those_that_answer()
    {
        using Daemon home = new();
        using Listening silent = new(home.In("closes"), "");
        using Listening garbage = new(home.In("garbage"), "so what");
        using Listening good = new(home.In("good"), "{ \"result\": 0, \"text\": \"fine\" }");
        using Agent agent = new(home, "", ["-d"], null, ("dhcp4", home.In("closes")), ("dhcp6", home.In("garbage")), ("d2", home.In("good")));
        JsonElement answers = agent.Send("""{ "command": "a", "service": [ "dhcp4", "dhcp6", "d2" ] }""");
        Assert.Equal([1, 1, 0], answers.EnumerateArray().Select(a => a.GetProperty("result").GetInt32()));
        Assert.Contains("closed without an answer", Text(answers[0]), StringComparison.Ordinal);
        Assert.Contains("no JSON map", Text(answers[1]), StringComparison.Ordinal);
        Assert.Equal("fine", Text(answers[2]));
        Assert.Contains("\"command\": \"a\"", good.Request, StringComparison.Ordinal);
        Assert.Contains("wanted at most 16", Text(agent.Send($$"""{ "command": "a", "service": [ {{string.Join(", ", Enumerable.Repeat("\"d2\"", 17))}} ] }""")[0]), StringComparison.Ordinal);
        agent.Program.WaitFor("CTRL_AGENT_COMMAND_FORWARDED", 10);
        agent.Program.WaitFor("CTRL_AGENT_COMMAND_FORWARD_FAILED", 10);
        Assert.Equal("service value must be a list", Text(agent.Send("""{ "command": "a", "service": "d2" }""")[0]));
    }

    [Fact]
    public void The_configuration_of_Debians_package_is_taken()
    {
        const string Packaged = "/etc/kea/kea-ctrl-agent.conf";
        Assert.SkipWhen(!File.Exists(Packaged), "Debian's kea-ctrl-agent is not installed");
        using Daemon home = new();
        RunningProgram check = home.Launch(home.In("kea-ctrl-agent"), ["-t", Packaged]);
        Assert.Equal(0, check.End());
        Assert.Contains("Syntax check OK", check.Text, StringComparison.Ordinal);
    }

    internal static string Text(JsonElement answer) => answer.GetProperty("text").GetString()!;

    /// <summary>A unix socket that answers every client with the same text.</summary>
    private sealed class Listening : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        private readonly Task _serving;

        public Listening(string path, string answer)
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _socket.Listen();
            _serving = Task.Run(() => Serve(answer));
        }

        public string Request { get; private set; } = "";

        public void Dispose()
        {
            _socket.Dispose();
            _serving.Wait(5000);
        }

        private void Serve(string answer)
        {
            byte[] buffer = new byte[65536];
            try
            {
                while (true)
                {
                    using Socket client = _socket.Accept();
                    Request = Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer));
                    client.Send(Encoding.UTF8.GetBytes(answer));
                }
            }
            catch (SocketException)
            {
            }
        }
    }
}
