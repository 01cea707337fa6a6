using System.Security.Cryptography;
using Nestor.Config.Loading;
using Nestor.Engine.Explaining;
using Nestor.Engine.Hooking;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.Selection;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;
using Nestor.Server.Logging;
using Nestor.Server.Metrics;
using Nestor.Server.Metrics.Otlp;
using Nestor.Server.Sockets;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;

namespace Nestor.Server.Runtime;

/// <summary>The DHCPv4 server as a process.</summary>
public sealed class ServerHost4 : ServerHost<Dhcp4Settings, Batch4, Arrival4, Departure4, LeaseChanges4>
{
    private readonly SocketSet4 _sockets;
    private readonly EngineLoop4 _loop;
    private readonly HookLeases4 _leases;
    private readonly Hosts4 _hosts;
    private readonly HookExpressions _expressions;
    private readonly Reclaimer4 _reclaimer;

    private ServerHost4(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, TimeProvider clock, SocketSet4 sockets, Engine4 engine)
        : base(HostLogIds.V4, "dhcp4", options, settings, loggers, clock, sockets)
    {
        _sockets = sockets;
        _loop = new EngineLoop4(engine) { Wake = sockets.Wake };
        _leases = new HookLeases4(engine);
        _hosts = new Hosts4(new HookHosts4(engine));
        _expressions = new HookExpressions(engine);
        _reclaimer = new Reclaimer4(engine);
    }

    public Engine4 Engine => _loop.Engine;

    public override int LeaseCount => Engine.Leases.Count;

    protected override string Family => "DHCPv4";

    protected override bool IsServing
    {
        set => _loop.IsServing = value;
    }

    private protected override Reclaimer Reclaimer => _reclaimer;

    /// <summary>Loads the leases and makes the server; null with the reason when it cannot be.</summary>
    public static ServerHost4? TryCreate(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, TimeProvider clock, out string error)
    {
        ulong seed = NewSeed();
        var leases = new LeaseTable4(seed, clock.GetUtcNow().ToUnixTimeSeconds());
        if (!LeaseOpening.TryOpen(options, settings, loggers, leases, LeaseStorage4.TryOpen, log => LeaseSanity4.Check(leases, settings, log), out var storage, out error))
        {
            return null;
        }

        var engine = new Engine4(settings, leases, new EngineLoggers4(loggers.Find), seed)
        {
            ClientPort = options.ClientPort,
            Keys = RandomNumberGenerator.Fill,
            IsTestingToSource = Paths.Variable("KEA_TEST_SEND_RESPONSES_TO_SOURCE") is not null,
        };
        engine.Reconfigurer.Replay.Clock = clock;
        var sockets = new SocketSet4(options.ServerPort, loggers.Find("dhcpsrv"));
        var host = new ServerHost4(options, settings, loggers, clock, sockets, engine);
        host.Use(storage, settings);
        return host;
    }

    private protected override Committer<Batch4, LeaseChanges4> NewCommitter(
        ILeaseStorage? storage, bool isThreaded, Action<bool> healthChanged) =>
        new Committer4(_sockets, ((LeaseStorage4?)storage)?.Journal, isThreaded, isThreaded ? BatchesBesideTheDisk : Batches, Clock)
        {
            Log = Loggers.Find("dhcpsrv"),
            HealthChanged = healthChanged,
            Times = Meters.Commits,
        };

    protected override void Meter() => _loop.Times = Meters.TimeStages(Settings, [.. Pipeline4.Names, "encode"], Clock);

    private protected override MetricSource Metrics => new DhcpMetrics<Counter4, SubnetCounter4, Dhcp4Settings>(
        Families4.Table, Engine.Statistics, Meters, () => SettingsNow, SubnetLabels.Of).Write;

    private protected override OtlpInstruments Instruments(Dhcp4Settings settings, HistogramMarks marks) =>
        new DhcpInstruments<Counter4, SubnetCounter4>(Families4.Table, Engine.Statistics, Meters, settings, marks, SubnetNames.Of(settings));

    protected override void RunLoop(Batch4 batch, long now) => _loop.Run(batch, now);

    protected override void Overflow(in Arrival4 arrival) => _loop.Overflow(in arrival);

    private protected override LoadResult<Dhcp4Settings> Load(byte[] text, string file) =>
        ConfigLoader.Load4(text, file, JsonReader.OpenFile, Rules);

    private protected override LoadResult<Dhcp4Settings> Load(Element root, LoadRules rules) => ConfigLoader.Load4(root, rules);

    private Dhcp4Settings? TryRead(Element root, out string error)
    {
        var result = Load(root, CommandRules);
        error = Errors(result.Diagnostics) ?? "";
        return result.Settings;
    }

    protected override void Register(CommandTable commands)
    {
        ReconfigureCommand.Register(commands, Engine.Reconfigurer);
        StatisticCommands.Register(commands, new StatisticRecords(Engine.Statistics, Clock));
        SelectTestCommands.Register(commands, Engine);
        ReclaimCommands.Register(commands, Reclaimer, Clock);
        ExplainCommands.Register(commands, Engine, TryRead);
    }

    protected override void Reconfigure(Dhcp4Settings settings) => Engine.Reconfigure(settings);

    private protected override void UseHooks(HookPoints points) => _loop.UseHooks((HookPoints4)points);

    private protected override long Now => Engine.Now;

    private protected override IHosts Hosts => _hosts;

    private protected override ILeases4? Leases4 => _leases;

    private protected override IExpressions Expressions => _expressions;

    private protected override ILibraryStatistics LibraryStatistics => Engine.Statistics;

    private protected override ILeaseFile LeaseFile(ILeaseStorage storage, Action drain) =>
        new LeaseFile<Lease4View, Lease4Fields, Ip4, Csv4>(storage, drain);

    protected override void SocketsOpened()
    {
        Engine.Interfaces = _sockets.Interfaces;
        Engine.LocalAddresses = [.. _sockets.Addresses];
        Engine.Reconfigurer.Links = [.. _sockets.Links];
    }

    private protected override void TellAccepted(Logger log, Dhcp4Settings settings) => HostLog.Accepted(log, settings);

    private protected override bool TryOpenLeases(Dhcp4Settings settings, out ILeaseStorage? storage, out string error)
    {
        var leases = new LeaseTable4(NewSeed(), Clock.GetUtcNow().ToUnixTimeSeconds());
        bool isOpen = LeaseOpening.TryOpen(
            Options, settings, Loggers, leases, LeaseStorage4.TryOpen, log => LeaseSanity4.Check(leases, settings, log), out storage, out error);
        if (isOpen)
        {
            Engine.UseLeases(leases);
        }

        return isOpen;
    }

    protected override Element Report() => Engine.Statistics.Report();

    protected override void StartTelling() => Engine.Reconfigurer.Start(new ReconfigureJob());

    protected override void GoOnTelling(Batch4 batch) => Engine.Reconfigurer.Run(batch);
}
