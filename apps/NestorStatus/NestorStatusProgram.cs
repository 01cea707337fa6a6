using System.Globalization;
using CommandLines;
using CommandLines.Tables;
using Nestor.Json;

namespace NestorStatus;

/// <summary>The program <c>nestor status</c>: how the servers are, in words, as JSON, and as an exit code.</summary>
public static class NestorStatusProgram
{
    private const int Wrong = 3;

    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (GivenFlags.ReadOrTell(NestorCommands.Status, args, output, errors) is not { } given)
        {
            return args.Contains("-h") || args.Contains("--help") ? 0 : Wrong;
        }

        if (!TryInterval(given, 0, out double seconds) || given.Words.Count > 0)
        {
            errors.WriteLine(given.Words.Count > 0 ? $"found \"{given.Words[0]}\", wanted flags only" : "wanted a number of seconds, 60 at most, for --interval");
            return Wrong;
        }

        var servers = ServerToAsk.All(given);
        if (servers.Count == 0)
        {
            errors.WriteLine("no configuration of a server is in its usual place: name one with -c, or a socket with --socket");
            return Wrong;
        }

        var reports = ServerReport.Ask(servers, seconds);
        if (given.Has("--json"))
        {
            output.Write(JsonWriter.Pretty(Element.List(reports.Select(StatusText.Json))));
        }
        else
        {
            foreach (var report in reports)
            {
                StatusText.Write(report, output);
            }
        }

        return (int)reports.Max(r => r.Health);
    }

    /// <summary>The seconds of --interval; 1 without it.</summary>
    internal static bool TryInterval(GivenFlags given, double least, out double seconds)
    {
        seconds = 1;
        return given.Value("--interval") is not { } text
            || (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && seconds >= least && seconds <= 60);
    }
}
