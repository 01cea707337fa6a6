using System.Runtime.InteropServices;
using Nestor.Config.Loading;
using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.Server.Starting;

/// <summary>A server program of either family.</summary>
/// <param name="Name">kea-dhcp4 or kea-dhcp6.</param>
/// <param name="Family">DHCPv4 or DHCPv6.</param>
/// <param name="MainLogger">dhcp4 or dhcp6.</param>
/// <param name="ServerPort">The port listened on unless -p says otherwise.</param>
/// <param name="ClientPort">The port clients are answered on unless -P says otherwise.</param>
public abstract record ServerProgram(
    string Name, string Family, string MainLogger, ushort ServerPort, ushort ClientPort, HostLogIds Ids)
{
    /// <summary>What is printed after what is wrong with a command line.</summary>
    public string Usage { get; init; } = "";

    /// <summary>The hook libraries that are part of the program.</summary>
    public LibraryTable Libraries { get; init; } = LibraryTable.None;

    /// <summary>Runs it; the exit code.</summary>
    public abstract int Run(string[] args);
}

/// <summary>Command line, start and end.</summary>
public abstract record ServerProgram<TSettings>(
    string Name, string Family, string MainLogger, ushort ServerPort, ushort ClientPort, HostLogIds Ids)
    : ServerProgram(Name, Family, MainLogger, ServerPort, ClientPort, Ids)
    where TSettings : DhcpSettings
{
    private const int SigUsr1 = 10;
    private const int SigUsr2 = 12;

    public override int Run(string[] args)
    {
        if (!CommandLine.TryParse(args, out var line, out string error))
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(Usage);
            return 1;
        }

        if (line.Print is { } text)
        {
            Console.WriteLine(text);
            return 0;
        }

        Umask.Restrict();
        OpenFiles.KeepToOurselves();
        var first = FirstCollection.PutOff(line.File!);
        var result = Load(line.File!, Rules(line), out error);
        if (line.IsCheck)
        {
            return Check(line.File!, result, error);
        }

        using var loggers = new LoggerSet(Name, TimeProvider.System, line.IsVerbose);
        return Serve(line, result, error, loggers, first);
    }

    private protected abstract LoadResult<TSettings> Load(byte[] text, string file, LoadRules rules);

    private protected abstract IServerHost? TryCreate(
        ServerOptions options, TSettings settings, LoggerSet loggers, out string error);

    private protected abstract void TellAccepted(Logger log, TSettings settings);

    /// <summary>How many subnets and the like, for the log.</summary>
    private protected abstract string Summary(TSettings settings);

    private LoadResult<TSettings>? Load(string file, LoadRules rules, out string error) =>
        JsonReader.OpenFile(file, out error) is { } text ? Load(text, file, rules) : null;

    /// <summary>-t and -T: every error and warning, and whether it would start.</summary>
    private static int Check(string file, LoadResult<TSettings>? result, string error)
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

    private int Serve(CommandLine line, LoadResult<TSettings>? result, string error, LoggerSet loggers, FirstCollection? first)
    {
        loggers.Configure(result?.Settings?.Loggers ?? []);
        var log = loggers.Find(MainLogger);
        UnhandledExceptionEventHandler failed = (_, e) => log.Write(Ids.ServerFailed, $"{e.ExceptionObject.ToString()?.ReplaceLineEndings(" | ")}");
        AppDomain.CurrentDomain.UnhandledException += failed;
        log.Write(Ids.Starting, $"Kea {Family} server version {ProductVersion.Text} starting");
        TellFlags(line, log);
        loggers.TellFolders();
        if (result is not null)
        {
            log.Write(Ids.ConfigStart, $"{line.File}");
            HostLog.Tell(log, Ids, result.Diagnostics);
        }

        string lastGood = LastGood.PathFor(line.File!, Name);
        if (result?.Settings is null)
        {
            log.Write(Ids.ConfigLoadFail, $"{line.File}: {(error.Length > 0 ? error : "the configuration is refused")}");
            result = Kept(line, lastGood, loggers, log);
        }

        if (result?.Settings is not { } settings)
        {
            return Fail(log, Ids.InitFail, $"failed to initialize Kea server: {line.File} cannot be used");
        }

        string pidPath = PidFile.PathFor(line.File!, Name);
        using var pid = PidFile.TryTake(pidPath, out error);
        if (pid is null)
        {
            return Fail(log, Ids.AlreadyRunning, $"{error}; another server with this configuration may be running");
        }

        TellAccepted(loggers.Find("dhcpsrv"), settings);
        var options = new ServerOptions(line.File!, Or(line.ServerPort, ServerPort), Or(line.ClientPort, ClientPort), line.IsRepairing)
        {
            LastGood = lastGood,
            IsTrusting = line.IsTrusting,
            Libraries = Libraries,
            FirstCollection = first,
        };
        using var host = TryCreate(options, settings, loggers, out error);
        if (host is null || !host.TryPrepare(out error))
        {
            return Fail(log, Ids.InitFail, $"failed to initialize Kea server: {error}");
        }

        LastGood.Keep(lastGood, result.Root, settings, log);
        log.Write(Ids.ConfigComplete, $"{Summary(settings)}; {host.LeaseCount} leases");
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => Take(c, host.Reload));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Take(c, host.Stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Take(c, host.Stop));
        using var tell = PosixSignalRegistration.Create((PosixSignal)SigUsr2, c => Take(c, host.TellClients));
        using var report = PosixSignalRegistration.Create((PosixSignal)SigUsr1, c => Take(c, host.ReportStatistics));
        host.Run();
        return host.ExitCode;
    }

    /// <summary>The configuration that was taken last, if it was to be kept; null when there is none that can be used.</summary>
    private LoadResult<TSettings>? Kept(CommandLine line, string path, LoggerSet loggers, Logger log)
    {
        if (LastGood.Read(path) is not { } text || Load(text, path, Rules(line)) is not { Settings: { } settings } kept)
        {
            return null;
        }

        loggers.Configure(settings.Loggers);
        LastGood.Used(log, line.File!, path);
        return kept;
    }

    private LoadRules Rules(CommandLine line) => PlainFile.Rules(line.IsTrusting) with
    {
        CheckLibraries = new HookLoader(Libraries, _ => Logger.Silent).Check,
    };

    private static ushort Or(ushort given, ushort usual) => given == 0 ? usual : given;

    /// <summary>A start that failed is told on standard error too: the log may be anywhere.</summary>
    private static int Fail(Logger log, LogId id, string text)
    {
        log.Write(id, text);
        Console.Error.WriteLine(text);
        return 1;
    }

    private void TellFlags(CommandLine line, Logger log)
    {
        log.Write(Ids.StartInfo, $"process {Environment.ProcessId}, server port {(uint)Or(line.ServerPort, ServerPort)}, client port {(uint)Or(line.ClientPort, ClientPort)}, verbose {(line.IsVerbose ? "yes" : "no")}");
        if (Environment.IsPrivilegedProcess)
        {
            log.Write(Ids.RootUser, $"the server runs as root; CAP_NET_BIND_SERVICE and CAP_NET_RAW are all it needs");
        }

        if (line.IsTrusting)
        {
            log.Write(Ids.SecurityOff, $"flag -X: security checks only warn");
        }

        if (line.IsRepairing)
        {
            log.Write(Ids.RepairMode, $"flag -R: no client is answered and no lease is reclaimed");
        }

        if (Paths.Variable("KEA_TEST_SEND_RESPONSES_TO_SOURCE") is not null)
        {
            log.Write(Ids.TestingToSource, $"KEA_TEST_SEND_RESPONSES_TO_SOURCE is set: answers go to where queries came from");
        }
    }

    private static void Take(PosixSignalContext context, Action action)
    {
        context.Cancel = true;
        action();
    }
}
