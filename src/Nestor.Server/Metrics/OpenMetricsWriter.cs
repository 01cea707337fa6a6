using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nestor.Server.Metrics;

/// <summary>What kind of figures a family has.</summary>
internal enum MetricType : byte
{
    Counter,
    Gauge,
    Histogram,
    Info,
}

/// <summary>
/// Writes OpenMetrics text, version 1.0.0. Its bytes go where they are sent from, so that a scrape of many subnets leaves
/// nothing for the garbage collector.
/// </summary>
internal sealed class OpenMetricsWriter(IBufferWriter<byte> to)
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private string _family = "";

    /// <summary>Bytes since the start.</summary>
    public long Written { get; private set; }

    /// <summary>Begins a family; its samples follow, and no others between.</summary>
    /// <param name="name">Of a counter without the <c>_total</c> its samples have.</param>
    public void Family(string name, MetricType type, string help, string unit = "")
    {
        _family = name;
        string kind = type switch
        {
            MetricType.Counter => "counter",
            MetricType.Gauge => "gauge",
            MetricType.Histogram => "histogram",
            _ => "info",
        };
        Text($"# TYPE {name} {kind}\n");
        if (unit.Length > 0)
        {
            Text($"# UNIT {name} {unit}\n");
        }

        Text($"# HELP {name} {help}\n");
    }

    /// <summary>One sample of the family begun last.</summary>
    /// <param name="suffix">_total for a counter.</param>
    /// <param name="labels">As <see cref="Label"/> makes them, with commas between.</param>
    public void Sample<T>(string suffix, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> moreLabels, T value)
        where T : IUtf8SpanFormattable
    {
        Text(_family);
        Text(suffix);
        if (labels.Length + moreLabels.Length > 0)
        {
            Bytes("{"u8);
            Bytes(labels);
            Bytes(moreLabels);
            Bytes("}"u8);
        }

        Bytes(" "u8);
        var room = to.GetSpan(64);
        value.TryFormat(room, out int count, default, CultureInfo.InvariantCulture);
        Advance(count);
        Bytes("\n"u8);
    }

    /// <summary>The end, which a client looks for.</summary>
    public void End() => Bytes("# EOF\n"u8);

    /// <summary>A label with its value, in which backslash, quote and end of line are escaped.</summary>
    public static byte[] Label(string name, string value) => Encoding.UTF8.GetBytes(
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");

    private void Text(string text)
    {
        var room = to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        Advance(Encoding.UTF8.GetBytes(text, room));
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        to.Write(bytes);
        Written += bytes.Length;
    }

    private void Advance(int count)
    {
        to.Advance(count);
        Written += count;
    }
}
