using System.Text.RegularExpressions;
using SideBySide.Net;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Examples;

/// <summary>The examples that Kea's documentation package installs are configurations people start from.</summary>
public sealed partial class ExampleTests
{
    [Fact]
    public void Every_example_of_Keas_documentation_loads()
    {
        string[] files = Find();
        if (files.Length == 0)
        {
            Assert.Skip("Debian's kea-doc is not installed");
        }

        if (ServerCommand.WhyNot() is { } reason)
        {
            Assert.Skip(reason);
        }

        Assert.True(files.Length >= 20, $"{files.Length} examples");
        using var space = new Machine(files);
        var failures = new List<string>();
        foreach (string file in files)
        {
            string[] words = ["netns", "exec", space.Name, .. ServerCommand.Subject.Words, "-t", file];
            (int code, string output) = Command.Try("ip", words,
                new Dictionary<string, string> { ["KEA_LOCKFILE_DIR"] = "none" });
            if (code != 0 && !IsOnlyAboutLibraries(output))
            {
                failures.Add($"{Path.GetFileName(file)}: exit {code}: {Complaint().Match(output).Value}");
            }
        }

        Assert.Empty(failures);
    }

    // Libraries that somebody has made up are nowhere: Kea itself opens all of them even with -t, from places where Debian does not
    // put them, and so refuses them too.
    private static bool IsOnlyAboutLibraries(string output) => ServerCommand.Subject.IsReference
        ? output.Contains("HOOKS_OPEN_ERROR", StringComparison.Ordinal)
        : MadeUp().IsMatch(output) && output.Split('\n').All(l => l.Length == 0 || MadeUp().IsMatch(l)
            || l.Contains(": warning: ", StringComparison.Ordinal) || l.StartsWith("Error encountered: ", StringComparison.Ordinal));

    [GeneratedRegex(": found hook library \"/opt/l[a-z/]*(security|charging|ddns-server-commands)\\.so\", wanted one of ")]
    private static partial Regex MadeUp();

    private static string[] Find() =>
    [
        .. Directory.EnumerateDirectories("/usr/share/doc", "kea*")
            .Select(folder => Path.Combine(folder, "examples", "kea4"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
            .Where(file => !Path.GetFileName(file).Contains("netconf", StringComparison.Ordinal))
            .DistinctBy(Path.GetFileName)
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("[^\n]*(rror|fail)[^\n]*", RegexOptions.IgnoreCase)]
    private static partial Regex Complaint();

    /// <summary>A namespace that has every interface the examples speak of: Kea checks that they exist.</summary>
    private sealed partial class Machine : IDisposable
    {
        public Machine(IEnumerable<string> files)
        {
            Command.Run("ip", "netns", "add", Name);
            int number = 0;
            foreach (string nic in files.SelectMany(file => InterfaceName().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups[1].Value).Distinct())
            {
                Command.Try("ip", ["-n", Name, "link", "add", nic, "type", "veth", "peer", "name", $"far{number++}"]);
            }
        }

        public string Name { get; } = $"sbs{Environment.ProcessId}e";

        public void Dispose() => Command.Try("ip", ["netns", "del", Name]);

        [GeneratedRegex("\"(eth[0-9]+|ethX)[\"/]")]
        private static partial Regex InterfaceName();
    }
}
