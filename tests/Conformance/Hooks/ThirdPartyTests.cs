using System.Globalization;
using System.Text.RegularExpressions;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>A hook library that somebody else made, from the template, in a folder of its own and with a library of its own beside it.</summary>
public sealed partial class ThirdPartyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-third-party-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_library_from_the_template_sees_packets_answers_commands_parks_queries_and_is_gone_when_it_is_unloaded()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "our libraries");
        string home = Path.GetDirectoryName(Path.GetFullPath(Builds.Program))!;
        Assert.SkipUnless(File.Exists(Path.Combine(home, "Nestor.Hooks.dll")), "a native program loads no assemblies");
        string library = Build(home);
        using var daemon = new Daemon();
        using var socket = new ControlSocket();
        string hooks = $$"""{{socket.Members}} "hooks-libraries": [ { "library": "{{library}}", "parameters": { "greeting": "hi" } } ],""";
        daemon.Configure(hooks);
        var server = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        server.WaitFor("hi: a Discover from the other library", 10);
        socket.Must("thirdparty-status", null, 0, "hi: 2 queries");

        // 100 configurations later there is one library, and no more memory in use than after a few.
        long early = 0;
        for (int i = 0; i < 100; i++)
        {
            socket.Must("config-reload", null, 0, "Configuration successful.");
            early = i == 20 ? Resident(server) : early;
        }

        long late = Resident(server);
        Assert.True(late < early + (12 * 1024), $"{early} KiB after 20 reloads, {late} KiB after 100");
        Assert.InRange(Mapped(server, library), 1, 8);
        socket.Must("thirdparty-status", null, 0, "hi: 0 queries");
        daemon.Configure(socket.Members);
        socket.Must("config-reload", null, 0, "Configuration successful.");
        socket.Must("thirdparty-status", null, 2, "'thirdparty-status' command not supported.");
        Assert.NotNull(daemon.Lease(2));
    }

    /// <summary>The template, changed as somebody would: it uses another library, and lets each query wait a moment.</summary>
    private string Build(string home)
    {
        string root = Builds.Root;
        string hive = Path.Combine(_folder, "hive");
        string project = Path.Combine(_folder, "ThirdParty");
        Dotnet("new", "install", Path.Combine(root, "templates/nestor-hook"), "--debug:custom-hive", hive);
        Dotnet("new", "nestor-hook", "-n", "ThirdParty", "-o", project, "--NestorHome", home, "--debug:custom-hive", hive);

        // Nothing of this repository's settings is theirs.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "<Project />\n");
        }

        string other = Path.Combine(_folder, "Other");
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "Other.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n");
        File.WriteAllText(Path.Combine(other, "Words.cs"), "namespace Other; public static class Words { public static string End => \"from the other library\"; }\n");
        string csproj = Path.Combine(project, "ThirdParty.csproj");
        File.WriteAllText(csproj, File.ReadAllText(csproj).Replace("</Project>", "<ItemGroup><ProjectReference Include=\"../Other/Other.csproj\" /></ItemGroup></Project>", StringComparison.Ordinal));
        string source = Path.Combine(project, "Library.cs");
        string text = File.ReadAllText(source);
        Assert.Contains("namespace ThirdParty;", text, StringComparison.Ordinal);
        text = text.Replace("a {type}\"", "a {type} {Other.Words.End}\"", StringComparison.Ordinal)
            .Replace("call => Seen(call.Exchange.MessageType.ToString()))", "call => { Seen(call.Exchange.MessageType.ToString()); var parked = call.Park(); Task.Delay(20).ContinueWith(_ => parked.Resume()); })", StringComparison.Ordinal);
        Assert.Contains("Park()", text, StringComparison.Ordinal);
        File.WriteAllText(source, text);
        Dotnet("build", project, "-c", "Release", "-v", "q", "-nologo");
        return Path.Combine(project, "bin/Release/net10.0/ThirdParty.dll");
    }

    private static void Dotnet(params string[] arguments)
    {
        using var program = new RunningProgram("dotnet", arguments, new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" });
        Assert.True(Wait.Until(() => program.HasEnded, 240), program.Text);
        Assert.True(program.ExitCode == 0, program.Text);
    }

    private static long Resident(RunningProgram server) => long.Parse(
        ResidentLine().Match(File.ReadAllText($"/proc/{server.Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture);

    private static int Mapped(RunningProgram server, string library) =>
        File.ReadLines($"/proc/{server.Id}/maps").Count(line => line.EndsWith(library, StringComparison.Ordinal));

    [GeneratedRegex(@"VmRSS:\s*(\d+) kB")]
    private static partial Regex ResidentLine();
}
