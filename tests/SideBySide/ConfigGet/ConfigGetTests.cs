using System.Net.Sockets;
using System.Text.Json.Nodes;
using SideBySide.Net;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.ConfigGet;

/// <summary>config-get of both servers, member by member.</summary>
public sealed class ConfigGetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cg").FullName;

    /// <summary>Kea 2.2 has no answer: it dies when it is asked for this one.</summary>
    private static readonly string[] Unusable = ["kea6/all-options.json"];

    [Theory]
    [InlineData("4")]
    [InlineData("6")]
    public void Every_example_of_Keas_documentation_is_shown_as_Kea_shows_it(string figure)
    {
        var subject = figure == "4" ? ServerCommand.Subject : ServerCommand.Subject6;
        var reference = figure == "4" ? ServerCommand.Reference : ServerCommand.Reference6;
        Requirements.Check(subject);
        string[] files = [.. Example.Files(subject.Family)];
        Assert.SkipWhen(files.Length == 0, "Debian's kea-doc is not installed");
        Assert.True(files.Length >= 20, $"{files.Length} examples");
        using var link = Link.Create(["192.0.2.1/24"]);
        var differences = new List<ShownDifference>();
        foreach (string file in files.Where(f => !Array.Exists(Unusable, u => f.EndsWith(u, StringComparison.Ordinal))))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            var server = Example.Read(file, subject.Family);
            foreach (string nic in Example.Interfaces(server))
            {
                Command.Try("ip", ["-n", link.ServerNamespace, "link", "add", nic, "type", "veth", "peer", "name", "far" + nic]);
            }

            differences.AddRange(ShownDifference.Between(
                name, Shown(reference, link, name + "-kea", server), Shown(subject, link, name + "-own", server)));
        }

        string[] open = [.. differences.Where(d => !Array.Exists(KnownShape.All, k => k.Explains(d))).Select(d => d.ToString())];
        Assert.True(open.Length == 0, string.Join('\n', open));
        Assert.Empty(KnownShape.All.Where(k => k.Families.Contains(figure, StringComparison.Ordinal) && !differences.Exists(k.Explains)).Select(k => k.Reason));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What a server that was started with the configuration says it is.</summary>
    private JsonNode Shown(ServerCommand command, Link link, string name, JsonObject server)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        using var process = new ServerProcess(command, link, folder, Example.Complete(server, command.Family, folder));
        process.Start();
        string text = "";
        for (int i = 0; i < 400 && process.IsAlive && text.Length == 0; i++)
        {
            // A server that is about to give up has its socket open for a moment.
            Thread.Sleep(25);
            text = File.Exists(process.ControlSocket) ? Ask(process.ControlSocket) : "";
        }

        Assert.True(text.Length > 0, $"{name}: {process.Said}");
        var answer = JsonNode.Parse(text)!;
        process.Stop();
        Assert.True((int?)answer["result"] == 0, $"{name}: {answer.ToJsonString()}");
        return answer["arguments"]![command.Family.Element]!;
    }

    private static string Ask(string path)
    {
        try
        {
            return ControlChannel.Ask(path, """{ "command": "config-get" }""");
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
