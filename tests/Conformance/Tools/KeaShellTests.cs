using Conformance.Operation;

namespace Conformance.Tools;

/// <summary>kea-shell beside Debian's, at Debian's control agent and at servers that answer strangely.</summary>
public sealed class KeaShellTests
{
    [Fact]
    public void Answers_are_printed_as_Keas_own_shell_prints_them()
    {
        using KeasAgent agent = new();
        (string[] Arguments, string Input)[] calls =
        [
            ([], ""),
            (["list-commands"], ""),
            (["--service", "dhcp4", "list-commands"], ""),
            (["--service=dhcp4", "config-get"], ""),
            (["--service", "dhcp4", "--service", "dhcp6", "list-commands"], ""),
            (["--service", "dhcp4", "--service", "", "list-commands"], ""),
            (["--service", "list-commands"], ""),
            (["--service", "dhcp4", "statistic-get"], "\"name\": \"pkt4-received\""),
            (["statistic-get", "--service", "dhcp4"], "\n"),
            (["--service", "dhcp4", "config-test"], "\"Dhcp4\": { \"valid-lifetime\": \"x\" }\n"),
            (["bogus"], "\"a\": 1,\n\"b\": [ ]\n"),
            (["bogus"], "\""),
            (["bogus"], "\"a\": 1, }"),
            (["--path", "some/path", "list-commands"], ""),
            (["--timeout", "0", "--", "list-commands"], ""),
            (["--timeou", "5", "--serv", "dhcp4", "version-get"], ""),
            (["{ \"x"], ""),
        ];
        foreach ((string[] arguments, string input) in calls)
        {
            string[] all = ["--port", Daemon.Text(agent.Port), .. arguments];
            Ended keas = Tool.Keas("kea-shell", all, input);
            Ended ours = Tool.Ours("kea-shell", all, input);
            Assert.True(keas == ours, $"{string.Join(' ', arguments)}:\nKea's: {keas}\nours: {ours}");
        }
    }

    [Fact]
    public void A_wrong_command_line_is_refused_with_the_same_reason_and_exit_code()
    {
        string[][] calls =
        [
            ["--port", "x"], ["--port"], ["--timeout", "1.5"], ["a", "b"], ["--bogus"], ["--a", "x"], ["-q", "x"], ["-vx"],
            ["--host", "--port", "1"], ["a", "--", "-b"], ["--auth-password", "-x"], ["--cert", "x"], ["--key", "x"],
            ["--cert", "x", "--key", "y"], ["--ca", "/nonexistent"],
        ];
        foreach (string[] arguments in calls)
        {
            Ended keas = Tool.Keas("kea-shell", arguments);
            Ended ours = Tool.Ours("kea-shell", arguments);
            string newer = ours.LastError.Replace(", --auth-user-file", "", StringComparison.Ordinal).Replace(", --auth-password-file", "", StringComparison.Ordinal);
            Assert.True((keas.Code, keas.Output, keas.LastError) == (ours.Code, ours.Output, newer), $"{string.Join(' ', arguments)}:\nKea's: {keas}\nours: {ours}");
        }
    }

