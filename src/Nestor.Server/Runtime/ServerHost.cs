using System.Security.Cryptography;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.HookLoading;
using Nestor.Server.Logging;
using Nestor.Server.Metrics;
using Nestor.Server.Metrics.Otlp;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>
/// A DHCP server as a process: it drives the engine's loop with packets, time and signals, and takes care of sockets,
/// lease file and configuration around it.
/// </summary>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges> : IServerHost, ICommandedServer, IHookedServer
    where TSettings : DhcpSettings
    where TBatch : Batch<TArrival, TDeparture, TChanges>
    where TArrival : struct, IArrival<TArrival>
    where TDeparture : struct
    where TChanges : class, IChanges
{
    /// <summary>Turns that may be under way at one time.</summary>
    protected const int Batches = 4;

    /// <summary>
    /// The same where the disk is waited for: what comes while it works has to find room, or offers, which wait for
    /// nothing, would wait too.
    /// </summary>
    protected const int BatchesBesideTheDisk = 16;

    private const uint FlushSlice = 1000;

    private readonly HostLogIds _ids;
    private readonly Logger _log;
    private readonly SocketSet<TArrival, TDeparture, TChanges> _sockets;
    private readonly OpenRetries _openRetries = new();
    private readonly Timers<TBatch> _timers;
    private readonly StoreWatch _storeWatch;
    private readonly ServerControl _control;
    private readonly ServiceState _service;
    private readonly Intake<TArrival, TDeparture, TChanges> _intake;
    private readonly OtlpExport<TSettings> _otlp;
    private readonly long _startedAt;
    private long _configuredAt;
    private ILeaseStorage? _storage;
    private Committer<TBatch, TChanges> _committer = null!;
    private TSettings _settings;
    private volatile bool _isStopping;
    private volatile bool _isReloadAsked;
    private volatile bool _isReportAsked;
    private volatile bool _isTellingAsked;

    /// <param name="mainLogger">dhcp4 or dhcp6.</param>
    private protected ServerHost(
        HostLogIds ids, string mainLogger, ServerOptions options, TSettings settings, LoggerSet loggers, TimeProvider clock,
        SocketSet<TArrival, TDeparture, TChanges> sockets)
    {
        _ids = ids;
        Options = options;
        _settings = settings;
        Loggers = loggers;
        _log = loggers.Find(mainLogger);
        Clock = clock;
        _timers = new Timers<TBatch>(clock, loggers.Find("dhcpsrv"));
        _sockets = sockets;
        _storeWatch = new StoreWatch(ids, _log);
        _control = new ServerControl(loggers, mainLogger, clock, sockets.Wake);
        _service = new ServiceState(clock);
        _otlp = new(Instruments, $"kea-{mainLogger}", Meters, clock, loggers.Find("dhcpsrv"));
        _intake = new(sockets.Receive, (in arrival) => Overflow(in arrival), ids, _log);
        _intake.Configure(settings);
        _hookServer = new HookServer(this, loggers.Find);
        _startedAt = clock.GetTimestamp();
        _configuredAt = _startedAt;
    }

    /// <summary>The exit code once <see cref="Run"/> is over.</summary>
    public int ExitCode { get; private set; }

    public abstract int LeaseCount { get; }

    protected ServerOptions Options { get; }

    private protected LoadRules Rules => RulesOf(isByCommand: false);

    /// <summary>The rules for a configuration that came by command.</summary>
    private protected LoadRules CommandRules => RulesOf(isByCommand: !Options.IsTrusting);

    private LoadRules RulesOf(bool isByCommand) => PlainFile.Rules(Options.IsTrusting) with
    {
        CheckLibraries = new HookLoader(Options.Libraries, _ => Logger.Silent) { IsByCommand = isByCommand, Running = SettingsNow.HookLibraries }.Check,
    };

    protected LoggerSet Loggers { get; }

    protected TimeProvider Clock { get; }

    protected TSettings Settings => _settings;

    /// <summary>The configuration in force; on any thread.</summary>
    protected TSettings SettingsNow => Volatile.Read(ref _settings);

    /// <summary>What is measured of its work.</summary>
    protected ServerMeters Meters { get; } = new();

    string ICommandedServer.Family => Family;
    string ICommandedServer.ConfigurationName => $"Dhcp{Family[^1]}";
    string ICommandedServer.ConfigurationFile => Options.Configuration;
    bool ICommandedServer.IsTrusting => Options.IsTrusting;
    string ICommandedServer.ServerTag => _settings.ServerTag;

    ServiceState ICommandedServer.Service => _service;

    (TimeSpan Run, TimeSpan Configuration) ICommandedServer.Ages =>
        (Clock.GetElapsedTime(_startedAt), Clock.GetElapsedTime(_configuredAt));

    IReadOnlyCollection<string> ICommandedServer.SocketProblems => _sockets.Problems;

    IReadOnlyList<QuarantinedEntry> ICommandedServer.Quarantined => _settings.Quarantined;

    IReadOnlyList<LibraryGuard> ICommandedServer.Libraries => Meters.Libraries;

    DhcpSettings ICommandedServer.Settings => SettingsNow;

    IReadOnlyList<string> ICommandedServer.NotReady => Readiness.Problems(_service.IsEnabled, Options.IsRepairing, _storeWatch.IsHealthy, _sockets.Problems);

    IReadOnlyList<double> ICommandedServer.Waiting => _intake.Waiting;

    string? ICommandedServer.LeaseFile => _storage?.FileName;

    IReadOnlyCollection<string> ICommandedServer.Listening => _sockets.Places.Select(p => p.Nic.Name).ToHashSet();

    bool ICommandedServer.IsCleaningUp => _storage is { IsCleaning: true };

    IReadOnlyList<InterfaceState> ICommandedServer.Interfaces() => InterfaceState.ReadAll();

    void ICommandedServer.Redetect() => OpenSockets();

    bool ICommandedServer.StartCleanUp()
    {
        _committer.Drain();
        return _storage is { } storage && storage.StartCleanUp();
    }

    DhcpSettings? ICommandedServer.Load(byte[] text) => Load(text, Options.Configuration).Settings;

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run()
    {
        Prompt.Become();
        if (_nextLibraries is null && !TryPrepare(out string error))
        {
            _log.Write(_ids.InitFail, $"failed to initialize Kea server: {error}");
            ExitCode = 1;
            return;
        }

        OpenSockets();
        Register(_control.Commands);
        MetricsEndpoint.Register(_control.Endpoints, Metrics);
        LatencyCommand.Register(_control.Commands, Meters);
        Meter();
        UseLibraries(_settings);
        _otlp.Take(_settings);
        _control.Start(this, _settings);
        SetTimers();
        _log.Write(_ids.Started, $"Kea {Family} server version {ProductVersion.Text} started");
        SdNotify.Send($"READY=1\nSTATUS=serving on {_sockets.Count} interfaces");
        while (!_isStopping)
        {
            Loggers.Flush();
            _sockets.Poll(_control.Queue.IsIdle && _intake.IsEmpty && _hookServer.IsIdle ? _service.AtMost(_timers.MillisecondsToNext()) : 0);
            Turn();
        }

        SdNotify.Send("STOPPING=1");
        _committer.Drain();
        _log.Write(_ids.Shutdown, $"server shutdown");
        Loggers.Flush();
    }

    /// <summary>Ends <see cref="Run"/> after the current turn; from any thread.</summary>
    public void Stop()
    {
        _log.Write(_ids.ShutdownRequest, $"the server is to end");
        _isStopping = true;
        _sockets.Wake();
    }

    /// <summary>Asks for the configuration file to be read again; from any thread.</summary>
    public void Reload()
    {
        _isReloadAsked = true;
        _sockets.Wake();
    }

    /// <summary>Asks for the counters to be written to the file that NESTOR_STATISTICS_FILE names; from any thread.</summary>
    public void ReportStatistics()
    {
        _isReportAsked = true;
        _sockets.Wake();
    }

    /// <summary>Asks for every client that can be told to come back to be told; from any thread.</summary>
    public void TellClients()
    {
        _isTellingAsked = true;
        _sockets.Wake();
    }

    public void Dispose()
    {
        _otlp.Dispose();
        _committer.Dispose();
        _control.Dispose();
        _hookServer.End();
        _libraries?.Dispose();
        LeaveLibraries();
        _watchdog?.Dispose();
        _sockets.Dispose();
        _storage?.Dispose();
        GC.SuppressFinalize(this);
    }

    string? ICommandedServer.Reload() => ReadAgain();

    Func<string?>? ICommandedServer.Read(Element root, IReadOnlyList<QuarantinedEntry> leftOut, out DhcpSettings? settings, out string error)
    {
        var result = Load(root, CommandRules with { LeftOut = leftOut });
        settings = result.Settings;
        error = Errors(result.Diagnostics) ?? (settings is null || Options.IsTrusting ? null : PathPolicy.Refusal(settings, SettingsNow)) ?? "";
        return settings is null || error.Length > 0 ? null : () =>
        {
            _log.Write(_ids.ConfigReceived, $"a configuration came by command");
            string? problem = Take(result, "the configuration that came by command");
            if (problem is null)
            {
                _log.Write(_ids.ReconfigureDone, $"dynamic server reconfiguration succeeded with a configuration by command");
            }

            return problem;
        };
    }

    void ICommandedServer.End(int exitCode)
    {
        ExitCode = exitCode;
        Stop();
    }

    /// <summary>Takes the leases' file into use; before <see cref="Run"/> once.</summary>
    private protected void Use(ILeaseStorage? storage, TSettings settings)
    {
        _storage = storage;
        _committer = NewCommitter(storage, storage is not null && settings.LeaseDatabase.IsSynced, isHealthy =>
        {
            _storeWatch.IsHealthy = isHealthy;
            _sockets.Wake();
        });
    }

    /// <summary>A number nobody can guess, for hash tables and random allocation.</summary>
    private protected static ulong NewSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>DHCPv4 or DHCPv6.</summary>
    protected abstract string Family { get; }

    protected abstract bool IsServing { set; }

    private protected abstract Reclaimer Reclaimer { get; }

    private protected abstract Committer<TBatch, TChanges> NewCommitter(
        ILeaseStorage? storage, bool isThreaded, Action<bool> healthChanged);

    /// <summary>Runs the engine over the batch.</summary>
    protected abstract void RunLoop(TBatch batch, long now);

    /// <summary>Counts a query that had to go for a newer one.</summary>
    protected abstract void Overflow(in TArrival arrival);

    private protected abstract LoadResult<TSettings> Load(byte[] text, string file);

    /// <summary>The same of a configuration that came by command.</summary>
    private protected abstract LoadResult<TSettings> Load(Element root, LoadRules rules);

    /// <summary>The commands of the engine.</summary>
    protected abstract void Register(CommandTable commands);

    /// <summary>The engine goes on with this configuration.</summary>
    protected abstract void Reconfigure(TSettings settings);

    /// <summary>The engine calls these libraries from now on; what waited for others is dropped.</summary>
    private protected abstract void UseHooks(HookPoints points);

    /// <summary>Seconds of the turn at hand.</summary>
    private protected abstract long Now { get; }

    private protected abstract IHosts Hosts { get; }

    private protected virtual ILeases4? Leases4 => null;

    private protected virtual ILeases6? Leases6 => null;

    private protected virtual ReadOnlyMemory<byte> OwnDuid => default;

    private protected abstract IExpressions Expressions { get; }

    private protected abstract ILibraryStatistics LibraryStatistics { get; }

    /// <summary>The lease file as hook libraries see it.</summary>
    private protected abstract ILeaseFile LeaseFile(ILeaseStorage storage, Action drain);

    private protected abstract MetricSource Metrics { get; }

    /// <summary>The same for OpenTelemetry, under a configuration.</summary>
    private protected abstract OtlpInstruments Instruments(TSettings settings, HistogramMarks marks);

    /// <summary>Stages are timed from now on where the settings want that.</summary>
    protected abstract void Meter();

    /// <summary>The sockets are other ones than before.</summary>
    protected abstract void SocketsOpened();

    /// <summary>Tells the log what an accepted configuration comes to.</summary>
    private protected abstract void TellAccepted(Logger log, TSettings settings);

    /// <summary>Opens other leases and, when that goes well, gives them to the engine.</summary>
    private protected abstract bool TryOpenLeases(TSettings settings, out ILeaseStorage? storage, out string error);

    /// <summary>All counters by Kea's names.</summary>
    protected abstract Element Report();

    /// <summary>Starts telling every client that can be told to come back.</summary>
    protected abstract void StartTelling();

    /// <summary>What goes on with telling clients to come back, once a second.</summary>
    protected abstract void GoOnTelling(TBatch batch);

    private void Turn()
    {
        long now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var batch = _committer.Take();
        _intake.Receive(batch);
        Meters.Count(batch.ArrivalCount);
        _service.Tick();
        IsServing = !Options.IsRepairing && _service.IsEnabled
            && (_storeWatch.IsHealthy || _settings.LeaseDatabase.OnFail != OnFail.StopRetryExit);
        _whenCommitted = batch.WhenCommitted;
        RunLoop(batch, now);
        _hookServer.Turn();
        _timers.RunDue(batch);
        _control.Queue.RunInTurn(batch.WhenCommitted);
        if (batch.ImmediateCount > 0)
        {
            _sockets.Send(batch.Immediate, _sockets.LoopRing);
        }

        _committer.Submit(batch);
        _control.Queue.RunBetweenTurns();
        if (_sockets.HasChanged && _settings.Interfaces.ReDetect)
        {
            OpenSockets();
        }

        if (_isReloadAsked)
        {
            _isReloadAsked = false;
            LoadAgain();
        }

        if (_isTellingAsked)
        {
            _isTellingAsked = false;
            StartTelling();
        }

        if (_isReportAsked)
        {
            _isReportAsked = false;
            StatisticsFile.Write(_log, Report);
        }
    }

    private void OpenSockets()
    {
        _log.Write(_ids.OpenSocket, $"opening sockets on port {(uint)Options.ServerPort}");
        _committer.Drain();
        _sockets.Reconcile(_settings.Interfaces, _settings.Dhcp4o6Port);
        SocketsOpened();
        if (_openRetries.Judge(_settings.Interfaces, _sockets.Problems.Count > 0) == OpenVerdict.GiveUp)
        {
            _log.Write(_ids.SocketsFailed, $"{string.Join("; ", _sockets.Problems)}");
            ExitCode = 1;
            _isStopping = true;
        }
    }

    private void SetTimers()
    {
        var expiry = _settings.Expiry;
        _timers.Clear();
        if (!Options.IsRepairing)
        {
            _timers.Every("reclaim-expired-leases", TimeSpan.FromSeconds(expiry.ReclaimTimerWait), _ => ReclaimCycle());
            _timers.Every("flush-reclaimed-leases", TimeSpan.FromSeconds(expiry.FlushReclaimedTimerWait), _ =>
            {
                while (Reclaimer.Flush(FlushSlice))
                {
                }
            });
        }

        _timers.Every("SocketReopenTimer", TimeSpan.FromMilliseconds(_settings.Interfaces.RetryWaitMilliseconds), _ =>
        {
            if (_sockets.Problems.Count > 0)
            {
                OpenSockets();
            }

            _control.Channels.OpenMissing();
        });
        if (_settings.Reconfigure != ReconfigureMode.Off)
        {
            _timers.Every("reconfigure", TimeSpan.FromSeconds(1), GoOnTelling);
        }

        if (Options.FirstCollection is { } first)
        {
            _timers.Every("first-collection", FirstCollection.Period, () => !first.IsOver(Meters.Batches.Sum));
        }

        if (_storage is { } storage)
        {
            storage.CleanUpIsSet(_settings.LeaseDatabase.LfcInterval);
            _timers.Every("memfile-lfc", TimeSpan.FromSeconds(_settings.LeaseDatabase.LfcInterval), _ =>
            {
                _committer.Drain();
                storage.StartCleanUp();
            });
            uint wait = Math.Max(_settings.LeaseDatabase.ReconnectWaitMilliseconds, 1000);
            _timers.Every("lease-file-retry", TimeSpan.FromMilliseconds(wait), _ => RetryStore(storage));
        }

        foreach (var (name, period, work) in _hookServer.Timers)
        {
            _timers.Every(name, period, _ => work());
        }
    }

    private void ReclaimCycle()
    {
        if (_service.IsEnabled)
        {
            Reclaimer.Cycle(Clock);
        }
        else
        {
            _log.Write(_ids.ReclaimSkipped, $"leases that ran out are left as they are while the service is disabled");
        }
    }

    private void RetryStore(ILeaseStorage storage)
    {
        if (!_storeWatch.Retry(storage, _settings.LeaseDatabase, _committer.Drain))
        {
            ExitCode = 1;
            _isStopping = true;
        }
    }
}
