using System.Globalization;
using System.Text.RegularExpressions;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Engine.Statistics;

/// <summary>
/// What Kea's commands can do to a counter, kept beside the counters, which the loop goes on counting with: from where it
/// is counted, whether it is gone until it changes, and its samples. A sample is taken when somebody looks and finds the
/// counter changed. A counter that is zero and that nobody touched has no record. Commands use it one after the other, outside
/// of the loop, each with a view of the counters that was taken in it.
/// </summary>
/// <param name="clock">Also for the zone that times are told in: Kea's are local.</param>
public sealed partial class StatisticRecords(IStatisticSource source, TimeProvider clock)
{
    /// <summary>Samples are kept in memory, so there is a limit to how many of one counter may be asked for.</summary>
    public const int MostSamples = 10_000;

    private readonly Dictionary<string, Record> _records = [];

    /// <summary>How every counter is shown that is zero since the start: one for all of them, for there may be many.</summary>
    private readonly Element _zero = Element.List([Sample(0, clock.GetLocalNow())]);
    private readonly IStatisticSource _source = source;
    private IStatisticSource _view = source;
    private int _generation = source.Generation;
    private Limit _limit = Limit.Of(source.Samples);

    /// <summary>How many samples are kept, or for how long: one of the two is set.</summary>
    public readonly record struct Limit(int? Samples, TimeSpan? Age)
    {
        /// <summary>As the configuration has it: the count, unless that is 0.</summary>
        public static Limit Of(SampleSettings settings) => settings.Count > 0
            ? new((int)Math.Min(settings.Count, MostSamples), null)
            : new(null, TimeSpan.FromSeconds(settings.Age));
    }

    /// <summary>On the loop's thread: what a command sees of the counters.</summary>
    public IStatisticSource View() => _source.View();

    /// <summary>From here on this is what the counters are.</summary>
    public void Use(IStatisticSource view) => _view = view;

    /// <summary>All counters in one go, or those of no subnet.</summary>
    public IEnumerable<(string Name, Int128 Value)> Values(bool isGlobal) => isGlobal ? _view.Global() : _view.All();

    /// <summary>The count behind a name; null when there is none, or it was removed and has not changed.</summary>
    public Int128? Find(string name)
    {
        Renew();
        uint id = 0;
        bool isOfSubnet = SubnetName().Match(name) is { Success: true } match
            && uint.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out id);
        foreach (var (other, value) in isOfSubnet ? _view.OfSubnet(id) : _view.Global())
        {
            if (other == name)
            {
                return IsRemoved(name, value) ? null : value;
            }
        }

        return null;
    }

    /// <summary>A counter as commands show it: samples with their times, the newest first; null when it was removed.</summary>
    public Element? Show(string name, Int128 value)
    {
        Renew();
        if (IsRemoved(name, value))
        {
            return null;
        }

        if (!_records.TryGetValue(name, out var record))
        {
            if (value == 0)
            {
                return _zero;
            }

            _records[name] = record = new Record();
        }

        Look(record, value);
        return record.Shown ??= Element.List(record.Samples.AsEnumerable().Reverse().Select(s => Sample(s.Value, s.At)));
    }

    /// <summary>From now on it counts from zero.</summary>
    public void Reset(string name, Int128 value)
    {
        if (IsRemoved(name, value))
        {
            return;
        }

        var record = RecordOf(name);

        // A mean is not counted on from where it was.
        record.Base = Mean().IsMatch(name) ? 0 : value;
        record.Seen = value;
        record.Samples.Clear();
        record.Samples.Add((0, clock.GetLocalNow()));
        record.Shown = null;
    }

    /// <summary>It is gone until it changes.</summary>
    public void Remove(string name, Int128 value)
    {
        var record = RecordOf(name);
        record.Base = Mean().IsMatch(name) ? 0 : value;
        record.Seen = value;
        record.IsRemoved = true;
        record.Samples.Clear();
    }

    public void SetLimit(string name, Limit limit) => RecordOf(name).Own = limit;

    /// <summary>For all counters, also those that had a limit of their own.</summary>
    public void SetLimit(Limit limit)
    {
        _limit = limit;
        foreach (var record in _records.Values)
        {
            record.Own = null;
        }
    }

    private Record RecordOf(string name)
    {
        if (!_records.TryGetValue(name, out var record))
        {
            _records[name] = record = new Record();
        }

        return record;
    }

    private bool IsRemoved(string name, Int128 value)
    {
        if (!_records.TryGetValue(name, out var record) || !record.IsRemoved)
        {
            return false;
        }

        record.IsRemoved = record.Seen == value;
        return record.IsRemoved;
    }

    private void Look(Record record, Int128 value)
    {
        var now = clock.GetLocalNow();
        if (record.Samples.Count == 0 || record.Seen != value)
        {
            // A count of leases that was set to zero may fall behind that.
            record.Samples.Add((Int128.Max(value - record.Base, 0), now));
            record.Seen = value;
            record.Shown = null;
        }

        var limit = record.Own ?? _limit;
        int over = limit.Samples is { } most
            ? record.Samples.Count - most
            : record.Samples.FindIndex(s => now - s.At <= limit.Age) is >= 0 and int at ? at : record.Samples.Count;
        if (over > 0 && record.Samples.Count > 1)
        {
            record.Samples.RemoveRange(0, Math.Min(over, record.Samples.Count - 1));
            record.Shown = null;
        }
    }

    /// <summary>After a new configuration what follows from the leases was counted anew, and some subnets are gone.</summary>
    private void Renew()
    {
        if (_generation == _view.Generation)
        {
            return;
        }

        _generation = _view.Generation;
        SetLimit(Limit.Of(_view.Samples));
        foreach (var (name, record) in _records)
        {
            if (Recounted().IsMatch(name) && (record.Base != 0 || record.IsRemoved))
            {
                record.Base = 0;
                record.IsRemoved = false;
                record.Samples.Clear();
            }
        }

        var subnets = new Dictionary<string, bool>();
        foreach (string name in _records.Keys.ToList())
        {
            if (SubnetName().Match(name) is { Success: true } match)
            {
                string id = match.Groups[1].Value;
                if (!subnets.TryGetValue(id, out bool isThere))
                {
                    subnets[id] = isThere = _view.OfSubnet(uint.Parse(id, CultureInfo.InvariantCulture)).Any();
                }

                if (!isThere)
                {
                    _records.Remove(name);
                }
            }
        }
    }

    private static Element Sample(Int128 value, DateTimeOffset at) => Element.List(
        [Element.OfLarge(value), Element.Of(at.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))]);

    [GeneratedRegex(@"^subnet\[(\d{1,10})\]\.")]
    private static partial Regex SubnetName();

    [GeneratedRegex(@"(^|[.])(assigned-|declined-addresses$|registered-nas$|total-|quarantined-)")]
    private static partial Regex Recounted();

    [GeneratedRegex(@"(^|[.])perfmon[.].*[.]mean-usecs$")]
    private static partial Regex Mean();

    private sealed class Record
    {
        public Int128 Base;
        public Int128 Seen;
        public bool IsRemoved;
        public Limit? Own;

        /// <summary>As commands show it; null when the samples have changed.</summary>
        public Element? Shown;

        /// <summary>The oldest first.</summary>
        public readonly List<(Int128 Value, DateTimeOffset At)> Samples = [];
    }
}
