using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SideBySide.Comparison;
using SideBySide.ConfigGet;
using SideBySide.Net;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Commands;

/// <summary>
/// The same requests go to libdhcp_lease_cmds and libdhcp_stat_cmds of Kea 2.2 and to ours by unix sockets, and the answers are
/// compared as JSON; then the lease files are.
/// </summary>
public sealed partial class LeaseCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lc").FullName;

    [Theory]
    [InlineData("4")]
    [InlineData("6")]
    public void Every_answer_of_the_libraries_of_leases_is_Keas_or_a_difference_with_a_reason(string figure)
    {
        bool isV4 = figure == "4";
        var subject = isV4 ? ServerCommand.Subject : ServerCommand.Subject6;
        Requirements.Check(subject);
        using var link = isV4 ? Link.Create(["192.0.2.1/24"]) : Link.Create6(["2001:db8:1::1/64"]);
        var reference = Asked(isV4 ? ServerCommand.Reference : ServerCommand.Reference6, link, "kea");
        var found = Asked(subject, link, "own");
        var differences = reference.Zip(found).SelectMany(pair =>
            ShownDifference.Between(pair.First.Request, pair.First.Answer, pair.Second.Answer)).ToList();
        KnownAnswer[] known = subject.IsReference ? [] : KnownLeaseAnswers.All;
        string[] open = [.. differences.Where(d => !Array.Exists(known, k => k.Matches(d))).Select(d => d.ToString())];
        Assert.True(open.Length == 0, string.Join('\n', open));
        string[] gone = [.. known.Where(k => !differences.Exists(d => k.Matches(d))).Select(k => k.Reason)];
        Assert.Empty(gone.Except(isV4 ? KnownLeaseAnswers.OnlyIn6 : KnownLeaseAnswers.OnlyIn4));
    }

    [Fact]
    public void Every_known_difference_of_these_answers_is_told_to_the_operator() =>
        Documents.Tell(KnownLeaseAnswers.All.Select(k => new KnownDifference(k.Reason, k.Document, _ => false)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All requests with their answers, with what is of the moment taken out.</summary>
    private List<(string Request, JsonNode Answer)> Asked(ServerCommand command, Link link, string name)
    {
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name), Mine).FullName;
        using var process = new ServerProcess(command, link, folder, Configuration(command.Family, folder));
        process.Start();
        for (int i = 0; i < 400 && process.IsAlive && Ask(process.ControlSocket, "{ \"command\": \"server-tag-get\" }").Length == 0; i++)
        {
            Thread.Sleep(25);
        }

        var all = new List<(string, JsonNode)>();
        string requests = command.Family == Family.V4 ? LeaseRequests4.All : LeaseRequests6.All;
        foreach (string request in requests.Split('\n'))
        {
            string answer = Ask(process.ControlSocket, request);
            Assert.True(answer.Length > 0, $"{name}: no answer to {request}: {process.Said}");
            all.Add((request, JsonNode.Parse(OfTheMoment().Replace(answer, "\"$1\": \"of the moment\""))!));
        }

        process.Stop();
        return all;
    }

    private static string Configuration(Family family, string folder)
    {
        string hooks = Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => Path.Combine(d, "kea", "hooks")).FirstOrDefault(Directory.Exists) ?? "/usr/lib/kea/hooks";
        string subnets = family == Family.V4
            ? """
                "subnet4": [ { "id": 44, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10-192.0.2.99" } ] },
                  { "id": 88, "subnet": "192.0.3.0/24", "valid-lifetime": 100 } ]
                """
            : """
                "server-id": { "type": "EN", "enterprise-id": 9, "identifier": "87654321", "persist": false }, "preferred-lifetime": 3000,
                "subnet6": [ { "id": 66, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10-2001:db8:1::99" } ],
                  "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": 48 } ] },
                  { "id": 99, "subnet": "2001:db8:2::/64" } ]
                """;
        return $$"""
            { "{{family.Element}}": {
              "interfaces-config": { "interfaces": [ "eth0" ] },
              "control-socket": { "socket-type": "unix", "socket-name": "{{folder}}/ctl" },
              "lease-database": { "type": "memfile", "name": "{{folder}}/leases.csv" }, "valid-lifetime": 4000,
              "hooks-libraries": [ { "library": "{{hooks}}/libdhcp_lease_cmds.so" }, { "library": "{{hooks}}/libdhcp_stat_cmds.so" } ],
              {{subnets}}
            } }
            """;
    }

    private static string Ask(string path, string command)
    {
        try
        {
            return ControlChannel.Ask(path, command);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>A time that is not one of the requests', which lie far back.</summary>
    [GeneratedRegex("\"(cltt|timestamp)\": (?:[1-9]\\d{9}|\"[^\"]*\")")]
    private static partial Regex OfTheMoment();
}
