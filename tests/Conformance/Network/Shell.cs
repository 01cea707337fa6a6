using System.Diagnostics;

namespace Conformance.Network;

/// <summary>Short commands that must work, each with a time limit.</summary>
internal static class Shell
{
    /// <summary>Runs a program and gives what it wrote; throws with that text when it failed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        (int code, string text) = Try(program, arguments);
        return code == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {code}: {text}");
    }

    /// <summary>Runs a program; exit code and everything it wrote. Ended by force after ten seconds.</summary>
    public static (int Code, string Text) Try(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {program}");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    /// <summary>Where a program is on this machine; null when it is not installed.</summary>
    public static string? Find(string program)
    {
        string path = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin:/usr/bin:/bin";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
