using System.Text;
using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>The configuration of the control agent, and the ledger of its keywords in parity/config-ctrl-agent.tsv.</summary>
public sealed class AgentConfigTests
{
    [Fact]
    public void A_listener_has_the_values_it_is_given_or_Keas()
    {
        var settings = Good("");
        Assert.Equal("http://127.0.0.1:8000", settings.Http.ToString());
        Assert.Empty(settings.Servers);
        settings = Good("""
            "http-host": "::1", "http-port": 8001, "trust-anchor": "/ca", "cert-file": "/c", "key-file": "/k", "cert-required": false,
            "http-headers": [ { "name": "A", "value": "b" } ],
            "authentication": { "type": "basic", "realm": "r", "clients": [ { "user": "a", "password": "b" }, { "user-file": "f" } ] },
            """);
        Assert.Equal("https://[::1]:8001", settings.Http.ToString());
        Assert.Equal(new TlsSettings("/ca", "/c", "/k", IsClientRequired: false), settings.Http.Tls);
        Assert.Equal("r", settings.Http.Authentication!.Realm);
        Assert.Equal([("a", "b"), ("from a file", "")], settings.Http.Authentication.Clients.Select(c => (c.User, c.Password)));
        Assert.Equal("kea-control-agent", Good("\"authentication\": { \"type\": \"basic\" },").Http.Authentication!.Realm);
    }

    [Fact]
    public void It_knows_the_sockets_of_three_servers()
    {
        var settings = Good("""
            "control-sockets": { "d2": { "socket-name": "c" }, "dhcp6": { "socket-type": "unix", "socket-name": "/b" }, "dhcp4": { "socket-name": "/a" } },
            """);
        Assert.Equal([("dhcp4", "/a"), ("dhcp6", "/b"), ("d2", "c")], settings.Servers.Select(s => (s.Service, s.Socket)));
    }

    [Fact]
    public void What_is_noted_is_kept_with_what_it_is_about()
    {
        const string Note = "\"comment\": \"why\", \"user-context\": { \"a\": 1 }";
        var settings = Good($$"""
            {{Note}}, "control-sockets": { "dhcp4": { "socket-name": "a", {{Note}} }, "dhcp6": { "socket-name": "b", {{Note}} }, "d2": { "socket-name": "c", {{Note}} } },
            "http-headers": [ { "name": "A", "value": "b", {{Note}} } ], "loggers": [ { "name": "kea-ctrl-agent", {{Note}} } ],
            "authentication": { "type": "basic", {{Note}}, "clients": [ { "user-file": "f", {{Note}} } ] },
            """);
        Element?[] notes =
        [
            settings.UserContext, .. settings.Servers.Select(s => s.UserContext), settings.Http.Headers[0].UserContext,
            settings.Loggers[0].UserContext, settings.Http.Authentication!.UserContext, settings.Http.Authentication.Clients[0].UserContext,
        ];
        Assert.Equal(8, notes.Length);
        Assert.All(notes, note => Assert.Equal("{ \"a\": 1, \"comment\": \"why\" }", JsonWriter.Compact(note!)));
    }

    [Fact]
    public void Its_loggers_are_read_as_the_servers_are()
    {
        var logger = Assert.Single(Good("""
            "loggers": [ { "name": "kea-ctrl-agent", "severity": "DEBUG", "debuglevel": 7,
              "output_options": [ { "output": "x", "flush": false, "maxsize": 5, "maxver": 3, "pattern": "%m" } ] } ],
            """).Loggers);
        Assert.Equal(("kea-ctrl-agent", Severity.Debug, (byte)7), (logger.Name, logger.Severity, logger.DebugLevel));
        Assert.Equal(new LogOutputSettings("x", false, 5, 3, "%m"), Assert.Single(logger.Outputs));
    }

    [Theory]
    [InlineData("\"http-port\": \"x\",", "found a string, wanted an integer for \"http-port\"")]
    [InlineData("\"http-host\": \"x\",", "found \"x\", wanted an IPv4 or IPv6 address for \"http-host\"")]
    [InlineData("\"http-hots\": \"::1\",", "found unknown keyword \"http-hots\" in Control-agent, wanted one of Kea's; did you mean \"http-host\"?")]
    [InlineData("\"cert-file\": \"c\",", "found no \"trust-anchor\", \"key-file\", wanted trust-anchor, cert-file, key-file together for TLS")]
    [InlineData("\"control-sockets\": { \"dhcp4\": { } },", "found \"dhcp4\" without the name of its socket, wanted \"socket-name\"")]
    [InlineData("\"control-sockets\": { \"dhcp4\": { \"socket-type\": \"http\", \"socket-name\": \"x\" } },", "found \"http\", wanted unix for \"socket-type\"")]
    [InlineData("\"control-sockets\": { \"dhcp5\": { } },", "found unknown keyword \"dhcp5\" in control-sockets, wanted one of Kea's; did you mean \"dhcp4\"?")]
    public void What_cannot_be_is_refused(string members, string error)
    {
        var result = Load(members);
        Assert.Null(result.Settings);
        Assert.Contains(result.Diagnostics.All, d => d.ToString().EndsWith(": " + error, StringComparison.Ordinal));
    }

