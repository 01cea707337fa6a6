using Nestor.Hooks.Libraries;
using Nestor.Model.Classes;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace StandardLibraries.Limits;

/// <summary>All limits of a configuration, by the numbers of classes and the ids of subnets.</summary>
internal sealed class LimitTable
{
    private readonly Limit?[] _classes;
    private readonly RateWindow?[] _classWindows;
    private readonly Dictionary<uint, Limit> _subnets = [];
    private readonly Dictionary<uint, RateWindow> _subnetWindows = [];

    private LimitTable(ClassNames names)
    {
        Names = names;
        _classes = new Limit?[names.Count];
        _classWindows = new RateWindow?[names.Count];
    }

    public ClassNames Names { get; }

    public bool HasClassRates { get; private set; }

    public bool HasSubnetRates => _subnets.Values.Any(l => l.Rate is not null);

    /// <summary>Leases of some class are to be counted.</summary>
    public bool CountsClasses => Array.Exists(_classes, l => l is { Addresses: not null } or { Prefixes: not null });

    public int ClassCount => _classes.Length;

    public Limit? OfClass(int id) => (uint)id < (uint)_classes.Length ? _classes[id] : null;

    public Limit? OfSubnet(uint id) => _subnets.GetValueOrDefault(id);

    public RateWindow? WindowOfClass(int id) => (uint)id < (uint)_classWindows.Length ? _classWindows[id] : null;

    public RateWindow? WindowOfSubnet(uint id) => _subnetWindows.GetValueOrDefault(id);

    public static LimitTable Read(LibrarySetup setup)
    {
        var table = new LimitTable(setup.Settings.ClassNames);
        IEnumerable<ClientClass> classes = setup.Settings is Dhcp4Settings four ? four.Classes.All : ((Dhcp6Settings)setup.Settings).Classes.All;
        foreach (var definition in classes)
        {
            if (Limit.Read(setup, definition.UserContext, $"client class {definition.Name}") is { } limit)
            {
                table._classes[definition.Id] = limit;
                table.HasClassRates |= limit.Rate is not null;
                if (definition.IsAdditional)
                {
                    setup.Warn(definition.UserContext!["limits"]!.Place, $"found limits of class \"{definition.Name}\", which is looked at when the lease is there already: they count for nobody");
                }
            }
        }

        IEnumerable<(uint Id, Nestor.Json.Element? Context)> subnets = setup.Settings is Dhcp4Settings settings
            ? settings.Subnets.Select(s => (s.Id, s.UserContext))
            : ((Dhcp6Settings)setup.Settings).Subnets.Select(s => (s.Id, s.UserContext));
        foreach (var (id, context) in subnets)
        {
            if (Limit.Read(setup, context, $"subnet with ID {id}") is { } limit)
            {
                table._subnets[id] = limit;
            }
        }

        return table;
    }

    /// <summary>From now on rates are counted, by this clock.</summary>
    public void Start(TimeProvider clock)
    {
        for (int i = 0; i < _classes.Length; i++)
        {
            _classWindows[i] = _classes[i]?.Rate is { } rate ? Window(rate, clock) : null;
        }

        foreach (var (id, limit) in _subnets)
        {
            if (limit.Rate is { } rate)
            {
                _subnetWindows[id] = Window(rate, clock);
            }
        }
    }

    /// <summary>A line for each.</summary>
    public void Tell(Logger log)
    {
        foreach (var (limit, isClass) in _classes.OfType<Limit>().Select(l => (l, true)).Concat(_subnets.Values.Select(l => (l, false))))
        {
            if (limit.Addresses is { } addresses)
            {
                log.Write(isClass ? LimitsLog.ClassAddresses : LimitsLog.SubnetAddresses, $"{limit.Name} may have {addresses} leases of addresses");
            }

            if (limit.Prefixes is { } prefixes)
            {
                log.Write(isClass ? LimitsLog.ClassPrefixes : LimitsLog.SubnetPrefixes, $"{limit.Name} may have {prefixes} leases of prefixes");
            }

            if (limit.Rate is { } rate)
            {
                log.Write(isClass ? LimitsLog.ClassRate : LimitsLog.SubnetRate, $"{limit.Name} is answered {rate.Text}");
            }
        }
    }

    private static RateWindow Window(RateLimit rate, TimeProvider clock) =>
        new(rate.Count, (long)(rate.Span.TotalSeconds * clock.TimestampFrequency));
}