    [Fact]
    public void A_user_and_a_password_are_given_by_flags_or_by_files_and_the_files_come_first()
    {
        using KeasAgent agent = new("""
            "authentication": { "type": "basic", "realm": "r", "clients": [ { "user": "oper ator", "password": "a:b c" } ] },
            """, hasServer: false);
        string port = Daemon.Text(agent.Port);
        File.WriteAllText(agent.In("user"), "oper ator\nrest\n");
        File.WriteAllText(agent.In("password"), "a:b c\n");
        string[] user = ["--auth-user", "oper ator"];
        string[] password = ["--auth-password", "a:b c"];
        string[] userFile = ["--auth-user-file", agent.In("user")];
        string[] passwordFile = ["--auth-password-file", agent.In("password")];
        foreach (string[] flags in (string[][])[[], user, password, ["--auth-user", "oper ator", "--auth-password", "b"], [.. user, .. password]])
        {
            Assert.Equal(Tool.Keas("kea-shell", ["--port", port, .. flags]), Tool.Ours("kea-shell", ["--port", port, .. flags]));
        }

        Ended good = Tool.Ours("kea-shell", ["--port", port, .. user, .. password]);
        Assert.Equal(0, good.Code);
        Assert.Equal(good, Tool.Ours("kea-shell", ["--port", port, .. userFile, .. passwordFile]));
        Assert.Equal(good, Tool.Ours("kea-shell", ["--port", port, "--auth-user", "other", .. userFile, "--auth-password", "other", .. passwordFile]));
        Ended missing = Tool.Ours("kea-shell", ["--port", port, .. user, "--auth-password-file", agent.In("none")]);
        Assert.Equal(1, missing.Code);
        Assert.Contains(agent.In("none"), missing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_TLS_the_server_must_be_trusted_and_the_client_may_have_to_be()
    {
        string folder = Directory.CreateTempSubdirectory("nestor-tls-").FullName;
        try
        {
            TestCertificates.Write(folder);
            using KeasAgent agent = new($$"""
                "trust-anchor": "{{folder}}/ca.pem", "cert-file": "{{folder}}/server.pem", "key-file": "{{folder}}/server.key", "cert-required": true,
                """, hasServer: false);
            string[] own = ["--cert", $"{folder}/client.pem", "--key", $"{folder}/client.key"];
            string[] to = ["--port", Daemon.Text(agent.Port)];
            string[] trusting = [.. to, "--ca", $"{folder}/ca.pem", .. own];
            Ended good = Tool.Ours("kea-shell", trusting);
            Assert.Equal(Tool.Keas("kea-shell", trusting), good);
            Assert.Equal(0, good.Code);
            Assert.Equal(1, Tool.Ours("kea-shell", [.. to, "--ca", Directory.CreateDirectory($"{folder}/more").FullName, .. own]).Code);
            File.Copy($"{folder}/ca.pem", $"{folder}/more/any-name.pem");
            Assert.Equal(good, Tool.Ours("kea-shell", [.. to, "--ca", $"{folder}/more", .. own]));

            string[][] refused =
            [
                [.. to, "--ca", $"{folder}/other.pem", .. own],
                [.. to, "--ca", $"{folder}/ca.pem", .. own, "--host", "localhost"],
            ];
            foreach (string[] call in refused)
            {
                Ended ours = Tool.Ours("kea-shell", call);
                Assert.Equal(1, ours.Code);
                Assert.StartsWith("Failed to run: <urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", ours.Output, StringComparison.Ordinal);
                Ended keas = Tool.Keas("kea-shell", call);
                Assert.StartsWith("Failed to run: <urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", keas.Output, StringComparison.Ordinal);
            }

            Ended unknown = Tool.Ours("kea-shell", [.. to, "--ca", $"{folder}/ca.pem"]);
            Assert.Equal(1, unknown.Code);
            Assert.StartsWith("Failed to run: ", unknown.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_keeps_a_server_from_answering_is_said_as_Kea_says_it()
    {
        string port = Daemon.Text(KeasAgent.FreePort());
        Same(["--port", port]);
        Same(["--port", port, "--host", "no-such-host.invalid"]);
        Same(["--port", port, "--host", "localhost"]);

        Answered("HTTP/1.1 404 Weird Thing\r\nContent-Length: 2\r\n\r\n{}", isSame: true);
        Answered("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", isSame: true);
        Answered("HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\n\r\n[ö]", isSame: true);
        Answered("HTTP/1.0 200 OK\r\n\r\n[ 1 ]\n\n", isSame: true);
        Answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n", isSame: true);
        Answered("", isSame: true);
        Answered("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", isSame: false);
        Answered("hello\r\n\r\n", isSame: false);
    }

    [Fact]
    public void A_server_that_is_silent_is_left_after_the_timeout()
    {
        using OddServer server = new(answer: null);
        string[] call = ["--port", Daemon.Text(server.Port), "--timeout", "1"];
        Ended ours = Tool.Ours("kea-shell", call);
        Assert.Equal(new Ended(1, "Connection timeout\n", ""), ours);
        Assert.Equal(Tool.Keas("kea-shell", call), ours);
    }

    [Fact]
    public void The_request_is_the_one_that_Keas_shell_sends()
    {
        string[] flags = ["--auth-user", "u", "--auth-password", "p", "--service", "a", "--service", "b", "--path", "x/y?z=1", "foo"];
        Dictionary<string, string> keas = Request(call => Tool.Keas("kea-shell", call, "\"x\": 1\n"), flags);
        Dictionary<string, string> ours = Request(call => Tool.Ours("kea-shell", call, "\"x\": 1\n"), flags);
        Assert.Equal("{ \"command\": \"foo\", \"service\": [\"a\",\"b\"], \"arguments\": { \"x\": 1\n } }", ours[""]);
        foreach (string header in (string[])["", "POST", "content-type", "content-length", "authorization", "accept", "connection"])
        {
            Assert.Equal(keas[header], ours[header]);
        }

        Assert.Equal("Kea-shell/3.3.0", ours["user-agent"]);
    }

    [Fact]
    public void Text_beyond_ASCII_is_sent_whole()
    {
        using KeasAgent agent = new(hasServer: false);
        string[] call = ["--port", Daemon.Text(agent.Port), "größe"];
        Assert.Equal("Failed to run: HTTP Error 400: Bad Request\n", Tool.Keas("kea-shell", call, "\"a\": \"ü\"").Output);
        Ended ours = Tool.Ours("kea-shell", call, "\"a\": \"ü\"");
        Assert.Equal(0, ours.Code);
        Assert.Contains("' command not supported", ours.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_and_version_need_no_server()
    {
        Assert.Equal(new Ended(0, "3.3.0\n", ""), Tool.Ours("kea-shell", ["-v"]));
        Ended help = Tool.Ours("kea-shell", ["-h"]);
        Assert.Equal(0, help.Code);
        foreach (string flag in (string[])["--host", "--port", "--path", "--ca", "--cert", "--key", "--auth-user", "--auth-user-file",
            "--auth-password", "--auth-password-file", "--timeout", "--service", "-v", "-h"])
        {
            Assert.Contains($"{flag}", help.Output, StringComparison.Ordinal);
        }

        Assert.Equal(help, Tool.Ours("kea-shell", ["-hv"]));
    }

    private static void Same(string[] call) => Assert.Equal(Tool.Keas("kea-shell", call), Tool.Ours("kea-shell", call));

    /// <summary>Both shells get this answer.</summary>
    private static void Answered(string answer, bool isSame)
    {
        using OddServer server = new(answer);
        string[] call = ["--port", Daemon.Text(server.Port), "foo"];
        Ended keas = Tool.Keas("kea-shell", call);
        Ended ours = Tool.Ours("kea-shell", call);
        Assert.Equal(keas.Code, ours.Code);
        if (isSame)
        {
            Assert.Equal(keas, ours);
        }
        else
        {
            Assert.StartsWith("Failed to run: ", keas.Output, StringComparison.Ordinal);
            Assert.StartsWith("Failed to run: ", ours.Output, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Request(Func<string[], Ended> shell, string[] flags)
    {
        using OddServer server = new("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        Assert.Equal(0, shell(["--port", Daemon.Text(server.Port), .. flags]).Code);
        string[] parts = server.Request.Split("\r\n\r\n", 2);
        Dictionary<string, string> found = new() { [""] = parts[1] };
        foreach (string line in parts[0].Split("\r\n"))
        {
            string[] words = line.StartsWith("POST", StringComparison.Ordinal) ? line.Split(' ', 2) : line.Split(": ", 2);
            found[words[0] == "POST" ? "POST" : words[0].ToLowerInvariant()] = words[1];
        }

        return found;
    }
}