    [Fact]
    public void An_agent_of_Kea_2_2_without_passwords_is_taken_with_a_warning()
    {
        var result = Load("");
        Assert.NotNull(result.Settings);
        Assert.Contains("from everybody", Assert.Single(result.Diagnostics.All).Text);
    }

    [Fact]
    public void Config_get_tells_it_as_Kea_does()
    {
        var settings = Good("""
            "http-port": 18998, "authentication": { "type": "basic", "directory": "/d", "clients": [ { "user": "a", "password": "b" } ] },
            "control-sockets": { "dhcp6": { "socket-name": "/none", "comment": "x" } }, "user-context": { "a": 1 },
            "loggers": [ { "name": "kea-ctrl-agent", "severity": "INFO", "output-options": [ { "output": "/x.log" } ] } ],
            """);
        Assert.Equal(
            """{ "Control-agent": { "authentication": { "clients": [ { "password": "b", "user": "a" } ], "directory": "/d", "realm":"""
            + """ "kea-control-agent", "type": "basic" }, "control-sockets": { "dhcp6": { "socket-name": "/none", "socket-type": "unix", "user-context":"""
            + """ { "comment": "x" } } }, "hooks-libraries": [ ], "http-host": "127.0.0.1", "http-port": 18998, "loggers": [ { "debuglevel": 0, "name":"""
            + """ "kea-ctrl-agent", "output-options": [ { "flush": true, "maxsize": 10240000, "maxver": 1, "output": "/x.log", "pattern": "" } ],"""
            + """ "severity": "INFO" } ], "user-context": { "a": 1 } } }""",
            JsonWriter.Compact(NormalForm.Of(settings)!));
        Assert.Equal("""{ "Control-agent": { "control-sockets": { }, "hooks-libraries": [ ], "http-host": "127.0.0.1", "http-port": 8000 } }""", JsonWriter.Compact(NormalForm.Of(Good(""))!));
    }

    [Fact]
    public void Every_keyword_of_the_ledger_is_known_and_warns_as_its_row_says()
    {
        int proven = 0;
        foreach (string[] row in File.ReadLines(Path.Combine(KeywordTableTests.Root, "parity/config-ctrl-agent.tsv")).Skip(1).Select(l => l.Split('\t')))
        {
            string value = row[1] switch
            {
                "integer" => "1",
                "boolean" => "true",
                "string" => $"\"{row[3].Split('|', ' ')[0]}\"",
                _ when row[1].StartsWith("list", StringComparison.Ordinal) => "[ ]",
                _ => "{ }",
            };
            var all = ConfigLoader.LoadAgent(Encoding.UTF8.GetBytes(KeywordTableTests.Wrap(row[0], value)), "a", null).Diagnostics.All;
            Assert.DoesNotContain(all, d => d.Text.Contains("unknown keyword", StringComparison.Ordinal));
            bool isLater = all.Any(d => d.Text.Contains("not acted on", StringComparison.Ordinal));
            Assert.True(isLater == (row[^2] == "recognised"), $"{row[0]}: {row[^2]}, and {(isLater ? "it warns" : "it does not warn")}");
            Assert.NotEqual("missing", row[^2]);
            proven += row[^2] == "proven" ? 1 : 0;
        }

        Assert.True(proven > 40);
    }

    private static LoadResult<AgentSettings> Load(string members)
    {
        members = members.TrimEnd().TrimEnd(',');
        return ConfigLoader.LoadAgent(Encoding.UTF8.GetBytes($"{{ \"Control-agent\": {{ {members} }} }}"), "a.conf", null, new LoadRules(Open));
    }

    private static AgentSettings Good(string members)
    {
        var result = Load(members);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!;
    }

    private static byte[]? Open(string path, out string error)
    {
        error = "";
        return "from a file\n"u8.ToArray();
    }
}
