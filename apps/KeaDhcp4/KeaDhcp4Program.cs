using System.Runtime.InteropServices;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace KeaDhcp4;

/// <summary>The program kea-dhcp4: command line, start and end.</summary>
public static class KeaDhcp4Program
{
    private const string Name = "kea-dhcp4";
    private const int SigUsr1 = 10;
    private const int SigUsr2 = 12;

    public static int Run(string[] args)
    {
        if (!CommandLine.TryParse(args, out var line, out string error))
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(CommandLine.Usage);
            return 1;
        }

        if (line.Print is { } text)
        {
            Console.WriteLine(text);
            return 0;
        }

        Umask.Restrict();
        var result = Load(line.File!, out error);
        if (line.IsCheck)
        {
            return Check(line.File!, result, error);
        }

        using var loggers = new LoggerSet(Name, TimeProvider.System, line.IsVerbose);
        return Serve(line, result, error, loggers);
    }

    private static LoadResult<Dhcp4Settings>? Load(string file, out string error) =>
        JsonReader.OpenFile(file, out error) is { } text ? ConfigLoader.Load4(text, file, JsonReader.OpenFile) : null;

    /// <summary>-t and -T: every error and warning, and whether it would start.</summary>
    private static int Check(string file, LoadResult<Dhcp4Settings>? result, string error)
    {
        if (result is null)
        {
            Console.Error.WriteLine($"Error encountered: {error}");
            return 1;
        }

        foreach (var diagnostic in result.Diagnostics.All)
        {
            Console.Error.WriteLine(diagnostic);
        }

        if (result.Diagnostics.Dropped > 0)
        {
            Console.Error.WriteLine($"{file}: and {result.Diagnostics.Dropped} more");
        }

        if (result.Settings is null)
        {
            Console.Error.WriteLine($"Error encountered: {file} is refused");
            return 1;
        }

        Console.WriteLine($"Syntax check OK: {file}");
        return 0;
    }

    private static int Serve(CommandLine line, LoadResult<Dhcp4Settings>? result, string error, LoggerSet loggers)
    {
        loggers.Configure(result?.Settings?.Loggers ?? []);
        var log = loggers.Find("dhcp4");
        UnhandledExceptionEventHandler failed = (_, e) => log.Write(HostLog.ServerFailed, $"{e.ExceptionObject.ToString()?.ReplaceLineEndings(" | ")}");
        AppDomain.CurrentDomain.UnhandledException += failed;
        log.Write(HostLog.Starting, $"Kea DHCPv4 server version {ProductVersion.Text} starting");
        TellFlags(line, log);
        if (result is not null)
        {
            log.Write(HostLog.ConfigStart, $"{line.File}");
            HostLog.Tell(log, result.Diagnostics);
        }

        if (result?.Settings is not { } settings)
        {
            log.Write(HostLog.ConfigLoadFail, $"{line.File}: {(error.Length > 0 ? error : "the configuration is refused")}");
            return Fail(log, HostLog.InitFail, $"failed to initialize Kea server: {line.File} cannot be used");
        }

        string pidPath = PidFile.PathFor(line.File!, Name);
        using var pid = PidFile.TryTake(pidPath, out error);
        if (pid is null)
        {
            return Fail(log, HostLog.AlreadyRunning, $"{error}; another server with this configuration may be running");
        }

        HostLog.Accepted(loggers.Find("dhcpsrv"), settings);
        var options = new ServerOptions(line.File!, line.ServerPort, line.ClientPort, line.IsRepairing);
        using var host = ServerHost4.TryCreate(options, settings, loggers, TimeProvider.System, out error);
        if (host is null)
        {
            return Fail(log, HostLog.InitFail, $"failed to initialize Kea server: {error}");
        }

        log.Write(HostLog.ConfigComplete, $"{settings.Subnets.Count} subnets, {settings.Networks.Count} shared networks, {settings.Hosts.All.Count} reservations; {host.Engine.Leases.Count} leases");
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => Take(c, host.Reload));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Take(c, host.Stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Take(c, host.Stop));
        using var tell = PosixSignalRegistration.Create((PosixSignal)SigUsr2, c => Take(c, host.TellClients));
        using var report = PosixSignalRegistration.Create((PosixSignal)SigUsr1, c => Take(c, host.ReportStatistics));
        host.Run();
        return host.ExitCode;
    }

    /// <summary>A start that failed is told on standard error too: the log may be anywhere.</summary>
    private static int Fail(Logger log, LogId id, string text)
    {
        log.Write(id, text);
        Console.Error.WriteLine(text);
        return 1;
    }

    private static void TellFlags(CommandLine line, Logger log)
    {
        log.Write(HostLog.StartInfo, $"process {Environment.ProcessId}, server port {(uint)line.ServerPort}, client port {(uint)line.ClientPort}, verbose {(line.IsVerbose ? "yes" : "no")}");
        if (Environment.IsPrivilegedProcess)
        {
            log.Write(HostLog.RootUser, $"the server runs as root; CAP_NET_BIND_SERVICE and CAP_NET_RAW are all it needs");
        }

        if (line.IsTrusting)
        {
            log.Write(HostLog.SecurityOff, $"flag -X: security checks only warn");
        }

        if (line.IsRepairing)
        {
            log.Write(HostLog.RepairMode, $"flag -R: no client is answered and no lease is reclaimed");
        }

        if (Paths.Variable("KEA_TEST_SEND_RESPONSES_TO_SOURCE") is not null)
        {
            log.Write(HostLog.TestingToSource, $"KEA_TEST_SEND_RESPONSES_TO_SOURCE is set: answers go to where queries came from");
        }
    }

    private static void Take(PosixSignalContext context, Action action)
    {
        context.Cancel = true;
        action();
    }
}
