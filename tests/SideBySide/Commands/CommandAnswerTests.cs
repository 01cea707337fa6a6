using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SideBySide.Comparison;
using SideBySide.ConfigGet;
using SideBySide.Net;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Commands;

/// <summary>The same requests go to Kea 2.2 and to us by unix sockets, and the answers are compared as JSON.</summary>
public sealed partial class CommandAnswerTests : IDisposable
{
    private static readonly string[] OfTheMoment = ["pid", "uptime", "reload", "hash", "size", "extended"];

    private readonly string _folder = Directory.CreateTempSubdirectory("ca").FullName;

    [Theory]
    [InlineData("4")]
    [InlineData("6")]
    public void Every_answer_to_a_command_is_Keas_or_a_difference_with_a_reason(string figure)
    {
        bool isV4 = figure == "4";
        var subject = isV4 ? ServerCommand.Subject : ServerCommand.Subject6;
        Requirements.Check(subject);
        using var link = isV4 ? Link.Create(["192.0.2.1/24"]) : Link.Create6(["2001:db8::1/64"]);
        var reference = Asked(isV4 ? ServerCommand.Reference : ServerCommand.Reference6, link, "kea");
        var found = Asked(subject, link, "own");
        Assert.Equal(reference.Select(r => r.Request), found.Select(f => f.Request));
        var differences = reference.Zip(found).SelectMany(pair =>
            ShownDifference.Between(pair.First.Request, pair.First.Answer, pair.Second.Answer)).ToList();
        KnownAnswer[] known = subject.IsReference ? [] : KnownAnswers.All;
        string[] open = [.. differences.Where(d => !Array.Exists(known, k => k.Matches(d))).Select(d => d.ToString())];
        Assert.True(open.Length == 0, string.Join('\n', open));
        Assert.Empty(known.Where(k => !differences.Exists(d => k.Matches(d))).Select(k => k.Reason));
    }

    [Fact]
    public void Every_known_difference_of_answers_is_told_to_the_operator() =>
        Documents.Tell(KnownAnswers.All.Select(k => new KnownDifference(k.Reason, k.Document, _ => false)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All requests with their answers, with what is the server's own taken out.</summary>
    private List<(string Request, JsonNode Answer)> Asked(ServerCommand command, Link link, string name)
    {
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name), Mine).FullName;
        string whole = Configuration(command.Family, folder);
        using var process = new ServerProcess(command, link, folder, whole);
        process.Start();
        for (int i = 0; i < 400 && process.IsAlive && Ask(process.ControlSocket, "{ \"command\": \"server-tag-get\" }").Length == 0; i++)
        {
            Thread.Sleep(25);
        }

        var all = new List<(string, JsonNode)>();
        foreach (string request in Requests.Of(command.Family == Family.V4, folder, whole))
        {
            string answer = Ask(process.ControlSocket, request);
            Assert.True(answer.Length > 0, $"{name}: no answer to {request}: {process.Said}");
            var node = JsonNode.Parse(OwnTime().Replace(answer.Replace(folder, "FOLDER", StringComparison.Ordinal), "TIME"))!;
            TakeOut(node, isOwnText: request.Contains("build-report", StringComparison.Ordinal) || request.Contains("version-get", StringComparison.Ordinal));
            all.Add((request.Replace(folder, "FOLDER", StringComparison.Ordinal), node));
        }

        process.Stop();
        return all;
    }

    private static void TakeOut(JsonNode answer, bool isOwnText)
    {
        if (answer["arguments"] is JsonObject arguments)
        {
            foreach (string name in OfTheMoment.Where(arguments.ContainsKey))
            {
                arguments[name] = "of the moment";
            }
        }

        if (isOwnText && answer["text"]?.GetValueKind() == JsonValueKind.String)
        {
            answer["text"] = "of its own";
        }
    }

    private static string Configuration(Family family, string folder) => new JsonObject
    {
        [family.Element] = JsonNode.Parse($$"""
            {
              "interfaces-config": { "interfaces": [ "eth0" ] },
              "control-socket": { "socket-type": "unix", "socket-name": "{{folder}}/ctl" },
              "lease-database": { "type": "memfile", "name": "{{folder}}/leases.csv" },
              {{(family == Family.V4 ? "" : "\"server-id\": { \"type\": \"EN\", \"enterprise-id\": 9, \"identifier\": \"87654321\", \"persist\": false },")}}
              {{(family == Family.V4
                  ? "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"pools\": [ { \"pool\": \"192.0.2.10-192.0.2.99\" } ] } ]"
                  : "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"pools\": [ { \"pool\": \"2001:db8::10-2001:db8::99\" } ] } ]")}}
            }
            """),
    }.ToJsonString();

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

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")]
    private static partial Regex OwnTime();
}
