using System.Diagnostics.CodeAnalysis;
using Nestor.Engine.Allocation;
using Nestor.Engine.Classification;
using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.Hooking;
using Nestor.Engine.Pipeline;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.RelayInformation;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Leases;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>
/// The state one DHCPv4 server owns: leases, allocators, counters and the configuration in force. It belongs to one
/// thread, the loop's; everything that happens to it happens there, one thing after the other.
/// </summary>
public sealed class Engine4
{
    private readonly ulong _seed;
    private long _tickets;
    private Trace? _trace;

    /// <param name="seed">Of all randomness in the engine: the same seed and inputs give the same answers.</param>
    /// <param name="now">Unix seconds.</param>
    public Engine4(Dhcp4Settings settings, LeaseTable4 leases, EngineLoggers4 loggers, ulong seed, long now = 0)
    {
        _seed = seed;
        Now = now;
        Leases = leases;
        Loggers = loggers;
        Settings = settings;
        Reconfigurer = new Reconfigurer4(this);
        Response = new Response4(Reply);
        Reconfigure(settings);
    }

    /// <summary>See <see cref="Twin"/>.</summary>
    private Engine4(Engine4 of, EngineLoggers4 loggers)
    {
        _seed = of._seed;
        Leases = of.Leases;
        Loggers = loggers;
        Settings = of.Settings;
        Reconfigurer = new Reconfigurer4(this);
        Response = new Response4(Reply);
        Subnets = new SubnetIndex4(Settings);
        Pools = of.Pools;
        Shapes = of.Shapes;
        Classifier = NewClassifier();
        ConfiguredServerIdentifiers = of.ConfiguredServerIdentifiers;
        Statistics.Reconfigure(Settings);
        ClientPort = of.ClientPort;
        RelayPort = of.RelayPort;
        IsTestingToSource = of.IsTestingToSource;
        Keys = of.Keys is null ? null : NoKey;
    }

    /// <summary>A key that is no secret, for those who only look.</summary>
    internal static KeySource NoKey { get; } = key => key.Clear();

    public Dhcp4Settings Settings { get; private set; }

    public SubnetIndex4 Subnets { get; private set; }

    public PoolStates4 Pools { get; private set; }

    public LeaseTable4 Leases { get; private set; }

    /// <summary>What the options of a query must look like.</summary>
    public OptionShapes4 Shapes { get; private set; }

    /// <summary>Puts queries into client classes.</summary>
    public Classifier<ClientClass4> Classifier { get; private set; }

    /// <summary>The query that is being answered, as expressions see it.</summary>
    public QueryFields4 Fields { get; } = new();

    /// <summary>Where the options of the reply that is being made come from.</summary>
    public OptionScopes Scopes { get; } = new();

    public Statistics4 Statistics { get; } = new();

    public EngineLoggers4 Loggers { get; }

    public ReplyBuilder4 Reply { get; } = new();

    /// <summary>The same, as libraries see it.</summary>
    internal Response4 Response { get; }

    /// <summary>Tells clients to come back.</summary>
    public Reconfigurer4 Reconfigurer { get; }

    /// <summary>What leases remember of relays.</summary>
    public ExtendedInfo4 ExtendedInfo { get; } = new();

    /// <summary>Where nonces come from; without it clients are given none.</summary>
    public KeySource? Keys { get; init; }

    /// <summary>Every IPv4 address the server listens on.</summary>
    public HashSet<Ip4> LocalAddresses { get; set; } = [];

    /// <summary>What the server listens on, by name; of an interface with several addresses the first.</summary>
    public IReadOnlyDictionary<string, LocalInterface> Interfaces { get; set; } = new Dictionary<string, LocalInterface>();

    public HashSet<Ip4> ConfiguredServerIdentifiers { get; private set; } = [];

    /// <summary>Where libraries take part. A twin has none: what it tries is not their business.</summary>
    public HookPoints4 Hooks { get; set; } = new();

    /// <summary>Reservations beside those of the configuration, whichever that is; null for none.</summary>
    internal IHostSource4? HostsBeside { get; set; }

    /// <summary>Hears of every lease that there was none of before; null when nobody wants to.</summary>
    public Action<Ip4>? LeaseAdded { get; set; }

