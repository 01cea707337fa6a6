using System.Globalization;
using PerfDhcp.CommandLine;
using PerfDhcp.Runs;
using PerfDhcp.Statistics;

namespace PerfDhcp.Reports;

/// <summary>The report at the end: headings and lines as those who parse Kea's output expect them, then the percentiles.</summary>
internal static class FinalReport
{
    private static readonly (string Name, double Share)[] Percentiles =
        [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];

    public static void Write(TextWriter to, RunContext context)
    {
        var settings = context.Settings;
        var statistics = context.Statistics;
        to.WriteLine("***Rate statistics***");
        string expected = settings.Rate > 0 ? $", expected rate: {settings.Rate}\n" : "";
        to.WriteLine($"Rate: {Figures.Rate(RateOf(context))} {Unit(context)}/second{expected}");
        to.WriteLine("***Malformed Packets***");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Malformed packets: {statistics.Malformed}"));
        foreach (var pair in statistics.Shown)
        {
            WritePair(to, pair);
        }

        WritePercentiles(to, statistics);
        if (statistics.LocalLimit > 0)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Not sent (locallimit): {statistics.LocalLimit}"));
        }

        Diagnostics.Write(to, context);
    }

    /// <summary>Whole exchanges done in each second of the run.</summary>
    public static double RateOf(RunContext context)
    {
        double seconds = context.Seconds(context.Statistics.Ended - context.Statistics.Started);
        return seconds > 0 ? context.Statistics.Completed / seconds : 0;
    }

    private static string Unit(RunContext context) => context.Settings.Mode switch
    {
        ExchangeMode.Do or ExchangeMode.Renew => context.Statistics.Last.Name,
        _ => "4-way exchanges",
    };

    private static void WritePair(TextWriter to, ExchangeStatistics pair)
    {
        var delays = pair.Delays;
        to.WriteLine($"***Statistics for: {pair.Name}***");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            sent packets: {pair.Sent}
            received packets: {pair.Received}
            drops: {pair.Drops}
            drops ratio: {Figures.Percent(pair.Drops, pair.Sent)} %
            orphans: {pair.Orphans}
            rejected leases: {pair.Rejected}
            non unique addresses: {pair.NotUnique}

            min delay: {Delay(delays, delays.Least)}
            avg delay: {Delay(delays, delays.Mean)}
            max delay: {Delay(delays, delays.Greatest)}
            std deviation: {Delay(delays, delays.StandardDeviation)}
            collected packets: {pair.Collected}

            """));
    }

    private static string Delay(LatencyHistogram delays, double nanoseconds) =>
        delays.Count == 0 ? "n/a" : Figures.Milliseconds(nanoseconds) + " ms";

    private static void WritePercentiles(TextWriter to, RunStatistics statistics)
    {
        to.WriteLine("***Latency percentiles***");
        foreach (var pair in statistics.Shown.Where(p => p.Delays.Count > 0))
        {
            to.WriteLine($"{pair.Name}: {Line(pair.Delays)}");
        }

        if (statistics.Whole.Count > 0)
        {
            to.WriteLine($"whole exchange: {Line(statistics.Whole)}");
        }

        to.WriteLine();
    }

    private static string Line(LatencyHistogram delays) => string.Join(
        ", ",
        Percentiles.Select(p => $"{p.Name} {Figures.Milliseconds(delays.Percentile(p.Share))} ms")
            .Append($"max {Figures.Milliseconds(delays.Greatest)} ms"));
}
