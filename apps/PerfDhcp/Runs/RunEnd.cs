using PerfDhcp.Clients;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Runs;

/// <summary>The conditions that end a run: -p, -n, -D and an interrupt.</summary>
internal sealed class RunEnd(RunContext context)
{
    /// <summary>With -D in per cent, so many queries must have had their time before it counts.</summary>
    private const int PercentFrom = 10;

    /// <summary>When the period is over; the end of time without -p.</summary>
    public long At => context.Settings.Period > 0
        ? context.Statistics.Started + context.Ticks(context.Settings.Period)
        : long.MaxValue;

    /// <summary>All that -n asks for has been begun.</summary>
    public bool HasBegunAll =>
        Reached(0, context.Statistics[context.Statistics.LastStage == Stage.Renew ? Stage.Renew : Stage.Discover].Sent)
        || Reached(1, context.Statistics[Stage.Request].Sent);

    /// <returns>Why the run is over, or null.</returns>
    public string? Reason(long now)
    {
        if (context.Stop.IsCancellationRequested)
        {
            return "Interrupted.";
        }

        if (now >= At)
        {
            return "Reached the test period.";
        }

        return HasBegunAll ? "Reached the number of requests."
            : TooManyDrops() ? "Reached the number of drops."
            : null;
    }

    private bool Reached(int index, long sent)
    {
        var limits = context.Settings.Requests;
        return limits.Count > index && sent >= limits[index];
    }

    private bool TooManyDrops()
    {
        var settings = context.Settings;
        for (int i = 0; i < 2; i++)
        {
            var pair = context.Statistics[i == 0 ? Stage.Discover : Stage.Request];
            long dropped = pair.Collected;
            long settled = dropped + pair.Received;
            if ((settings.MaxDrops.Count > i && dropped >= settings.MaxDrops[i])
                || (settings.MaxDropPercents.Count > i && settled >= PercentFrom
                    && 100.0 * dropped / settled >= settings.MaxDropPercents[i] && dropped > 0))
            {
                return true;
            }
        }

        return false;
    }
}
