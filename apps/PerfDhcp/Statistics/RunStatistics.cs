using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;

namespace PerfDhcp.Statistics;

/// <summary>All that one run counts.</summary>
internal sealed class RunStatistics
{
    private readonly ExchangeStatistics[] _pairs;

    public RunStatistics(Settings settings)
    {
        var protocol = Protocol.Of(settings);
        _pairs = [.. protocol.Pairs.Select((name, i) => new ExchangeStatistics(
            name, (Stage)i != Stage.Release || protocol.AnswersReleases, settings.Shows('t'), settings.Shows('l'), settings.CheckUnique))];
        bool renewOnly = settings.Mode == ExchangeMode.Renew;
        Shown =
        [
            .. renewOnly ? [] : new[] { this[Stage.Discover] },
            .. renewOnly || settings.Mode == ExchangeMode.Do ? [] : new[] { this[Stage.Request] },
            .. renewOnly || settings.RenewRate > 0 ? [this[Stage.Renew]] : Array.Empty<ExchangeStatistics>(),
            .. settings.ReleaseRate > 0 ? [this[Stage.Release]] : Array.Empty<ExchangeStatistics>(),
        ];
        LastStage = renewOnly ? Stage.Renew : settings.Mode == ExchangeMode.Do ? Stage.Discover : Stage.Request;
    }

    public ExchangeStatistics this[Stage stage] => _pairs[(int)stage];

    /// <summary>The pairs that belong in a report of this run, in Kea's order.</summary>
    public IReadOnlyList<ExchangeStatistics> Shown { get; }

    /// <summary>The pair that ends an exchange.</summary>
    public Stage LastStage { get; }

    public ExchangeStatistics Last => this[LastStage];

    /// <summary>Delays of whole exchanges, from the first query to the last answer.</summary>
    public LatencyHistogram Whole { get; } = new();

    public long Completed => Whole.Count;

    /// <summary>Answers too short or without what every answer has.</summary>
    public long Malformed { get; set; }

    /// <summary>Queries the kernel did not take.</summary>
    public long LocalLimit { get; set; }

    /// <summary>Waits for packets or for the time of the next query.</summary>
    public long Waits { get; set; }

    public long Started { get; set; }

    public long Ended { get; set; }

    public string ExitReason { get; set; } = "";

    public bool HasDrops => Shown.Any(p => p.Drops > 0);

    public void Clear()
    {
        foreach (var pair in _pairs)
        {
            pair.Clear();
        }

        Whole.Clear();
        (Malformed, LocalLimit, Waits) = (0, 0, 0);
    }
}
