using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SideBySide.Servers;

namespace SideBySide.Expressions;

/// <summary>What a server logs while it puts queries into classes.</summary>
internal sealed partial class EvaluationLog(ServerProcess server)
{
    private long _at;

    /// <summary>What comes from now on counts.</summary>
    public void Skip() => _at = new FileInfo(server.LogFile).Length;

    /// <summary>Everything up to the line that tells the classes of a query; waits for it 10 s at most.</summary>
    public string Until(uint transaction)
    {
        string mark = Mark(transaction);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 10)
        {
            string text = Read();
            if (text.Split('\n')[..^1].Any(line => Assigned().IsMatch(line) && line.Contains(mark, StringComparison.Ordinal)))
            {
                _at += text.Length;
                return text;
            }

            Thread.Sleep(5);
        }

        throw new InvalidOperationException($"no classes of {mark} in the log. {server.Said}");
    }

    /// <summary>Kea: the left side of the last comparison of each class; null where the evaluation failed.</summary>
    public static Dictionary<string, byte[]?> Values(string log)
    {
        var values = new Dictionary<string, byte[]?>();
        byte[]? last = null;
        foreach (Match match in Evaluated().Matches(log))
        {
            if (match.Groups["value"].Success)
            {
                last = Convert.FromHexString(match.Groups["value"].Value);
            }
            else
            {
                values[match.Groups["class"].Value] = match.Groups["result"].Value is "0" or "1" ? last : null;
                last = null;
            }
        }

        return values;
    }

    /// <summary>The classes the query came into.</summary>
    public static HashSet<string> Classes(string log, uint transaction) =>
    [
        .. log.Split('\n')
            .Where(line => Assigned().IsMatch(line) && line.Contains(Mark(transaction), StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line))
            .Select(match => match.Value),
    ];

    private static string Mark(uint transaction) => $"tid=0x{transaction.ToString("x", CultureInfo.InvariantCulture)}";

    /// <summary>A character for each byte.</summary>
    private string Read()
    {
        using var file = new FileStream(server.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _at;
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"EVAL_DEBUG_EQUAL Popping 0x\w* and 0x(?<value>\w*) |EVAL_RESULT Expression (?<class>\w+) evaluated to (?<result>[^\n]*)")]
    private static partial Regex Evaluated();

    [GeneratedRegex("_CLASS(ES)?_ASSIGNED ")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"\b[qn]\d+p\d+\b")]
    private static partial Regex Name();
}
