using System.Runtime.InteropServices;
using System.Text;
using CommandLines;
using CommandLines.Tables;
using ControlClient;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorStatus;

/// <summary>The program <c>nestor top</c>: what a server does, drawn again and again.</summary>
public static class NestorTopProgram
{
    private const int Trouble = 2;
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";

    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (GivenFlags.ReadOrTell(NestorCommands.Top, args, output, errors) is not { } given)
        {
            return args.Contains("-h") || args.Contains("--help") ? 0 : Trouble;
        }

        var server = ServerToAsk.One(given);
        string error = given.Words.Count > 0 ? $"found \"{given.Words[0]}\", wanted flags only" : server.Problem;
        if (!NestorStatusProgram.TryInterval(given, 0.1, out double seconds))
        {
            error = "wanted a number of seconds from 0.1 to 60 for --interval";
        }

        if (error.Length > 0
            || ConfiguredServer.FamilyAt(server.Socket, out error) is not { } family
            || Counters.Ask(server.Socket, family, out error) is not { } first)
        {
            errors.WriteLine(error);
            return Trouble;
        }

        return given.Has("--once")
            ? Once(server, family, (first, Latencies.Ask(server.Socket)), seconds, output, errors)
            : Go(server, family, (first, Latencies.Ask(server.Socket)), seconds, output, errors);
    }

    private static int Once(ServerToAsk server, Universe family, (Counters Counts, Latencies Times) before, double seconds, TextWriter output, TextWriter errors)
    {
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        if (Frame(server, family, ref before, 80, 24, out string error) is not { } lines)
        {
            errors.WriteLine(error);
            return Trouble;
        }

        foreach (string line in lines)
        {
            output.WriteLine(line);
        }

        return 0;
    }

    private static int Go(ServerToAsk server, Universe family, (Counters Counts, Latencies Times) before, double seconds, TextWriter output, TextWriter errors)
    {
        using var stop = new ManualResetEventSlim();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        string error = "";
        output.Write(Enter);
        try
        {
            while (!IsOver(stop, seconds))
            {
                var (width, height) = Size();
                if (Frame(server, family, ref before, width, height, out error) is not { } lines)
                {
                    break;
                }

                // Home, each line cleared to its end, then all below: nothing flickers.
                output.Write("\e[H" + string.Join("\r\n", lines.Select(l => l + "\e[K")) + "\e[J");
                output.Flush();
            }
        }
        finally
        {
            output.Write(Leave);
            output.Flush();
        }

        if (error.Length == 0)
        {
            return 0;
        }

        errors.WriteLine(error);
        return Trouble;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Set();
        }
    }

    /// <summary>Waits for the next picture, with an eye on the keyboard; true when it is to end.</summary>
    private static bool IsOver(ManualResetEventSlim stop, double seconds)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        do
        {
            if (!Console.IsInputRedirected && Console.KeyAvailable && Console.ReadKey(intercept: true).KeyChar is 'q' or 'Q')
            {
                return true;
            }

            if (stop.Wait(50))
            {
                return true;
            }
        }
        while (DateTime.UtcNow < end);
        return false;
    }

    private static (int Width, int Height) Size() => Console.IsOutputRedirected
        ? (80, 24)
        : (Math.Max(40, Console.WindowWidth), Math.Max(5, Console.WindowHeight));

    private static IReadOnlyList<string>? Frame(ServerToAsk server, Universe family, ref (Counters Counts, Latencies Times) before, int width, int height, out string error)
    {
        if (ControlChannel.Get(server.Socket, "status-get", null, out error) is not { } status
            || Counters.Ask(server.Socket, family, out error) is not { } now)
        {
            return null;
        }

        var times = Latencies.Ask(server.Socket);
        string name = family == Universe.V4 ? "kea-dhcp4" : "kea-dhcp6";
        var lines = TopFrame.Draw(name, status, now, before.Counts, times.Lines(before.Times), DateTimeOffset.Now, width, height);
        before = (now, times);
        return lines;
    }
}
