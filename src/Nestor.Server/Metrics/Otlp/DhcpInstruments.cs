using System.Diagnostics.Metrics;
using Nestor.Engine.Statistics;
using Nestor.Model.Settings;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>The same with the counters of one family: packets, drops, and what there is of each subnet and pool.</summary>
/// <param name="statistics">The loop's counters.</param>
/// <param name="names">What the subnets of <paramref name="settings"/> are called.</param>
internal sealed class DhcpInstruments<TCounter, TSubnetCounter> : OtlpInstruments
    where TCounter : struct, Enum
    where TSubnetCounter : struct, Enum
{
    private readonly ServerStatistics<TCounter, TSubnetCounter> _statistics;
    private readonly Dictionary<uint, Row> _rows;

    public DhcpInstruments(
        FamilyTable<TCounter, TSubnetCounter> table, ServerStatistics<TCounter, TSubnetCounter> statistics, ServerMeters meters,
        DhcpSettings settings, HistogramMarks marks, SubnetNames names)
        : base(table.Prefix, meters, settings, marks)
    {
        _statistics = statistics;
        _rows = names.Rows.ToDictionary(r => r.Id, r => new Row(r));
        int subnets = names.Rows.Count;
        foreach (var family in table.Packets)
        {
            AddCounters(family.Name, family.Help, [.. family.Rows.Select(r => (r.Counter, Tag("operation", r.Operation)))]);
        }

        AddCounters($"{table.Prefix}_drops_total", "Queries that were dropped, by reason", [.. table.Drops.Select(d => (d.Counter, Tag("reason", d.Reason)))]);
        Limit(Meter.CreateObservableCounter(table.Failures.Name, () => Failures(table.Failures), null, table.Failures.Help), subnets * table.Failures.Rows.Length);
        foreach (var family in table.Subnets)
        {
            int samples = subnets + (family.HasPools ? names.Rows.Sum(r => r.Pools[family.Kind].Count) : 0);
            Limit(New(family), samples);
        }
    }

    private Instrument New(SubnetFamily<TSubnetCounter> family)
    {
        if (family.Counter is not { } counter)
        {
            // More than there are numbers of 64 bits, perhaps.
            return Meter.CreateObservableGauge(family.Name, () => Totals(family), null, family.Help);
        }

        return family.Type == MetricType.Counter
            ? Meter.CreateObservableCounter(family.Name, () => Counts(family, counter), null, family.Help)
            : Meter.CreateObservableGauge(family.Name, () => Counts(family, counter), null, family.Help);
    }

    private void AddCounters(string name, string help, (TCounter Counter, KeyValuePair<string, object?> Tag)[] rows) =>
        Limit(Meter.CreateObservableCounter(name, () => rows.Select(r => new Measurement<long>(_statistics[r.Counter], r.Tag)), null, help), rows.Length);

    private IEnumerable<Measurement<long>> Failures(FailureFamily<TSubnetCounter> family)
    {
        var tags = family.Rows.Select(r => Tag("context", r.Context)).ToArray();
        foreach (var subnet in _statistics.Subnets)
        {
            if (_rows.TryGetValue(subnet.SubnetId, out var row))
            {
                for (int i = 0; i < tags.Length; i++)
                {
                    yield return new Measurement<long>(subnet[family.Rows[i].Counter], [tags[i], .. row.Subnet]);
                }
            }
        }
    }

    private IEnumerable<Measurement<long>> Counts(SubnetFamily<TSubnetCounter> family, TSubnetCounter counter)
    {
        foreach (var subnet in _statistics.Subnets)
        {
            if (!_rows.TryGetValue(subnet.SubnetId, out var row))
            {
                continue;
            }

            yield return new Measurement<long>(subnet[counter], family.HasLabel ? row.Whole : row.Subnet);
            var pools = subnet.Kinds[family.Kind];
            for (int i = 0; family.HasPools && i < pools.InOrder.Count; i++)
            {
                uint id = pools.InOrder[i].Id;
                if (row.Pools[family.Kind].TryGetValue(id, out var tags))
                {
                    yield return new Measurement<long>(pools[id, counter], tags);
                }
            }
        }
    }

    private IEnumerable<Measurement<double>> Totals(SubnetFamily<TSubnetCounter> family)
    {
        foreach (var subnet in _statistics.Subnets)
        {
            if (!_rows.TryGetValue(subnet.SubnetId, out var row))
            {
                continue;
            }

            var pools = subnet.Kinds[family.Kind];
            yield return new Measurement<double>(pools.InOrder.Sum(p => (double)p.Total), family.HasLabel ? row.Whole : row.Subnet);
            for (int i = 0; family.HasPools && i < pools.InOrder.Count; i++)
            {
                if (row.Pools[family.Kind].TryGetValue(pools.InOrder[i].Id, out var tags))
                {
                    yield return new Measurement<double>((double)pools.InOrder[i].Total, tags);
                }
            }
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <summary>The tags of a subnet and its pools, by name: OpenTelemetry sorts what is not.</summary>
    private sealed class Row(SubnetNames.Row names)
    {
        public KeyValuePair<string, object?>[] Subnet { get; } = Tags(names);

        /// <summary>Of the subnet, where its pools are told too.</summary>
        public KeyValuePair<string, object?>[] Whole { get; } = [Tag("pool", ""), .. Tags(names)];

        public Dictionary<uint, KeyValuePair<string, object?>[]>[] Pools { get; } = [.. names.Pools.Select(kind => kind.ToDictionary(
            p => p.Key, p => (KeyValuePair<string, object?>[])[Tag("pool", p.Value), .. Tags(names)]))];

        private static KeyValuePair<string, object?>[] Tags(SubnetNames.Row names) => [Tag("subnet", names.Subnet), Tag("subnet_id", names.Id.ToString())];
    }
}
