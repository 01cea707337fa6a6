using System.Globalization;
using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Libraries;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Metrics;

/// <summary>The figures that only Nestor has.</summary>
internal static class OwnMetrics
{
    private const double PerSecond = 1e9;

    /// <param name="prefix">nestor_dhcp4 or nestor_dhcp6.</param>
    public static IEnumerable<long> Write(OpenMetricsWriter writer, string prefix, ServerMeters meters, DhcpSettings settings)
    {
        writer.Family($"{prefix}_batch_queries", MetricType.Histogram, "Queries that one turn of the loop answered together");
        Write(writer, meters.Batches, [], 1);
        yield return writer.Written;
        writer.Family($"{prefix}_commit_seconds", MetricType.Histogram, "Time to make the lease changes of a turn durable", "seconds");
        Write(writer, meters.Commits, [], PerSecond);
        yield return writer.Written;
        if (meters.Stages is { } stages)
        {
            writer.Family($"{prefix}_stage_seconds", MetricType.Histogram, $"Time of one query in {StageTimes.Every} in each stage of its way", "seconds");
            for (int i = 0; i < stages.Names.Count; i++)
            {
                Write(writer, stages[i], OpenMetricsWriter.Label("stage", stages.Names[i]), PerSecond);
                yield return writer.Written;
            }
        }

        var libraries = meters.Libraries;
        if (libraries.Count > 0)
        {
            Write(writer, libraries, $"{prefix}_library_calls", MetricType.Counter, "Calls of a hook library", g => g.Calls);
            Write(writer, libraries, $"{prefix}_library_errors", MetricType.Counter, "Calls that failed, or wanted what means nothing there", g => g.Errors);
            Write(writer, libraries, $"{prefix}_library_slow_calls", MetricType.Counter, "Calls that took more than the library's time-budget", g => g.Slow);
            Write(writer, libraries, $"{prefix}_library_stuck", MetricType.Counter, "How often a library held the loop for seconds", g => g.Stuck);
            Write(writer, libraries, $"{prefix}_library_cut_off", MetricType.Gauge, "1 for a library that is called no more", g => g.IsCutOff ? 1 : 0);
            Write(writer, libraries, $"{prefix}_library_seconds", MetricType.Counter, "Time in a library's calls", g => g.Total.TotalSeconds, "seconds");
            Write(writer, libraries, $"{prefix}_library_longest_seconds", MetricType.Gauge, "The longest call of a library", g => g.Longest.TotalSeconds, "seconds");
            yield return writer.Written;
        }

        writer.Family($"{prefix}_quarantined_entries", MetricType.Gauge, "Entries of the configuration that are left out, for something is wrong with them");
        writer.Sample("", [], [], settings.Quarantined.Count);
        if (settings.Otlp is not null)
        {
            writer.Family($"{prefix}_otlp_exports", MetricType.Counter, "Times metrics were sent by OTLP");
            writer.Sample("_total", OpenMetricsWriter.Label("result", "ok"), [], meters.OtlpSent);
            writer.Sample("_total", OpenMetricsWriter.Label("result", "failed"), [], meters.OtlpFailed);
        }

        writer.Family($"{prefix}_build", MetricType.Info, "The program");
        writer.Sample("_info", OpenMetricsWriter.Label("version", ProductVersion.Text), [], 1);
        yield return writer.Written;
    }

    private static void Write(
        OpenMetricsWriter writer, IReadOnlyList<LibraryGuard> libraries, string name, MetricType type, string help, Func<LibraryGuard, double> value, string unit = "")
    {
        writer.Family(name, type, help, unit);
        for (int i = 0; i < libraries.Count; i++)
        {
            // One library may stand in the configuration several times.
            byte[] place = Encoding.UTF8.GetBytes($",place=\"{i + 1}\"");
            writer.Sample(type == MetricType.Counter ? "_total" : "", OpenMetricsWriter.Label("library", libraries[i].Library), place, value(libraries[i]));
        }
    }

    /// <param name="unit">What values are divided by.</param>
    private static void Write(OpenMetricsWriter writer, Histogram histogram, byte[] labels, double unit)
    {
        long count = 0;
        for (int i = 0; i <= histogram.Bounds.Length; i++)
        {
            count += histogram.CountOf(i);
            string bound = i < histogram.Bounds.Length ? Number(histogram.Bounds[i] / unit) : "+Inf";
            writer.Sample("_bucket", labels, Encoding.UTF8.GetBytes($"{(labels.Length > 0 ? "," : "")}le=\"{bound}\""), count);
        }

        writer.Sample("_sum", labels, [], histogram.Sum / unit);
        writer.Sample("_count", labels, [], count);
    }

    /// <summary>A bound as every program writes it, for it is part of a name: 1.0, 0.0005, 1e-06.</summary>
    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }
}
