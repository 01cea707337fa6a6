using System.Text.Encodings.Web;
using System.Text.Json;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;

namespace SideBySide.Expressions;

/// <param name="Differences">A line each.</param>
/// <param name="Values">All that expressions gave in Kea, each once.</param>
/// <param name="Faults">How often Kea could not evaluate one.</param>
internal sealed record ExpressionFindings(List<string> Differences, HashSet<string> Values, int Faults);

/// <summary>
/// Kea says in its log what each expression's value is for each query; our server is then given, for each expression
/// and query, a class of the queries for which it has that value. What is not in its class differs.
/// </summary>
internal static class ExpressionBench
{
    /// <summary>No expression has this value.</summary>
    private const string Other = "'no such value'";

    /// <param name="open">A server that is not started yet, of a folder and the classes of its configuration.</param>
    /// <param name="fence">A query that is always answered.</param>
    public static ExpressionFindings Compare<TReply>(
        IReadOnlyList<string> expressions,
        IReadOnlyList<Message> queries,
        Func<ServerCommand, string, string, Side<TReply>> open,
        Message fence,
        (ServerCommand Reference, ServerCommand Subject) commands)
        where TReply : Answer
    {
        string folder = Bench.NewFolder("expressions");
        try
        {
            var asked = expressions.Select((text, i) => ($"q{i}", $"{text} == {Other}"));
            List<Dictionary<string, byte[]?>> values =
                [.. Ask(open(commands.Reference, Path.Combine(folder, "reference"), Classes(asked)), queries, fence).Select(EvaluationLog.Values)];

            var wanted = new List<(string Name, string Test)>();
            for (int i = 0; i < expressions.Count; i++)
            {
                for (int p = 0; p < queries.Count; p++)
                {
                    string value = values[p][$"q{i}"] is { } bytes ? Literal(bytes) : expressions[i];
                    wanted.Add(($"q{i}p{p}", $"{expressions[i]} == {value}"));
                    wanted.Add(($"n{i}p{p}", $"{Newer(expressions[i])} == {value}"));
                }
            }

            List<HashSet<string>> found =
            [
                .. Ask(open(commands.Subject, Path.Combine(folder, "subject"), Classes(wanted)), queries, fence)
                    .Select((log, p) => EvaluationLog.Classes(log, queries[p].TransactionId)),
            ];
            return new(
                [.. Differences(expressions, queries, values, found)],
                [.. values.SelectMany(v => v.Values).OfType<byte[]>().Select(Literal)],
                values.Sum(v => v.Values.Count(value => value is null)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Differences(
        IReadOnlyList<string> expressions,
        IReadOnlyList<Message> queries,
        List<Dictionary<string, byte[]?>> values,
        List<HashSet<string>> found)
    {
        for (int i = 0; i < expressions.Count; i++)
        {
            for (int p = 0; p < queries.Count; p++)
            {
                byte[]? value = values[p][$"q{i}"];
                foreach (char kind in "qn")
                {
                    if (found[p].Contains($"{kind}{i}p{p}") != value is not null)
                    {
                        string text = kind == 'q' ? expressions[i] : Newer(expressions[i]);
                        yield return $"{text}\n   for the query {queries[p].Label} has in Kea "
                            + $"{(value is null ? "an error" : "the value " + Literal(value))}, in ours it has not";
                    }
                }
            }
        }
    }

    /// <summary>The log of each query.</summary>
    private static List<string> Ask<TReply>(Side<TReply> side, IReadOnlyList<Message> queries, Message fence)
        where TReply : Answer
    {
        using (side)
        {
            side.Server.Start();
            side.AwaitReady(fence);
            var log = new EvaluationLog(side.Server);
            log.Skip();
            var logs = new List<string>();
            foreach (Message query in queries)
            {
                side.Send(query);
                logs.Add(log.Until(query.TransactionId));
            }

            return logs;
        }
    }

    /// <summary>Names for the same that Kea has since 2.7: they evaluate all of their operands, as Kea 2.2 does.</summary>
    private static string Newer(string expression) => expression
        .Replace("ifelse(", "sifelse(", StringComparison.Ordinal)
        .Replace(" and ", " sand ", StringComparison.Ordinal)
        .Replace(" or ", " sor ", StringComparison.Ordinal);

    private static string Literal(byte[] value) => value.Length == 0 ? "''" : "0x" + Convert.ToHexString(value);

    private static string Classes(IEnumerable<(string Name, string Test)> classes) => string.Join(
        ",\n",
        classes.Select(c => $$"""{ "name": "{{c.Name}}", "test": "{{JsonEncodedText.Encode(c.Test, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}" }"""));
}
