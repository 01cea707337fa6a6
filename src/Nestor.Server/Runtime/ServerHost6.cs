using System.Security.Cryptography;
using Nestor.Config.Loading;
using Nestor.Engine.Explaining;
using Nestor.Engine.Hooking;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.Selection;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
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

/// <summary>The DHCPv6 server as a process.</summary>
public sealed class ServerHost6 : ServerHost<Dhcp6Settings, Batch6, Arrival6, Departure6, LeaseChanges6>
{
    private readonly SocketSet6 _sockets;
    private readonly EngineLoop6 _loop;
    private readonly HookLeases6 _leases;
    private readonly Hosts6 _hosts;
    private readonly HookExpressions _expressions;
    private readonly Reclaimer6 _reclaimer;

    private ServerHost6(
        ServerOptions options, Dhcp6Settings settings, LoggerSet loggers, TimeProvider clock, SocketSet6 sockets, Engine6 engine)
        : base(HostLogIds.V6, "dhcp6", options, settings, loggers, clock, sockets)
    {
        _sockets = sockets;
        _loop = new EngineLoop6(engine) { Wake = sockets.Wake };
        _leases = new HookLeases6(engine);
        _hosts = new Hosts6(new HookHosts6(engine));
        _expressions = new HookExpressions(engine);
        _reclaimer = new Reclaimer6(engine);
    }

    public Engine6 Engine => _loop.Engine;

    public override int LeaseCount => Engine.Leases.Count;

    protected override string Family => "DHCPv6";

    protected override bool IsServing
    {
        set => _loop.IsServing = value;
    }

    private protected override Reclaimer Reclaimer => _reclaimer;

    /// <summary>Loads the leases and makes the server; null with the reason when it cannot be.</summary>
    public static ServerHost6? TryCreate(
        ServerOptions options, Dhcp6Settings settings, LoggerSet loggers, TimeProvider clock, out string error)
    {
        ulong seed = NewSeed();
        if (!ServerDuid.TryGet(settings.ServerId, clock, loggers.Find("dhcp6"), out byte[] duid, out error))
        {
            return null;
        }

        var leases = new LeaseTable6(seed, clock.GetUtcNow().ToUnixTimeSeconds());
        if (!LeaseOpening.TryOpen(options, settings, loggers, leases, LeaseStorage6.TryOpen, log => LeaseSanity6.Check(leases, settings, log), out var storage, out error))
        {
            return null;
        }

        var engine = new Engine6(settings, leases, new EngineLoggers6(loggers.Find), seed)
        {
            ClientPort = options.ClientPort,
            Keys = RandomNumberGenerator.Fill,
            IsTestingToSource = Paths.Variable("KEA_TEST_SEND_RESPONSES_TO_SOURCE") is not null,
            ServerDuid = duid,
        };
        engine.Reconfigurer.Replay.Clock = clock;
        var sockets = new SocketSet6(options.ServerPort, loggers.Find("dhcpsrv"));
        var host = new ServerHost6(options, settings, loggers, clock, sockets, engine);
        host.Use(storage, settings);
        return host;
    }

    private protected override Committer<Batch6, LeaseChanges6> NewCommitter(
        ILeaseStorage? storage, bool isThreaded, Action<bool> healthChanged) =>
        new Committer6(_sockets, ((LeaseStorage6?)storage)?.Journal, isThreaded, isThreaded ? BatchesBesideTheDisk : Batches, Clock)
        {
            Log = Loggers.Find("dhcpsrv"),
            HealthChanged = healthChanged,
            Times = Meters.Commits,
        };

    protected override void Meter() => _loop.Times = Meters.TimeStages(Settings, [.. Pipeline6.Names, "encode"], Clock);

    private protected override MetricSource Metrics => new DhcpMetrics<Counter6, SubnetCounter6, Dhcp6Settings>(
        Families6.Table, Engine.Statistics, Meters, () => SettingsNow, SubnetLabels.Of).Write;

    private protected override OtlpInstruments Instruments(Dhcp6Settings settings, HistogramMarks marks) =>
        new DhcpInstruments<Counter6, SubnetCounter6>(Families6.Table, Engine.Statistics, Meters, settings, marks, SubnetNames.Of(settings));

    protected override void RunLoop(Batch6 batch, long now) => _loop.Run(batch, now);

    protected override void Overflow(in Arrival6 arrival) => _loop.Overflow(in arrival);

    private protected override LoadResult<Dhcp6Settings> Load(byte[] text, string file) =>
        ConfigLoader.Load6(text, file, JsonReader.OpenFile, Rules);

    private protected override LoadResult<Dhcp6Settings> Load(Element root, LoadRules rules) => ConfigLoader.Load6(root, rules);

    private Dhcp6Settings? TryRead(Element root, out string error)
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

    protected override void Reconfigure(Dhcp6Settings settings) => Engine.Reconfigure(settings);

    private protected override void UseHooks(HookPoints points) => _loop.UseHooks((HookPoints6)points);

    private protected override long Now => Engine.Now;

    private protected override IHosts Hosts => _hosts;

    private protected override ILeases6? Leases6 => _leases;

    private protected override ReadOnlyMemory<byte> OwnDuid => Engine.ServerDuid;

    private protected override IExpressions Expressions => _expressions;

    private protected override ILibraryStatistics LibraryStatistics => Engine.Statistics;

    private protected override ILeaseFile LeaseFile(ILeaseStorage storage, Action drain) =>
        new LeaseFile<Lease6View, Lease6Fields, Ip6, Csv6>(storage, drain);

    protected override void SocketsOpened()
    {
        Engine.Server4Socket = _sockets.Socket4o6;
        Engine.WaysOut = _sockets.WaysOut;
        Engine.Reconfigurer.Links = [.. _sockets.Links];
    }

    private protected override void TellAccepted(Logger log, Dhcp6Settings settings) => HostLog.Accepted(log, settings);

    private protected override bool TryOpenLeases(Dhcp6Settings settings, out ILeaseStorage? storage, out string error)
    {
        var leases = new LeaseTable6(NewSeed(), Clock.GetUtcNow().ToUnixTimeSeconds());
        bool isOpen = LeaseOpening.TryOpen(
            Options, settings, Loggers, leases, LeaseStorage6.TryOpen, log => LeaseSanity6.Check(leases, settings, log), out storage, out error);
        if (isOpen)
        {
            Engine.UseLeases(leases);
        }

        return isOpen;
    }

    protected override Element Report() => Engine.Statistics.Report();

    protected override void StartTelling() => Engine.Reconfigurer.Start(new ReconfigureJob());

    protected override void GoOnTelling(Batch6 batch) => Engine.Reconfigurer.Run(batch);
}
