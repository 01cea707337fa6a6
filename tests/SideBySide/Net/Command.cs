using System.Diagnostics;

namespace SideBySide.Net;

/// <summary>Runs a short program and hands back what it said.</summary>
internal static class Command
{
    /// <summary>Runs to the end; a program that fails is a broken test bench, so it throws.</summary>
    public static string Run(string file, params string[] arguments)
    {
        (int code, string output) = Try(file, arguments);
        return code == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}: exit {code}: {output}");
    }

    /// <summary>Runs to the end and gives exit code and both outputs together; 60 s at most.</summary>
    public static (int Code, string Output) Try(string file, string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
            return (-1, "still running after 60 s");
        }

        return (process.ExitCode, output.Result + error.Result);
    }
}