    /// <summary>Hears of every lease before it is stored or removed; null when nobody wants to.</summary>
    public LeaseWatcher<Lease4View>? LeaseChanging { get; set; }

    /// <summary>Unix seconds, the same for a whole batch.</summary>
    public long Now { get; set; }

    /// <summary>Where this batch's lease changes go.</summary>
    public LeaseChanges4 Changes { get; set; } = new();

    /// <summary>Port clients listen on; 68 unless a test says otherwise.</summary>
    public ushort ClientPort { get; init; } = SendTo.ClientPort;

    /// <summary>Port relays listen on.</summary>
    public ushort RelayPort { get; init; } = SendTo.ServerPort;

    /// <summary>For load tests: replies go to where the query came from.</summary>
    public bool IsTestingToSource { get; init; }

    /// <summary>Set while somebody wants to know how a query is decided.</summary>
    public Trace? Trace
    {
        get => _trace;
        set
        {
            _trace = value;
            Subnets.Trace = value;
            Classifier.Trace = value is null ? null : new ClassTrace(value);
        }
    }

    /// <summary>
    /// Another engine with this one's configuration, leases and pools, and all else of its own: it may try a query, when
    /// what that does to leases and pools is taken back. It is of no use any more when these are others.
    /// </summary>
    internal Engine4 Twin(EngineLoggers4 loggers) => new(this, loggers);

    /// <summary>What this engine would be after <see cref="Reconfigure"/>, with the same leases, but pools of its own.</summary>
    internal Engine4 Twin(Dhcp4Settings settings, EngineLoggers4 loggers) => new(settings, Leases, loggers, _seed, Now)
    {
        ClientPort = ClientPort,
        RelayPort = RelayPort,
        IsTestingToSource = IsTestingToSource,
        Keys = Keys is null ? null : NoKey,
    };

    /// <summary>
    /// Takes a new configuration into use: between two batches, all at once. Counters that follow from the leases are
    /// counted anew.
    /// </summary>
    [MemberNotNull(nameof(Subnets), nameof(Pools), nameof(Shapes), nameof(Classifier))]
    public void Reconfigure(Dhcp4Settings settings)
    {
        settings.Hosts.Beside = HostsBeside;
        var changes = OptionChanges4.Between(Settings, settings);
        Settings = settings;
        Subnets = new SubnetIndex4(settings);
        Pools = new PoolStates4(settings, _seed);
        Shapes = new OptionShapes4(settings);
        Classifier = NewClassifier();
        ConfiguredServerIdentifiers = Accept.ConfiguredIdentifiers(settings);
        Statistics.Reconfigure(settings);
        LeaseAccount.CountAll(this);
        Reconfigurer.Tell(changes);
    }

    /// <summary>Takes other leases in place of those there are; <see cref="Reconfigure"/> must follow.</summary>
    public void UseLeases(LeaseTable4 leases)
    {
        Leases = leases;
        Reconfigurer.Forget();
    }

    /// <summary>Logs and counts a query that is not answered.</summary>
    public Verdict Drop(Exchange4 exchange, LogId why, Counter4 reason)
    {
        Log.Drop(Loggers.BadPackets, exchange, why);
        Statistics.Drop(reason);
        return Verdict.Drop;
    }

    /// <summary>What a query is dropped with that would have to wait where no more can.</summary>
    internal LogId ParkingFull { get; private set; } = Log.DropParkingFull;

    /// <summary>Has a query wait for who parked it in a hook call, from the next stage on.</summary>
    /// <param name="full">What it is dropped with when no more can wait.</param>
    internal Verdict Park(Exchange4 exchange, HookCall call, LogId parked, LogId full)
    {
        HookLog.Wanted(Loggers.Hooks, parked, exchange);
        ParkingFull = full;
        exchange.Ticket = ++_tickets;
        exchange.Parked = call.TakeParked();
        return Verdict.Park;
    }

    private Classifier<ClientClass4> NewClassifier() =>
        new(Settings.Classes, new ClassLog(true, Loggers.Dhcpsrv, Loggers.Dhcp4));
}
