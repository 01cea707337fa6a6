using System.Globalization;
using System.Text;
using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Runtime;

namespace KeaShell;

/// <summary>The program kea-shell: one command over HTTP, its answer on standard output.</summary>
public static class KeaShellProgram
{
    private const int Wrong = 2;

    /// <summary>Runs it on the terminal.</summary>
    public static int Run(string[] args)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        using var input = Console.OpenStandardInput();
        return Run(args, input, output, Console.Error);
    }

    private static int Run(string[] args, Stream input, TextWriter output, TextWriter errors)
    {
        var given = GivenFlags.Read(Administration.KeaShell, args, out var problem);
        if (given.Has("-h"))
        {
            output.WriteLine(UsageText.Of(Administration.KeaShell));
            return 0;
        }

        if (Problem(given, problem) is { } wrong)
        {
            errors.WriteLine(UsageText.Forms(Administration.KeaShell));
            errors.WriteLine($"kea-shell: error: {wrong}");
            return Wrong;
        }

        if (given.Has("-v") || given.Has("-V"))
        {
            output.WriteLine(given.Has("-v") ? ProductVersion.Text : ProductVersion.Extended);
            return 0;
        }

        if (ShellRequest.Of(given, out string error) is not { } request || !request.TryReadArguments(input, out error))
        {
            output.WriteLine(error);
            return 1;
        }

        bool isAnswered = ShellConnection.TrySend(request, out string answer);
        output.WriteLine(answer);
        return isAnswered ? 0 : 1;
    }

    /// <summary>What is wrong with the command line, as the original says it; null when it is fine.</summary>
    private static string? Problem(GivenFlags given, FlagProblem problem)
    {
        switch (problem.Trouble)
        {
            case FlagTrouble.NeedsValue:
                return $"argument {problem.Flag!.Names[0]}: expected one argument";
            case FlagTrouble.TakesNoValue:
                return $"argument {string.Join('/', problem.Flag!.Names)}: ignored explicit argument '{problem.Given}'";
            case FlagTrouble.Ambiguous:
                return $"ambiguous option: {problem.Given} could match {string.Join(", ", problem.Candidates)}";
        }

        foreach (string number in (string[])["--port", "--timeout"])
        {
            if (given.Value(number) is { } text && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                return $"argument {number}: invalid int value: '{text}'";
            }
        }

        string[] stray = [.. given.Words.Concat(given.Rest).Skip(1), .. given.Unknown];
        return stray.Length > 0 ? $"unrecognized arguments: {string.Join(' ', stray)}" : null;
    }
}
