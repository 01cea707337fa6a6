using System.Runtime.InteropServices;
using PerfDhcp.CommandLine;
using PerfDhcp.Limits;
using PerfDhcp.Runs;

namespace PerfDhcp;

/// <summary>perfdhcp: measures DHCP servers.</summary>
public static class PerfDhcpProgram
{
    internal const int Success = 0;
    internal const int GeneralError = 1;
    internal const int WrongArguments = 2;

    /// <summary>Some exchanges were not completed.</summary>
    internal const int Incomplete = 3;

    private const string Version = "3.3.0";

    /// <summary>Runs the program; gives its exit status.</summary>
    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        return Run(args, output, Console.Error, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    internal static int Run(string[] args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var settings = new Settings();
        string? problem = CommandLineParser.Parse(args, settings);
        if (problem is not null)
        {
            errors.WriteLine($"{HelpText.Usage}\nERROR: parsing command line options: {problem}");
            return WrongArguments;
        }

        switch (settings.Job)
        {
            case Job.ShowHelp:
                output.WriteLine(HelpText.Text);
                return Success;
            case Job.ShowVersion:
                output.WriteLine($"VERSION: {Version}");
                return Success;
            case Job.ShowLongVersion:
                output.WriteLine($"VERSION: {Version}\nNestor's perfdhcp, {RuntimeInformation.FrameworkDescription}");
                return Success;
            case Job.Measure:
                int status = MeasureJob.Run(settings, args, output, stop, out problem);
                return problem is null ? status : Fail();
            default:
                status = LimitJobs.Run(settings, output, stop, out problem);
                return problem is null ? status : Fail();
        }

        int Fail()
        {
            output.Flush();
            errors.WriteLine($"ERROR: running perfdhcp: {problem}");
            return GeneralError;
        }
    }
}
