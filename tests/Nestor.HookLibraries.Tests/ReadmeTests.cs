using System.Text;
using System.Text.RegularExpressions;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Server.HookLoading;
using StandardLibraries;

namespace Nestor.HookLibraries.Tests;

/// <summary>What the pages of the libraries show is what the program takes.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Pages() => [.. Directory.GetFiles(Path.Combine(Root, "hooks"), "README.md", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root, p))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_configuration_of_a_librarys_page_is_taken(string page)
    {
        string[] examples = [.. Example().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(m => m.Groups[1].Value)];
        string[] configurations = [.. examples.Where(e => e.Contains("\"Dhcp4\"", StringComparison.Ordinal) || e.Contains("\"Dhcp6\"", StringComparison.Ordinal))];
        Assert.NotEmpty(configurations);
        foreach (string text in configurations)
        {
            var rules = LoadRules.Strict with { CheckLibraries = new HookLoader(Standard.Table, _ => Logger.Silent).Check };
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Diagnostics said = text.Contains("\"Dhcp4\"", StringComparison.Ordinal)
                ? ConfigLoader.Load4(bytes, page, null, rules).Diagnostics
                : ConfigLoader.Load6(bytes, page, null, rules).Diagnostics;
            Assert.False(said.HasErrors, string.Join('\n', said.All));
        }
    }

    [Fact]
    public void Every_library_of_the_program_has_a_page()
    {
        string[] titles = [.. Pages().Select(p => File.ReadLines(Path.Combine(Root, p.Data)).First()[2..])];
        Assert.Equal(Standard.Table.Stems.Order(StringComparer.Ordinal), titles.Order(StringComparer.Ordinal));
    }

    internal static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Nestor.slnx")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? throw new InvalidOperationException("not inside the repository");
        }
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
