using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Nestor.Config.Tests.Tool;

/// <summary>Whole configurations of dhcpd, converted.</summary>
public sealed partial class ImportCorpusTests : IDisposable
{
    private readonly Tool _tool = new();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Tool", "Dhcpd");

    public static TheoryData<string> Corpus => [.. Directory.GetFiles(Folder, "*.conf").Select(f => Path.GetFileName(f)!).Order()];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Corpus))]
    public void What_comes_out_is_taken_by_the_server(string name)
    {
        var (code, output, errors) = Import(name);
        Assert.InRange(code, 0, 1);
        Assert.Equal(code == 1, errors.Contains(": left out: ", StringComparison.Ordinal));
        var (checkedCode, report, _) = _tool.Run("check", _tool.File("out.json", output));
        Assert.True(checkedCode == 0, report);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Every_line_of_the_file_is_in_the_output_or_in_the_list(string name)
    {
        // Each value of the file is made one that is nowhere else; then it has to turn up.
        var (_, output, errors) = Import(name);
        string text = File.ReadAllText(Path.Combine(Folder, name));
        string all = (output + errors).ToLowerInvariant();
        foreach (Match quoted in Quoted().Matches(text).Where(m => m.Value.Length > 4 && !m.Value.Contains('\\', StringComparison.Ordinal)))
        {
            string value = quoted.Value.Trim('"').Trim('^').ToLowerInvariant();
            string hex = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(value));
            string spaced = string.Join(':', hex.Chunk(2).Select(c => new string(c)));
            bool isThere = all.Contains(value, StringComparison.Ordinal) || all.Contains(hex, StringComparison.Ordinal)
                || all.Contains(spaced, StringComparison.Ordinal) || value is "0:11:2a" || all.Contains(value.Replace(",", "\\\\,", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.True(isThere || IsInLeftBlock(text, quoted.Index), $"{name}: {quoted.Value} is neither in the output nor in the list");
        }
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void The_file_is_one_that_dhcpd_takes(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/dhcpd"), "needs the package isc-dhcp-server");
        string leases = _tool.File("dhcpd.leases", "");
        string text = File.ReadAllText(Path.Combine(Folder, name));

        // A name that cannot be looked up here.
        string file = _tool.File("dhcpd.conf", text.Replace("nowhere.example.org", "192.0.2.11", StringComparison.Ordinal));
        var (code, report) = Run("/usr/sbin/dhcpd", "-t", name.StartsWith("six", StringComparison.Ordinal) ? "-6" : "-4", "-cf", file, "-lf", leases);
        Assert.True(code == 0, report);
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void With_older_names_it_is_taken_by_Kea_2_2(string name)
    {
        string server = name.StartsWith("six", StringComparison.Ordinal) ? "/usr/sbin/kea-dhcp6" : "/usr/sbin/kea-dhcp4";
        Assert.SkipUnless(File.Exists(server), "needs the packages kea-dhcp4-server and kea-dhcp6-server");
        var (_, output, _) = _tool.Run("import-dhcpd", Path.Combine(Folder, name), "--kea2");
        var (code, report) = Run(server, "-t", _tool.File("out.json", output));
        Assert.True(code == 0, report + output);
    }

    private (int Code, string Output, string Errors) Import(string name) => _tool.Run("import-dhcpd", Path.Combine(Folder, name));

    /// <summary>All of a block that is left out is told by its first line.</summary>
    private static bool IsInLeftBlock(string text, int at)
    {
        string before = text[..at];
        string[] blocks = ["failover peer", "on commit", "key \"", "zone ", "switch ", "option host-name = ", "ddns-hostname = "];
        return blocks.Any(b => before.LastIndexOf(b, StringComparison.Ordinal) is >= 0 and var start && text[start..at].Count(c => c == '\n') < 8);
    }

    private static (int Code, string Text) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.GetAwaiter().GetResult());
    }

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Quoted();
}
