using System.Text;
using System.Text.RegularExpressions;
using Nestor.Config.Loading;
using Nestor.Model.Logging;
using Nestor.Server.HookLoading;
using StandardLibraries;

namespace Nestor.HookLibraries.Tests;

/// <summary>What the page of each library says.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Path.Combine(Root(), "hooks"), "README.md", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root(), p))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_example_is_a_configuration_that_loads_the_library(string page)
    {
        string text = File.ReadAllText(Path.Combine(Root(), page));
        string stem = Title().Match(text).Groups[1].Value;
        Assert.Contains(stem, Standard.Table.Stems);
        string example = Example().Match(text).Groups[1].Value;
        Assert.Contains(stem, example, StringComparison.Ordinal);
        byte[] bytes = Encoding.UTF8.GetBytes(example);
        var rules = LoadRules.Strict with { CheckLibraries = new HookLoader(Standard.Table, _ => Logger.Silent).Check };
        var diagnostics = example.Contains("\"Dhcp4\"", StringComparison.Ordinal)
            ? ConfigLoader.Load4(bytes, page, null, rules).Diagnostics : ConfigLoader.Load6(bytes, page, null, rules).Diagnostics;
        Assert.Empty(diagnostics.All.Select(d => d.ToString()));
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Nestor.slnx")))
        {
            at = at.Parent;
        }

        return at!.FullName;
    }

    [GeneratedRegex(@"^# (\w+)")]
    private static partial Regex Title();

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
