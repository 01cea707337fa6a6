using Nestor.Hooks.Services;
using Nestor.Model.Logging;

namespace StandardLibraries.Perfmon;

/// <summary>Gathers durations by their keys. Belongs to the loop's thread.</summary>
internal sealed class Monitor(Parameters parameters, bool isV4, Logger log)
{
    private readonly Dictionary<DurationKey, Duration> _durations = [];
    private readonly Dictionary<DurationKey, Alarm> _alarms = AlarmsOf(parameters);
    private IHookServer? _server;
    private long _width;
    private long _repeat;

    /// <summary>Durations are gathered.</summary>
    public bool IsOn { get; set; } = parameters.IsMonitoring;

    /// <summary>Their means get among the statistics.</summary>
    public bool IsReporting { get; set; } = parameters.IsReporting;

    public void Start(IHookServer server)
    {
        _server = server;
        _width = Ticks(parameters.Width);
        _repeat = Ticks(parameters.AlarmRepeat);
    }

    /// <summary>A query has been answered; moments are timestamps of the clock.</summary>
    /// <param name="subnetId">0 for a query of no subnet.</param>
    public void Add(byte query, byte response, uint subnetId, long readAt, long startedAt, long completedAt)
    {
        Add(new(query, response, EventPair.ReadToStarted, subnetId), readAt, startedAt, completedAt);
        Add(new(query, response, EventPair.StartedToCompleted, subnetId), startedAt, completedAt, completedAt);
        Add(new(query, response, EventPair.Total, subnetId), readAt, completedAt, completedAt);
    }

    /// <summary>All durations there are, by ascending key.</summary>
    public List<(DurationKey Key, Interval Last)> All()
    {
        var all = _durations.Values.Select(d => (d.Key, d.Last)).ToList();
        all.Sort((a, b) => Order(a.Key).CompareTo(Order(b.Key)));
        return all;

        static (byte Query, byte Response, EventPair Events, uint SubnetId) Order(DurationKey key) => (key.Query, key.Response, key.Events, key.SubnetId);
    }

    /// <summary>Takes its figures out of the statistics.</summary>
    public void End()
    {
        foreach (var duration in _durations.Values)
        {
            _server?.Statistics.Remove(duration.Statistic);
        }
    }

    private static Dictionary<DurationKey, Alarm> AlarmsOf(Parameters parameters)
    {
        var alarms = new Dictionary<DurationKey, Alarm>();
        foreach (var alarm in parameters.Alarms)
        {
            // Of two for one duration the configuration is refused.
            alarms[alarm.Key] = alarm;
        }

        return alarms;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _server!.Clock.TimestampFrequency);

    /// <summary>For the subnet and for all of them together.</summary>
    private void Add(DurationKey key, long from, long to, long now)
    {
        long micros = (long)_server!.Clock.GetElapsedTime(from, to).TotalMicroseconds;
        One(key with { SubnetId = 0 }, micros, now);
        if (key.SubnetId != 0)
        {
            One(key, micros, now);
        }
    }

    private void One(DurationKey key, long micros, long now)
    {
        if (!_durations.TryGetValue(key, out var duration))
        {
            _durations[key] = duration = new Duration(key, DurationNames.StatisticOf(key, isV4));
        }

        if (!duration.Add(micros, now, _width, _server!.Clock))
        {
            return;
        }

        long mean = duration.Last.Mean;
        if (IsReporting)
        {
            _server.Statistics.Set(duration.Statistic, mean);
        }

        _alarms.GetValueOrDefault(key)?.Hear(mean, _repeat, _server.Clock, log);
    }
}
