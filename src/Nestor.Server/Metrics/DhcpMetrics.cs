using Nestor.Engine.Statistics;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Metrics;

/// <summary>
/// All figures of a server for one scrape, read on any thread while the loop goes on counting: each of them is right, or
/// was a moment ago, and the loop does nothing for it.
/// </summary>
/// <param name="statistics">The loop's counters.</param>
/// <param name="meters">What is measured besides.</param>
/// <param name="settings">Those in force; asked once a scrape.</param>
/// <param name="labelsOf">The labels of a configuration's subnets.</param>
internal sealed class DhcpMetrics<TCounter, TSubnetCounter, TSettings>(
    FamilyTable<TCounter, TSubnetCounter> table, ServerStatistics<TCounter, TSubnetCounter> statistics, ServerMeters meters,
    Func<TSettings> settings, Func<TSettings, SubnetLabels> labelsOf)
    where TCounter : struct, Enum
    where TSubnetCounter : struct, Enum
    where TSettings : DhcpSettings
{
    private const string Total = "_total";

    private static readonly byte[] NoPool = [.. ","u8, .. OpenMetricsWriter.Label("pool", "")];

    private readonly byte[][] _drops = [.. table.Drops.Select(d => OpenMetricsWriter.Label("reason", d.Reason))];
    private readonly byte[][] _contexts = [.. table.Failures.Rows.Select(r => (byte[])[.. ","u8, .. OpenMetricsWriter.Label("context", r.Context)])];
    private (TSettings Settings, SubnetLabels Labels)? _labels;

    /// <summary>Writes them in steps of at most a subnet, so that what is written can be sent between.</summary>
    public IEnumerable<long> Write(OpenMetricsWriter writer)
    {
        foreach (var family in table.Packets)
        {
            Begin(writer, family.Name, MetricType.Counter, family.Help);
            foreach (var (counter, operation) in family.Rows)
            {
                writer.Sample(Total, OpenMetricsWriter.Label("operation", operation), [], statistics[counter]);
            }
        }

        // Another configuration may come meanwhile: subnets of both are told, others left out.
        var subnets = statistics.Subnets;
        var labels = Labels();
        foreach (long step in Failures(writer, subnets, labels).Concat(table.Subnets.SelectMany(f => Figures(writer, f, subnets, labels))))
        {
            yield return step;
        }

        if (table.Unfilled.Length > 0)
        {
            Begin(writer, table.Unfilled, MetricType.Counter, "Never counted by Kea");
        }

        Begin(writer, $"{table.Prefix}_drops_total", MetricType.Counter, "Queries that were dropped, by reason");
        for (int i = 0; i < _drops.Length; i++)
        {
            writer.Sample(Total, _drops[i], [], statistics[table.Drops[i].Counter]);
        }

        foreach (long step in OwnMetrics.Write(writer, table.Prefix, meters, settings()))
        {
            yield return step;
        }

        writer.End();
        yield return writer.Written;
    }

    private SubnetLabels Labels()
    {
        // Two scrapes at once may both make them: the same ones.
        var now = settings();
        if (_labels is not { } kept || !ReferenceEquals(kept.Settings, now))
        {
            _labels = kept = (now, labelsOf(now));
        }

        return kept.Labels;
    }

    private IEnumerable<long> Failures(
        OpenMetricsWriter writer, IReadOnlyList<SubnetStatistics<TSubnetCounter>> subnets, SubnetLabels labels)
    {
        Begin(writer, table.Failures.Name, MetricType.Counter, table.Failures.Help);
        foreach (var subnet in subnets)
        {
            if (labels.Find(subnet.SubnetId) is { } row)
            {
                for (int i = 0; i < _contexts.Length; i++)
                {
                    writer.Sample(Total, row.Subnet, _contexts[i], subnet[table.Failures.Rows[i].Counter]);
                }

                yield return writer.Written;
            }
        }
    }

    private static IEnumerable<long> Figures(
        OpenMetricsWriter writer, SubnetFamily<TSubnetCounter> family, IReadOnlyList<SubnetStatistics<TSubnetCounter>> subnets, SubnetLabels labels)
    {
        Begin(writer, family.Name, family.Type, family.Help);
        string suffix = family.Type == MetricType.Counter ? Total : "";
        foreach (var subnet in subnets)
        {
            if (labels.Find(subnet.SubnetId) is not { } row)
            {
                continue;
            }

            var pools = subnet.Kinds[family.Kind];
            byte[] none = family.HasLabel ? NoPool : [];
            if (family.Counter is { } counter)
            {
                writer.Sample(suffix, row.Subnet, none, subnet[counter]);
            }
            else
            {
                writer.Sample(suffix, row.Subnet, none, Sum(pools));
            }

            if (family.HasPools)
            {
                Pools(writer, family, suffix, row, pools);
            }

            yield return writer.Written;
        }
    }

    private static void Pools(
        OpenMetricsWriter writer, SubnetFamily<TSubnetCounter> family, string suffix, SubnetLabels.Row row, SubnetStatistics<TSubnetCounter>.PoolCounts pools)
    {
        for (int i = 0; i < pools.InOrder.Count; i++)
        {
            var (id, total) = pools.InOrder[i];
            if (!row.Pools[family.Kind].TryGetValue(id, out byte[]? label))
            {
                continue;
            }

            if (family.Counter is { } counter)
            {
                writer.Sample(suffix, row.Subnet, label, pools[id, counter]);
            }
            else
            {
                writer.Sample(suffix, row.Subnet, label, total);
            }
        }
    }

    private static UInt128 Sum(SubnetStatistics<TSubnetCounter>.PoolCounts pools)
    {
        UInt128 sum = 0;
        for (int i = 0; i < pools.InOrder.Count; i++)
        {
            sum += pools.InOrder[i].Total;
        }

        return sum;
    }

    /// <summary>A counter's family has its samples' name without the end.</summary>
    private static void Begin(OpenMetricsWriter writer, string name, MetricType type, string help) =>
        writer.Family(type == MetricType.Counter ? name[..^Total.Length] : name, type, help);
}
