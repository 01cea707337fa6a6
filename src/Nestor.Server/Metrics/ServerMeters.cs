using Nestor.Engine.Statistics;
using Nestor.Hooks.Libraries;
using Nestor.Model.Settings;

namespace Nestor.Server.Metrics;

/// <summary>What is measured of a server's work beside Kea's counters. Written by loop and committing thread, one of which at a time writes each.</summary>
public sealed class ServerMeters
{
    /// <summary>Queries of each turn of the loop that had any.</summary>
    public Histogram Batches { get; } = new(1, 2, 4, 8, 16, 32, 64, 128, 256);

    /// <summary>Nanoseconds of each commit of leases.</summary>
    public Histogram Commits { get; } = Histogram.OfTimes();

    /// <summary>Null while nobody looks at them.</summary>
    public StageTimes? Stages { get; internal set; }

    /// <summary>What each hook library has cost.</summary>
    public IReadOnlyList<LibraryGuard> Libraries { get; internal set; } = [];

    /// <summary>A turn of the loop.</summary>
    public void Count(int queries)
    {
        if (queries > 0)
        {
            Batches.Record(queries);
        }
    }

    /// <summary>What times the stages under a configuration, the same as before where it is wanted on; null where no listener tells.</summary>
    /// <param name="names">The stages.</param>
    public StageTimes? TimeStages(DhcpSettings settings, string[] names, TimeProvider clock) =>
        Stages = settings.ControlSockets.Http.Any(s => s.Offers.HasFlag(HttpOffers.Metrics)) ? Stages ?? new StageTimes(names, clock) : null;
}
