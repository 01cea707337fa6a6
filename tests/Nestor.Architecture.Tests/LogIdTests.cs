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

    private static IEnumerable<(string Path, string Id)> Used() =>
        from folder in new[] { "src", "apps", "hooks" }
        from path in Tree.Files(folder, ".cs")
        from Match match in LogIdUse().Matches(Tree.Read(path))
        select (path, match.Groups[1].Value);

    [GeneratedRegex(@"LogId\.(?:Debug\(\s*[^""]{1,60}|\w+\()\s*""([A-Z0-9_]+)""")]
    private static partial Regex LogIdUse();
}
