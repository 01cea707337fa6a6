using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Audit;
using Nestor.Server.Control;
using Nestor.Server.Control.Http;
using Nestor.Server.Rbac;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.Server.Agent;

/// <summary>The control agent as a process: its listener, its configuration, and when it ends.</summary>
internal sealed class AgentHost : IDisposable
{
    /// <summary>How long answers may take to leave when the agent ends.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly LoggerSet _loggers;
    private readonly Logger _log;
    private readonly Logger _commandsLog;
    private readonly TimeProvider _clock;
    private readonly AgentDispatch _dispatch;
    private readonly RoleGate _roles;
    private readonly AuditGate _audit;
    private readonly HttpChannels _channels;
    private readonly ManualResetEventSlim _stopped = new();
    private readonly Lock _changing = new();
    private readonly long _startedAt;
    private long _configuredAt;
    private AgentSettings _settings;

    /// <param name="file">The configuration it was started with.</param>
    /// <param name="patience">How long a server may take for an answer.</param>
    public AgentHost(string file, AgentSettings settings, LoggerSet loggers, TimeProvider clock, TimeSpan patience)
    {
        File = file;
        _settings = settings;
        _loggers = loggers;
        _log = loggers.Find("dctl");
        _commandsLog = loggers.Find("ctrl-agent");
        _clock = clock;
        _startedAt = _configuredAt = clock.GetTimestamp();
        _roles = new RoleGate(loggers.Find("commands"));
        _audit = new AuditGate(clock, loggers.Find("commands"));
        var commands = new AgentCommands(this);
        _dispatch = new AgentDispatch(() => Settings.Servers, commands.Run, commands.Has, new Forwarder(patience), _commandsLog) { Roles = _roles, Audit = _audit };
        var service = new HttpService(_dispatch.Answer, new HttpEndpoints()) { Auth = loggers.Find("auth") };
        _channels = new HttpChannels(service, new ChannelLimits(), loggers.Find("commands"));
    }

    /// <summary>The configuration file.</summary>
    public string File { get; }

    /// <summary>Flag -X: what the security policy is against is warned of only.</summary>
    public bool IsTrusting { get; init; }

    public int ExitCode { get; private set; }

    /// <summary>The configuration in force.</summary>
    public AgentSettings Settings => Volatile.Read(ref _settings);

    /// <summary>How long it runs, and how long it has its configuration.</summary>
    public (TimeSpan Run, TimeSpan Configuration) Ages =>
        (_clock.GetElapsedTime(_startedAt), _clock.GetElapsedTime(Volatile.Read(ref _configuredAt)));

    /// <summary>All errors in one line; null when there are none.</summary>
    public static string? Errors(Diagnostics diagnostics) =>
        diagnostics.HasErrors ? string.Join("; ", diagnostics.All.Where(d => d.IsError)) : null;

    /// <summary>Null when it takes commands; else why it cannot.</summary>
    public string? Start()
    {
        string? error = Take(_settings);
        if (error is null)
        {
            _commandsLog.Write(AgentLog.Started, $"Kea Control Agent version {ProductVersion.Text} started");
        }

        return error;
    }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_stopped.Wait(TimeSpan.FromMilliseconds(200)))
        {
            _loggers.Flush();
        }
    }

    /// <summary>Ends <see cref="Run"/>; from any thread.</summary>
    public void Stop(int exitCode)
    {
        ExitCode = exitCode;
        _stopped.Set();
    }

    /// <summary>The same by a signal, which is written down as what the agent itself did.</summary>
    public string? ReloadBySignal()
    {
        var before = _audit.Now;
        string? error = Reload();
        _audit.Note(before, "config-reload", error);
        return error;
    }

    /// <summary>What the text of its configuration file means; null when it is refused.</summary>
    public AgentSettings? Load(byte[] text) => ConfigLoader.LoadAgent(text, File, JsonReader.OpenFile, PlainFile.Rules(isTrusting: false)).Settings;

    /// <summary>Reads the file again; null when it is in force, else why the running configuration stays.</summary>
    public string? Reload()
    {
        if (JsonReader.OpenFile(File, out string problem) is not { } text)
        {
            return problem;
        }

        var result = ConfigLoader.LoadAgent(text, File, JsonReader.OpenFile, PlainFile.Rules(isTrusting: false));
        Tell(result.Diagnostics);
        return result.Settings is { } settings ? Take(settings) : Errors(result.Diagnostics) ?? "it is refused";
    }

    /// <summary>All or nothing: null when the configuration is in force, else why the running one stays.</summary>
    public string? Take(AgentSettings settings)
    {
        lock (_changing)
        {
            if (_roles.Prepare(settings.Roles) is { } problem)
            {
                return problem;
            }

            if (!_audit.TryPrepare(settings.Audit, out string error))
            {
                return error;
            }

            if (!_channels.TryPrepare([settings.Http], out error))
            {
                _audit.Leave();
                return error;
            }

            _roles.Take();
            _audit.Take(settings.Audit);
            _channels.Take([settings.Http]);
            _loggers.Configure(settings.Loggers);
            _loggers.TellFolders();
            Volatile.Write(ref _settings, settings);
            Volatile.Write(ref _configuredAt, _clock.GetTimestamp());
            _commandsLog.Write(AgentLog.HttpStarted, $"taking commands by {settings.Http}");
            _log.Write(AgentLog.ConfigComplete, $"{settings.Http}, servers: {(settings.Servers.Count == 0 ? "none" : string.Join(' ', settings.Servers.Select(s => s.Service)))}");
            return null;
        }
    }

    /// <summary>What there is to say about a configuration goes to the log.</summary>
    public void Tell(Diagnostics diagnostics)
    {
        foreach (var diagnostic in diagnostics.All)
        {
            _log.Write(diagnostic.IsError ? AgentLog.ParserFail : AgentLog.ConfigWarning, $"{diagnostic.ToString()}");
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            _channels.Close(LastAnswers);
        }

        _dispatch.Dispose();
        _audit.Dispose();
        _stopped.Dispose();
    }
}
