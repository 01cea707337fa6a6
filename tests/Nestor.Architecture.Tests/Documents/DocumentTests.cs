using System.Text.RegularExpressions;
using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests.Documents;

/// <summary>What the pages say of the repository is so.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

    [Fact]
    public void Pages_name_only_paths_that_exist()
    {
        IEnumerable<string> wrong =
            from page in Pages
            from Match match in QuotedPath().Matches(Tree.Read(page))
            let path = match.Groups[1].Value
            where !Tree.Exists(path)
            select $"{page}: {path}";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Architecture_names_every_library()
    {
        string page = Tree.Read("ARCHITECTURE.md");
        Findings.MustBeNone(Tree.Files("src", ".csproj")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Commands_of_the_readme_exist_and_may_be_run()
    {
        string[] commands = [.. Command().Matches(Tree.Read("README.md")).Select(m => m.Groups[1].Value).Distinct()];
        Assert.Contains("run", commands);
        Assert.Contains("test", commands);
        Assert.Contains("install", commands);
        foreach (string command in commands)
        {
            string path = Path.Combine(Tree.Root, command);
            Assert.True(File.Exists(path), $"README.md: ./{command}");
            Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), $"./{command} may not be run");
        }
    }

    [Fact]
    public void Flags_that_the_readme_shows_are_known_to_the_scripts()
    {
        IEnumerable<string> wrong =
            from Match match in CommandLine().Matches(Tree.Read("README.md"))
            let script = Tree.Read(match.Groups[1].Value)
            from Match flag in Flag().Matches(match.Groups[2].Value)
            where !script.Contains(flag.Value + ")", StringComparison.Ordinal)
            select $"./{match.Groups[1].Value} {flag.Value}";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void The_first_configuration_of_the_readme_is_the_sample_that_is_installed()
    {
        string readme = Tree.Read("README.md");
        int start = readme.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        int end = readme.IndexOf("```", start, StringComparison.Ordinal);
        Assert.Equal(Tree.Read("packaging/etc/kea-dhcp4.conf"), readme[start..end]);
    }

    [Fact]
    public void Decision_records_are_numbered_without_a_gap()
    {
        string[] records = [.. Tree.Files("docs/decisions", ".md").Select(p => Path.GetFileName(p)[..4]).Order()];
        Assert.Equal(Enumerable.Range(1, records.Length).Select(n => n.ToString("D4")), records);
    }

    // A path in backquotes: it has a slash, and starts with one of the folders at the root.
    [GeneratedRegex(@"`((?:src|apps|tests|docs|parity|packaging|bench|fuzz|\.ci)/[\w./-]*)`")]
    private static partial Regex QuotedPath();

    [GeneratedRegex(@"(?<![\w.])\./([a-z]+)\b")]
    private static partial Regex Command();

    [GeneratedRegex(@"^ *\./([a-z]+) ([^#\n]*)", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"(?<=\s|^)--?[a-z]+")]
    private static partial Regex Flag();
}
