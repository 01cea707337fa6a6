using System.Runtime.InteropServices;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.Server.Agent;

/// <summary>The program kea-ctrl-agent: command line, start and end.</summary>
public static class AgentProgram
{
    private const string Name = "kea-ctrl-agent";

    /// <summary>How long a server may take for an answer, as with Kea.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it; the exit code.</summary>
    /// <param name="usage">What a wrong command line is answered with.</param>
    public static int Run(string[] args, string usage)
    {
        string? file = null;
        bool isCheck = false;
        bool isVerbose = false;
        bool isTrusting = false;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "-v" or "--version" or "-V" or "-W")
            {
                Console.WriteLine(args[i] switch { "-V" => ProductVersion.Extended, "-W" => ProductVersion.Build, _ => ProductVersion.Text });
                return 0;
            }

            switch (args[i])
            {
                case "-d":
                    isVerbose = true;
                    break;
                case "-X":
                    isTrusting = true;
                    break;
                case ['-', 'c' or 't', ..] when args[i].Length > 2 || i + 1 < args.Length:
                    isCheck |= args[i][1] == 't';
                    file = args[i].Length > 2 ? args[i][2..] : args[++i];
                    break;
                default:
                    return Refuse(args[i] is "-c" or "-t" ? $"flag {args[i]} needs a value" : $"unknown flag {args[i]}", usage);
            }
        }

        if (file is null)
        {
            return Refuse("Configuration file not specified.", usage);
        }

        Umask.Restrict();
        string error = "";
        var result = JsonReader.OpenFile(file, out error) is { } text
            ? ConfigLoader.LoadAgent(text, file, JsonReader.OpenFile, PlainFile.Rules(isTrusting: false)) : null;
        return isCheck ? Check(file, result, error) : Serve(file, result, error, isVerbose, isTrusting);
    }

    private static int Refuse(string text, string usage)
    {
        Console.Error.WriteLine(text);
        Console.Error.WriteLine(usage);
        return 1;
    }

    private static int Check(string file, LoadResult<AgentSettings>? result, string error)
    {
        foreach (var diagnostic in result?.Diagnostics.All ?? [])
        {
            Console.Error.WriteLine(diagnostic);
        }

        if (result?.Settings is null)
        {
            Console.Error.WriteLine($"Error encountered: {(error.Length > 0 ? error : $"{file} is refused")}");
            return 1;
        }

        Console.WriteLine($"Syntax check OK: {file}");
        return 0;
    }

    private static int Serve(string file, LoadResult<AgentSettings>? result, string error, bool isVerbose, bool isTrusting)
    {
        using var loggers = new LoggerSet(Name, TimeProvider.System, isVerbose);
        loggers.Configure(result?.Settings?.Loggers ?? []);
        var log = loggers.Find("dctl");
        log.Write(AgentLog.Starting, $"Control-agent starting, pid: {Environment.ProcessId}, version: {ProductVersion.Text}");
        if (Environment.IsPrivilegedProcess)
        {
            log.Write(AgentLog.RootUser, $"the control agent runs as root, which it does not need");
        }

        if (result?.Settings is not { } settings)
        {
            error = error.Length > 0 ? error : AgentHost.Errors(result!.Diagnostics) ?? "it is refused";
            return Fail(AgentLog.ConfigLoadFail, $"{file} cannot be used: {error}");
        }

        using var pid = PidFile.TryTake(PidFile.PathFor(file, Name), out error);
        if (pid is null)
        {
            return Fail(AgentLog.AlreadyRunning, $"{error}; another agent with this configuration may be running");
        }

        using var host = new AgentHost(file, settings, loggers, TimeProvider.System, Patience) { IsTrusting = isTrusting };
        host.Tell(result.Diagnostics);
        if (host.Start() is { } problem)
        {
            return Fail(AgentLog.ConfigLoadFail, $"{file} cannot be used: {problem}");
        }

        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c =>
        {
            c.Cancel = true;
            log.Write(AgentLog.ReloadSignal, $"SIGHUP: reading {file} again");
            if (host.ReloadBySignal() is { } refusal)
            {
                log.Write(AgentLog.ReloadError, $"{refusal}; the running configuration stays");
            }
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        SdNotify.Send("READY=1");
        host.Run();
        SdNotify.Send("STOPPING=1");
        host.Dispose();
        log.Write(AgentLog.Shutdown, $"Control-agent has shut down, pid: {Environment.ProcessId}");
        loggers.Flush();
        return host.ExitCode;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            log.Write(AgentLog.ShutdownSignal, $"{context.Signal.ToString()}: the agent is to end");
            host.Stop(0);
        }

        int Fail(Nestor.Model.Logging.LogId id, string text)
        {
            // A start that failed is told on standard error too: the log may be anywhere.
            log.Write(id, text);
            loggers.Flush();
            Console.Error.WriteLine(text);
            return 1;
        }
    }
}
