using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Tests.Runtime;

/// <summary>The folders of Kea 2.7.9 for each kind of file, and what a command may name.</summary>
public sealed class PathPolicyTests
{
    private const string Running = """
        "lease-database": { "type": "memfile", "name": "/srv/old/leases.csv" },
        "control-sockets": [ { "socket-type": "unix", "socket-name": "/srv/old/s" } ],
        "audit": { "file": "/srv/old/audit" },
        "loggers": [ { "name": "kea-dhcp4", "output-options": [ { "output": "/srv/old/log" } ] } ]
        """;

    [Theory]
    [InlineData("/var/lib/kea/a.csv", "/var/lib/kea", null)]
    [InlineData("/var/lib/kea/a.csv", "/var/lib/kea/", null)]
    [InlineData("/var/lib/kea/x/../a.csv", "/var/lib/kea", null)]
    [InlineData("/var/lib/kea/../a.csv", "/var/lib/kea", "/var/lib/kea/../a.csv is not in /var/lib/kea")]
    [InlineData("/var/lib/kea/x/a.csv", "/var/lib/kea", "/var/lib/kea/x/a.csv is not in /var/lib/kea")]
    [InlineData("/var/lib/kea2/a.csv", "/var/lib/kea", "/var/lib/kea2/a.csv is not in /var/lib/kea")]
    [InlineData("/etc/passwd", "/var/lib/kea", "/etc/passwd is not in /var/lib/kea")]
    [InlineData("/var/lib/kea/a\0b", "/var/lib/kea", "/var/lib/kea/a?b is no name of a file")]
    public void A_file_is_in_its_folder_or_is_not(string path, string folder, string? reason) => Assert.Equal(reason, PathPolicy.Outside(path, folder));

    [Theory]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"name\": \"DATA/a.csv\" }")]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"name\": \"a.csv\" }")]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"persist\": false, \"name\": \"/etc/passwd\" }")]
    [InlineData("\"audit\": { \"file\": \"x\" }")]
    [InlineData("\"control-sockets\": [ { \"socket-type\": \"unix\", \"socket-name\": \"x\" } ]")]
    [InlineData("\"loggers\": [ { \"name\": \"a\", \"output-options\": [ { \"output\": \"x\" }, { \"output\": \"syslog:x\" }, { \"output\": \"stdout\" } ] } ]")]
    [InlineData(Running)]
    public void A_command_may_name_files_in_their_folders_and_those_that_are_in_use(string members) => Assert.Null(Refusal(members));

    [Theory]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"name\": \"/etc/passwd\" }", "lease file /etc/passwd is not in ")]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"name\": \"../../../etc/passwd\" }", "lease file ")]
    [InlineData("\"lease-database\": { \"type\": \"memfile\", \"name\": \"/srv/old/log\" }", "lease file /srv/old/log is not in ")]
    [InlineData("\"audit\": { \"file\": \"/etc/cron.d/x\" }", "audit log /etc/cron.d/x is not in ")]
    [InlineData("\"audit\": { \"file\": \"../x\" }", "audit log ../x is not in ")]
    [InlineData("\"control-sockets\": [ { \"socket-type\": \"unix\", \"socket-name\": \"/srv/old/t\" } ]", "control socket /srv/old/t is not in ")]
    [InlineData("\"loggers\": [ { \"name\": \"a\", \"output-options\": [ { \"output\": \"/etc/cron.d/x\" } ] } ]", "log file /etc/cron.d/x is not in ")]
    [InlineData("\"loggers\": [ { \"name\": \"a\", \"output-options\": [ { \"output\": \"./x\" } ] } ]", "log file ./x is not in ")]
    public void A_command_may_name_no_others(string members, string reason)
    {
        string? refusal = Refusal(members);
        Assert.StartsWith(reason, refusal, StringComparison.Ordinal);
        Assert.EndsWith(", and a command may name no other; flag -X lets it pass", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_may_not_have_a_file_sent_to_a_collector()
    {
        var rules = new LoadRules((string _, out string error) =>
        {
            error = "";
            return "root:x"u8.ToArray();
        });
        Dhcp4Settings Of(string file) => ConfigLoader.Load4(Encoding.UTF8.GetBytes(
            $$"""{ "Dhcp4": { "otlp": { "endpoint": "http://a", "headers": [ { "name": "x", "secret-file": "{{file}}" } ] } } }"""), "", null, rules).Settings!;
        Assert.Null(PathPolicy.Refusal(Of("/etc/kea/key"), Of("/etc/kea/key")));
        Assert.StartsWith("secret-file /etc/shadow is not named by the running configuration", PathPolicy.Refusal(Of("/etc/shadow"), Of("/etc/kea/key")), StringComparison.Ordinal);
    }

    private static string? Refusal(string members) => PathPolicy.Refusal(
        Configured.From(members.Replace("DATA", Paths.Data, StringComparison.Ordinal)), Configured.From(Running));
}
