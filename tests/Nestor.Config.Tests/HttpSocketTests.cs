using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Control sockets of the types http and https.</summary>
public sealed class HttpSocketTests
{
    private const string Users = "\"authentication\": { \"type\": \"basic\", \"clients\": [ { \"password-file\": \"both\" } ] }";
    private const string Tls = "\"trust-anchor\": \"/ca\", \"cert-file\": \"/cert\", \"key-file\": \"/key\"";

    [Fact]
    public void A_socket_has_the_values_it_is_given_or_Keas()
    {
        var socket = Assert.Single(Good($$"""{ "socket-type": "http", {{Users}} }""").Http);
        Assert.Equal("http://127.0.0.1:8000", socket.ToString());
        Assert.Equal("kea-dhcpv4-server", socket.Authentication!.Realm);
        Assert.Equal("kea-dhcpv6-server", Assert.Single(Load6($$"""{ "socket-type": "http", {{Users}} }""").Settings!.ControlSockets.Http).Authentication!.Realm);

        socket = Assert.Single(Good($$"""
            { "socket-type": "https", "socket-address": "2001:db8::1", "socket-port": 8443, {{Tls}}, "cert-required": false,
              "http-headers": [ { "name": "X-A", "value": "b", "comment": "why" } ], "comment": "it" }
            """).Http);
        Assert.Equal("https://[2001:db8::1]:8443", socket.ToString());
        Assert.Equal(new TlsSettings("/ca", "/cert", "/key", IsClientRequired: false), socket.Tls);
        var header = Assert.Single(socket.Headers);
        Assert.Equal(("X-A", "b", "why"), (header.Name, header.Value, header.UserContext!["comment"]!.Text));
        Assert.Equal("it", socket.UserContext!["comment"]!.Text);
        Assert.Null(socket.Authentication);
        Assert.True(Good($$"""{ "socket-type": "https", {{Tls}} }""").Http[0].Tls!.IsClientRequired);
    }

    [Fact]
    public void There_may_be_several_and_a_unix_socket_beside_them_also_in_the_older_spelling()
    {
        var sockets = Good($$"""
            { "socket-type": "http", {{Users}} }, { "socket-type": "unix", "socket-name": "s" },
            { "socket-type": "http", "socket-port": 8001, {{Users}} }, { "socket-type": "http", "socket-address": "::1", {{Users}} }
            """);
        Assert.Equal(["http://127.0.0.1:8000", "http://127.0.0.1:8001", "http://[::1]:8000"], sockets.Http.Select(s => s.ToString()));
        Assert.Equal("s", Assert.Single(sockets.Unix).Name);
        var older = ConfigLoader.Load4(Encoding.UTF8.GetBytes($$"""{ "Dhcp4": { "control-socket": { "socket-type": "http", {{Users}} } } }"""), "kea.conf", null, Rules);
        Assert.Single(older.Settings!.ControlSockets.Http);
    }

    [Fact]
    public void What_is_noted_of_it_is_kept()
    {
        const string Note = "\"comment\": \"why\", \"user-context\": { \"a\": 1 }";
        var socket = Good($$"""
            { "socket-type": "http", {{Note}}, "authentication": { "type": "basic", {{Note}}, "clients": [ { "password-file": "both", {{Note}} } ] },
              "http-headers": [ { "name": "X", "value": "", {{Note}} } ] }
            """).Http[0];
        Assert.All(
            [socket.UserContext, socket.Authentication!.UserContext, socket.Authentication.Clients[0].UserContext, socket.Headers[0].UserContext],
            note => Assert.Equal("{ \"a\": 1, \"comment\": \"why\" }", Json.JsonWriter.Compact(note!)));
    }

    [Theory]
    [InlineData("\"user-file\": \"name\", \"password-file\": \"word\"", "who", "secret")]
    [InlineData("\"user-file\": \"name\"", "who", "")]
    [InlineData("\"password-file\": \"both\"", "me", "pass:word")]
    public void Names_and_passwords_are_read_from_files(string client, string user, string password)
    {
        var credentials = Assert.Single(Assert.Single(Good(Client(client)).Http).Authentication!.Clients);
        Assert.Equal((user, password), (credentials.User, credentials.Password));
        Assert.Equal(user, credentials.ToString());
    }

