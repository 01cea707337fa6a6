using Nestor.Engine.Statistics;

namespace Nestor.Server.Metrics;

/// <summary>What is measured of a server's work beside Kea's counters. Written by loop and committing thread, one of which at a time writes each.</summary>
public sealed class ServerMeters
{
    /// <summary>Queries of each turn of the loop that had any.</summary>
    public Histogram Batches { get; } = new(1, 2, 4, 8, 16, 32, 64, 128, 256);

    /// <summary>Nanoseconds of each commit of leases.</summary>
    public Histogram Commits { get; } = Histogram.OfTimes();

    /// <summary>Null while nobody looks at them.</summary>
    public StageTimes? Stages { get; set; }
}
