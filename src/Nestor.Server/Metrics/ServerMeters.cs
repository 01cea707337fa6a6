using Nestor.Engine.Statistics;
using Nestor.Hooks.Libraries;
using Nestor.Model.Settings;

namespace Nestor.Server.Metrics;

/// <summary>What is measured of a server's work beside Kea's counters. Written by loop and committing thread, one of which at a time writes each.</summary>
public sealed class ServerMeters
{
    private long _otlpSent;
    private long _otlpFailed;

    /// <summary>Queries of each turn of the loop that had any.</summary>
    public Histogram Batches { get; } = new(1, 2, 4, 8, 16, 32, 64, 128, 256);

    /// <summary>Nanoseconds of each commit of leases.</summary>
    public Histogram Commits { get; } = Histogram.OfTimes();

    /// <summary>Null while nobody looks at them.</summary>
    public StageTimes? Stages { get; internal set; }

    /// <summary>What each hook library has cost.</summary>
    public IReadOnlyList<LibraryGuard> Libraries { get; internal set; } = [];
    /// <summary>All there are.</summary>
    internal IEnumerable<Histogram> Histograms =>
        Stages is { } stages ? [Batches, Commits, .. Enumerable.Range(0, stages.Names.Count).Select(i => stages[i])] : [Batches, Commits];

    /// <summary>Times metrics were sent by OTLP, and times they could not be.</summary>
    public long OtlpSent => Volatile.Read(ref _otlpSent);

    public long OtlpFailed => Volatile.Read(ref _otlpFailed);

    /// <summary>A sending by OTLP.</summary>
    internal void CountOtlp(bool isTaken) => Interlocked.Increment(ref isTaken ? ref _otlpSent : ref _otlpFailed);

    /// <summary>A turn of the loop.</summary>
    public void Count(int queries)
    {
        if (queries > 0)
        {
            Batches.Record(queries);
        }
    }

    /// <summary>What times the stages under a configuration, the same as before where it is wanted on; null where nobody is told.</summary>
    /// <param name="names">The stages.</param>
    public StageTimes? TimeStages(DhcpSettings settings, string[] names, TimeProvider clock) =>
        Stages = settings.Otlp is not null || settings.ControlSockets.Http.Any(s => s.Offers.HasFlag(HttpOffers.Metrics)) ? Stages ?? new StageTimes(names, clock) : null;
}
