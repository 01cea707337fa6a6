using System.Globalization;
using CommandLines;
using CommandLines.Tables;
using Nestor.Json;
using Nestor.Server.Audit;

namespace NestorAudit;

/// <summary>The program <c>nestor audit</c>: shows an audit log, and says whether it is as it was written.</summary>
public static class NestorAuditProgram
{
    /// <summary>The command line is wrong, or there is no such file.</summary>
    private const int Trouble = 2;

    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Contains("-h") || args.Contains("--help"))
        {
            output.WriteLine(UsageText.Of(NestorCommands.Audit));
            return 0;
        }

        if (args.Length < 2 || args.Length % 2 != 0 || args[0] is not ("verify" or "show"))
        {
            errors.WriteLine(args is [['-', ..] flag, ..] ? $"unknown flag {flag}" : "wanted verify or show, a file, and a value behind each flag");
            errors.WriteLine(UsageText.Of(NestorCommands.Audit));
            return Trouble;
        }

        var from = AuditChain.Empty;
        AuditChain.Head? last = null;
        string? command = null;
        for (int i = 2; i < args.Length; i += 2)
        {
            bool isRight = (args[0], args[i]) switch
            {
                ("verify", "--from") => TryRead(args[i + 1], out from),
                ("verify", "--last") => TryRead(args[i + 1], out last),
                ("show", "--command") => (command = args[i + 1]).Length > 0,
                _ => false,
            };
            if (!isRight)
            {
                errors.WriteLine($"unknown flag {args[i]}, or a value it does not take: {args[i + 1]}");
                errors.WriteLine(UsageText.Of(NestorCommands.Audit));
                return Trouble;
            }
        }

        if (!File.Exists(args[1]))
        {
            errors.WriteLine($"{args[1]}: there is no such file");
            return Trouble;
        }

        return args[0] == "verify" ? Verify(args[1], from, last, output) : Show(args[1], command, output);
    }

    private static int Verify(string file, AuditChain.Head from, AuditChain.Head? last, TextWriter output)
    {
        var result = AuditVerification.Run(file, from, last);
        foreach (string problem in result.Problems)
        {
            output.WriteLine(problem);
        }

        if (result.ProblemCount > result.Problems.Count)
        {
            output.WriteLine($"and {result.ProblemCount - result.Problems.Count} more");
        }

        if (!result.IsEndKnown)
        {
            output.WriteLine($"{file}.head is not there: entries cut off at the end would not be seen; see --last");
        }

        output.WriteLine(result.ProblemCount == 0
            ? $"{result.Entries} entries, all as they were written; the last one is {result.Last.Sequence}:{result.Last.Hash}"
            : $"{result.Entries} entries, {result.ProblemCount} problems: this log was changed");
        return result.ProblemCount == 0 ? 0 : 1;
    }

    private static int Show(string file, string? command, TextWriter output)
    {
        AuditVerification.Run(file, AuditChain.Empty, null, entry =>
        {
            if (command is null || entry["command"]?.Text == command)
            {
                output.WriteLine(Line(entry));
            }
        });
        return 0;
    }

    private static string Line(Element entry)
    {
        string? name = entry["user"]?.Text ?? entry["certificate"]?.Text ?? (entry["uid"] is { } uid ? $"uid {uid.Integer}" : null);
        string[] who = [.. ((string?[])[name, entry["address"]?.Text]).OfType<string>()];
        string arguments = entry["arguments"] is { } value ? JsonWriter.Compact(value)
            : entry["arguments-size"] is { } size ? $"({size.Integer} bytes)" : "";
        string text = entry["text"] is { } said ? $" \"{said.Text}\"" : "";
        string line = $"{entry["sequence"]!.Integer,6} {entry["time"]?.Text} {entry["channel"]?.Text} {string.Join(' ', who)}: "
            + $"{entry["command"]?.Text} {arguments} -> {entry["result"]?.Integer}{text}";
        return string.Concat(line.Select(c => char.IsControl(c) ? '?' : c));
    }

    private static bool TryRead(string text, out AuditChain.Head? head)
    {
        bool isRead = TryRead(text, out AuditChain.Head value);
        head = isRead ? value : null;
        return isRead;
    }

    private static bool TryRead(string text, out AuditChain.Head head)
    {
        string[] parts = text.Split(':');
        bool isRead = long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && parts.Length == 2 && parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigitLower);
        head = isRead ? new AuditChain.Head(sequence, parts[1]) : AuditChain.Empty;
        return isRead;
    }
}
