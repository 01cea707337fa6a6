using System.Diagnostics;
using System.Text;
using Conformance.Subjects;

namespace Conformance.Tools;

/// <summary>A program that is called, reads its input, prints and ends.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Runs one of our programs; "nestor" is the one all are in.</summary>
    public static Ended Ours(string name, string[] arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null) =>
        Run(Builds.Program, name == "nestor" ? arguments : [name, .. arguments], input, environment);

    /// <summary>Runs Debian's program of that name; skips the test where it is not installed.</summary>
    public static Ended Keas(string name, string[] arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        string path = "/usr/sbin/" + name;
        Assert.SkipUnless(File.Exists(path), $"needs Debian's {name}");
        return Run(path, arguments, input, environment);
    }

    public static Ended Run(string program, string[] arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading.
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end");
        }

        // What it started in the background may hold its output open.
        Assert.True(Task.WaitAll([output, errors], Patience), $"the output of {program} has no end");
        return new Ended(process.ExitCode, output.Result, errors.Result);
    }
}

/// <param name="Code">Exit code.</param>
internal sealed record Ended(int Code, string Output, string Errors)
{
    public string LastError => Errors.TrimEnd('\n').Split('\n')[^1];
}