    [Theory]
    [InlineData("\"user\": \"a\", \"password\": \"b\"", "found a \"user\" in clear text, wanted \"user-file\"; flag -X lets it pass")]
    [InlineData("\"user-file\": \"name\", \"password\": \"b\"", "found a \"password\" in clear text, wanted \"password-file\"; flag -X lets it pass")]
    [InlineData("\"user\": \"a\", \"user-file\": \"name\"", "found \"user\" and \"user-file\", wanted one of them")]
    [InlineData("\"user-file\": \"name\", \"password\": \"b\", \"password-file\": \"word\"", "found \"password\" and \"password-file\", wanted one of them")]
    [InlineData("\"password-file\": \"word\"", "found no name of a user, wanted \"user\", \"user-file\", or a \"password-file\" with USER:PASSWORD")]
    [InlineData("", "found no name of a user, wanted \"user\", \"user-file\", or a \"password-file\" with USER:PASSWORD")]
    [InlineData("\"user-file\": \"both\"", "found a name of a user with a colon in it")]
    [InlineData("\"user-file\": \"nothing\"", "found an empty name of a user")]
    [InlineData("\"user-file\": \"absent\"", "found \"absent\" for \"user-file\", which cannot be read: not there: /d/absent")]
    public void A_client_that_cannot_be_is_refused_without_its_secrets_being_shown(string client, string error)
    {
        var result = Load(Client(client));
        Assert.Null(result.Settings);
        Assert.Contains(result.Diagnostics.All, d => d.ToString().EndsWith(": " + error, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Diagnostics.All, d => d.Text.Contains("secret", StringComparison.Ordinal) || d.Text.Contains("pass:word", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"socket-type\": \"http\"", "commands are taken by http://127.0.0.1:8000 from everybody, wanted \"authentication\" with \"clients\", or TLS; flag -X lets it pass")]
    [InlineData("\"socket-type\": \"http\", \"authentication\": { \"type\": \"basic\", \"clients\": [ ] }", "commands are taken by http://127.0.0.1:8000 from everybody, wanted \"authentication\" with \"clients\", or TLS; flag -X lets it pass")]
    [InlineData("\"socket-type\": \"http\", \"socket-name\": \"x\", " + Users, "found \"socket-name\" in a control socket of type http, wanted it in another type of socket")]
    [InlineData("\"socket-type\": \"http\", " + Tls + ", " + Users, "found \"trust-anchor\" in a socket of type http, wanted type https for TLS")]
    [InlineData("\"socket-type\": \"https\", " + Users, "found no \"trust-anchor\", \"cert-file\", \"key-file\", wanted trust-anchor, cert-file, key-file together for TLS")]
    [InlineData("\"socket-type\": \"https\", \"trust-anchor\": \"\", \"cert-file\": \"c\", \"key-file\": \"k\"", "found no \"trust-anchor\", wanted trust-anchor, cert-file, key-file together for TLS")]
    [InlineData("\"socket-type\": \"http\", \"socket-address\": \"here\", " + Users, "found \"here\", wanted an IPv4 or IPv6 address for \"socket-address\"")]
    [InlineData("\"socket-type\": \"http\", \"socket-port\": 0, " + Users, "found 0, wanted a number from 1 to 65535 for \"socket-port\"")]
    [InlineData("\"socket-type\": \"http\", \"socket-port\": 65536, " + Users, "found 65536, wanted a number from 1 to 65535 for \"socket-port\"")]
    [InlineData("\"socket-type\": \"http\", \"authentication\": { \"clients\": [ { \"password-file\": \"both\" } ] }", "found an authentication without its type, wanted \"type\" with \"basic\"")]
    [InlineData("\"socket-type\": \"http\", \"authentication\": { \"type\": \"digest\" }", "found \"digest\", wanted basic for \"type\"")]
    [InlineData("\"socket-type\": \"http\", \"authentication\": { \"type\": \"basic\", \"realm\": \"a\\nb\" }", "found something else than printable ASCII in \"realm\"")]
    [InlineData("\"socket-type\": \"http\", \"http-headers\": [ { \"name\": \"a\" } ], " + Users, "found an HTTP header without its name or value, wanted \"name\" and \"value\"")]
    [InlineData("\"socket-type\": \"http\", \"http-headers\": [ { \"name\": \"a b\", \"value\": \"\" } ], " + Users, "found \"a b\", wanted the name of an HTTP header")]
    [InlineData("\"socket-type\": \"http\", \"http-headers\": [ { \"name\": \"a\", \"value\": \"b\\r\\nc: d\" } ], " + Users, "found something else than printable ASCII in the value of an HTTP header")]
    [InlineData("\"socket-type\": \"http\", \"http-headers\": [ { \"name\": \"content-length\", \"value\": \"5\" } ], " + Users, "found \"content-length\", wanted another HTTP header: the server itself sends this one")]
    [InlineData("\"socket-type\": \"http\", " + Users + " }, { \"socket-type\": \"http\", " + Users, "found 127.0.0.1:8000 for the second time, wanted each address with its port once")]
    public void A_socket_that_cannot_be_is_refused(string members, string error)
    {
        var result = Load($"{{ {members} }}");
        Assert.Null(result.Settings);
        Assert.Contains(result.Diagnostics.All, d => d.ToString().EndsWith(": " + error, StringComparison.Ordinal));
    }

    [Fact]
    public void With_flag_X_the_security_policy_only_warns()
    {
        var rules = Rules with { IsTrusting = true };
        var result = Load("""{ "socket-type": "http" }, { "socket-type": "http", "socket-port": 8001, "authentication": { "type": "basic", "clients": [ { "user": "a", "password": "b" } ] } }""", rules);
        Assert.Equal(("a", "b"), result.Settings!.ControlSockets.Http[1].Authentication!.Clients.Select(c => (c.User, c.Password)).Single());
        Assert.Equal(3, result.Diagnostics.All.Count(d => d.ToString().Contains("warning: security: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_config_get_tells_is_what_was_configured_with_Keas_defaults()
    {
        var result = Load($$"""{ "socket-type": "http", {{Users}} }, { "socket-type": "https", "socket-address": "::1", {{Tls}} }""");
        var sockets = Writing.NormalForm.Of(result.Settings!)!["Dhcp4"]!["control-sockets"]!;
        Assert.Equal(
            """{ "authentication": { "clients": [ { "password-file": "both" } ], "directory": "", "realm": "kea-dhcpv4-server", "type": "basic" }, "socket-address": "127.0.0.1", "socket-port": 8000, "socket-type": "http" }""",
            Json.JsonWriter.Compact(sockets.Items[0]));
        Assert.Equal(
            """{ "cert-file": "/cert", "cert-required": true, "key-file": "/key", "socket-address": "::1", "socket-port": 8000, "socket-type": "https", "trust-anchor": "/ca" }""",
            Json.JsonWriter.Compact(sockets.Items[1]));
    }

    private static LoadRules Rules => new(Open);

    private static byte[]? Open(string path, out string error)
    {
        string? text = Path.GetFileName(path) switch
        {
            "name" => "who\n",
            "word" => "secret\r\n",
            "both" => "me:pass:word\n",
            "nothing" => "\n",
            _ => null,
        };
        error = text is null ? $"not there: {path}" : "";
        return text is null ? null : Encoding.UTF8.GetBytes(text);
    }

    private static string Client(string members) =>
        $$"""{ "socket-type": "http", "authentication": { "type": "basic", "directory": "/d", "clients": [ { {{members}} } ] } }""";

    private static LoadResult<Dhcp4Settings> Load(string list, LoadRules? rules = null) =>
        ConfigLoader.Load4(Encoding.UTF8.GetBytes($$"""{ "Dhcp4": { "control-sockets": [ {{list}} ] } }"""), "kea.conf", null, rules ?? Rules);

    private static LoadResult<Dhcp6Settings> Load6(string list) =>
        ConfigLoader.Load6(Encoding.UTF8.GetBytes($$"""{ "Dhcp6": { "control-sockets": [ {{list}} ] } }"""), "kea.conf", null, Rules);

    private static ControlSettings Good(string list)
    {
        var result = Load(list);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return result.Settings!.ControlSockets;
    }
}
