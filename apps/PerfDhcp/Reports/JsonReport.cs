using System.Text.Json;
using PerfDhcp.Runs;
using PerfDhcp.Statistics;

namespace PerfDhcp.Reports;

/// <summary>The result for machines (--json): the same numbers as the final report. Delays are milliseconds.</summary>
internal static class JsonReport
{
    public static void Write(Stream to, RunContext context)
    {
        var statistics = context.Statistics;
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("protocol", context.Protocol.Name);
        json.WriteString("mode", context.Protocol.Modes[(int)context.Settings.Mode]);
        json.WriteString("scenario", context.Settings.IsAvalanche ? "avalanche" : "basic");
        json.WriteNumber("asked-rate", context.Settings.Rate);
        json.WriteNumber("closed-loop", context.Settings.ClosedLoop);
        json.WriteNumber("seconds", Round(context.Seconds(statistics.Ended - statistics.Started)));
        json.WriteNumber("completed", statistics.Completed);
        json.WriteNumber("rate", Round(FinalReport.RateOf(context)));
        json.WriteNumber("lost", statistics.Shown.Sum(p => p.Collected));
        json.WriteNumber("malformed", statistics.Malformed);
        json.WriteNumber("not-sent", statistics.LocalLimit);
        json.WriteString("exit-reason", statistics.ExitReason);
        json.WritePropertyName("whole-exchange");
        Delays(json, statistics.Whole);
        json.WriteStartArray("exchanges");
        foreach (var pair in statistics.Shown)
        {
            json.WriteStartObject();
            json.WriteString("name", pair.Name);
            json.WriteNumber("sent", pair.Sent);
            json.WriteNumber("received", pair.Received);
            json.WriteNumber("drops", pair.Drops);
            json.WriteNumber("orphans", pair.Orphans);
            json.WriteNumber("rejected", pair.Rejected);
            json.WriteNumber("non-unique", pair.NotUnique);
            json.WriteNumber("collected", pair.Collected);
            json.WritePropertyName("delay");
            Delays(json, pair.Delays);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        to.WriteByte((byte)'\n');
    }

    private static void Delays(Utf8JsonWriter json, LatencyHistogram delays)
    {
        if (delays.Count == 0)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("min", Milliseconds(delays.Least));
        json.WriteNumber("avg", Milliseconds(delays.Mean));
        json.WriteNumber("std", Milliseconds(delays.StandardDeviation));
        json.WriteNumber("p50", Milliseconds(delays.Percentile(0.5)));
        json.WriteNumber("p90", Milliseconds(delays.Percentile(0.9)));
        json.WriteNumber("p99", Milliseconds(delays.Percentile(0.99)));
        json.WriteNumber("p99.9", Milliseconds(delays.Percentile(0.999)));
        json.WriteNumber("max", Milliseconds(delays.Greatest));
        json.WriteEndObject();
    }

    private static double Milliseconds(double nanoseconds) => Math.Round(nanoseconds / 1e6, 6);

    private static double Round(double value) => Math.Round(value, 3);
}
