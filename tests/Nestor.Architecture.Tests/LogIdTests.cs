using System.Text.RegularExpressions;
using Nestor.Architecture.Tests.Parity;
using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests;

/// <summary>Operators search their logs for ids: they are Kea's, or plainly ours.</summary>
public sealed partial class LogIdTests
{
    [Fact]
    public void Every_log_id_is_Keas_or_starts_with_NESTOR()
    {
        HashSet<string> known = [.. Ledger.Read("parity/log-messages.tsv").Select(row => row.Key)];
        Assert.NotEmpty(Used());
        Findings.MustBeNone(Used()
            .Where(use => !known.Contains(use.Id) && !use.Id.StartsWith("NESTOR_", StringComparison.Ordinal))
            .Select(use => $"{use.Path}: {use.Id}"));
    }

    [Fact]
    public void Every_log_id_of_Keas_has_its_severity_and_debug_level()
    {
        // Columns: id, severity, debug level.
        Dictionary<string, string[]> known = Tree.Lines("parity/log-messages.tsv").Skip(1)
            .Select(line => line.Split('\t')).ToDictionary(columns => columns[0]);
        List<string> wrong = [];
        foreach (string path in Tree.Files("src", ".cs").Concat(Tree.Files("apps", ".cs")))
        {
            foreach (Match match in LogIdMade().Matches(Tree.Read(path)))
            {
                string severity = match.Groups["severity"].Value.ToUpperInvariant();
                string level = match.Groups["level"].Value;
                if (known.TryGetValue(match.Groups["id"].Value, out string[]? row)
                    && (row[1] != severity || (severity == "DEBUG" && row[2].Length > 0 && row[2] != level)))
                {
                    wrong.Add($"{path}: {row[0]} is {severity} {level}, with Kea {row[1]} {row[2]}");
                }
            }
        }

        Findings.MustBeNone(wrong);
    }

    private static IEnumerable<(string Path, string Id)> Used() =>
        from folder in new[] { "src", "apps", "hooks" }
        from path in Tree.Files(folder, ".cs")
        from Match match in LogIdUse().Matches(Tree.Read(path))
        select (path, match.Groups[1].Value);

    [GeneratedRegex(@"LogId\.(?<severity>Debug|Info|Warn|Error|Fatal)\(\s*(?:(?<level>\d+),\s*)?""(?<id>[A-Z0-9_]+)""")]
    private static partial Regex LogIdMade();

    [GeneratedRegex(@"LogId\.(?:Debug\(\s*[^""]{1,60}|\w+\()\s*""([A-Z0-9_]+)""")]
    private static partial Regex LogIdUse();
}
