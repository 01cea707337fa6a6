using System.Diagnostics.Metrics;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using OpenTelemetry.Metrics;
using OwnHistogram = Nestor.Engine.Statistics.Histogram;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>
/// The instruments of a server under one configuration, by the names <c>/metrics</c> has. They read the loop's counters when they
/// are asked to, on the thread that sends; nothing is recorded where it happens.
/// </summary>
internal class OtlpInstruments : IDisposable
{
    private const double PerSecond = 1e9;

    private readonly Dictionary<string, MetricStreamConfiguration> _streams = [];
    private readonly List<HistogramFeed> _feeds = [];
    private readonly HistogramMarks _marks;

    /// <param name="prefix">nestor_dhcp4 or nestor_dhcp6.</param>
    /// <param name="marks">What was told before, under another configuration.</param>
    public OtlpInstruments(string prefix, ServerMeters meters, DhcpSettings settings, HistogramMarks marks)
    {
        _marks = marks;
        AddHistogram($"{prefix}_batch_queries", "", "Queries that one turn of the loop answered together", 1, (meters.Batches, []));
        AddHistogram($"{prefix}_commit_seconds", "s", "Time to make the lease changes of a turn durable", PerSecond, (meters.Commits, []));
        if (meters.Stages is { } stages)
        {
            AddHistogram($"{prefix}_stage_seconds", "s", "Time of some of the queries in each stage of their way", PerSecond,
                [.. stages.Names.Select((name, i) => (stages[i], (KeyValuePair<string, object?>[])[new("stage", name)]))]);
        }

        Limit(Meter.CreateObservableGauge($"{prefix}_quarantined_entries", () => settings.Quarantined.Count, null,
            "Entries of the configuration that are left out, for something is wrong with them"), 1);
        Limit(Meter.CreateObservableCounter($"{prefix}_otlp_exports_total", () => new Measurement<long>[]
        {
            new(meters.OtlpSent, new KeyValuePair<string, object?>("result", "ok")),
            new(meters.OtlpFailed, new KeyValuePair<string, object?>("result", "failed")),
        }, null, "Times metrics were sent by OTLP"), 2);
        Limit(Meter.CreateObservableGauge($"{prefix}_build_info", () => new Measurement<long>(1, new KeyValuePair<string, object?>("version", ProductVersion.Text)), null, "The program"), 1);
    }

    /// <summary>Of this configuration alone; others have another of the same name.</summary>
    public Meter Meter { get; } = new("nestor", ProductVersion.Text);

    /// <summary>How an instrument is kept; null for one of another configuration, or another server in the process.</summary>
    public MetricStreamConfiguration StreamOf(Instrument instrument) =>
        ReferenceEquals(instrument.Meter, Meter) && _streams.TryGetValue(instrument.Name, out var stream) ? stream : MetricStreamConfiguration.Drop;

    /// <summary>What the histograms counted since the last time; to be called before what there is is collected.</summary>
    public void Feed() => _feeds.ForEach(f => f.Feed());

    public void Dispose()
    {
        Meter.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Room for so many samples is kept for the instrument; there are never more.</summary>
    protected void Limit(Instrument instrument, int samples) =>
        _streams[instrument.Name] = new MetricStreamConfiguration { CardinalityLimit = Math.Max(samples, 1) };

    private void AddHistogram(
        string name, string unit, string help, double divisor, params (OwnHistogram Source, KeyValuePair<string, object?>[] Tags)[] rows)
    {
        var target = Meter.CreateHistogram<double>(name, unit.Length > 0 ? unit : null, help);
        double[] bounds = [.. rows[0].Source.Bounds.ToArray().Select(b => b / divisor)];
        _streams[name] = new ExplicitBucketHistogramConfiguration { Boundaries = bounds, RecordMinMax = false, CardinalityLimit = rows.Length };
        _feeds.AddRange(rows.Select(r => new HistogramFeed(r.Source, _marks[r.Source], divisor, value => target.Record(value, r.Tags))));
    }
}
