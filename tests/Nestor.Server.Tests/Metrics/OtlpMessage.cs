using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Nestor.Server.Tests.Metrics;

/// <summary>
/// What is in an ExportMetricsServiceRequest of OTLP, read by hand from its protobuf. Samples are named as OpenMetrics text has
/// them, so that both can be compared. What we never send fails.
/// </summary>
internal sealed class OtlpMessage
{
    private const int Cumulative = 2;

    /// <summary>Values by name and labels.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    /// <summary>counter, gauge or histogram by name.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>Units by name, of those that have one.</summary>
    public Dictionary<string, string> Units { get; } = [];

    /// <summary>Attributes of the resource.</summary>
    public Dictionary<string, string> Resource { get; } = [];

    public static OtlpMessage Read(ReadOnlyMemory<byte> bytes)
    {
        OtlpMessage message = new();
        foreach (var resource in Fields(bytes).Where(f => f.Number == 1))
        {
            foreach (var field in Fields(resource.Bytes))
            {
                if (field.Number == 1)
                {
                    Fields(field.Bytes).Where(f => f.Number == 1).Select(f => Attribute(f.Bytes)).ToList().ForEach(a => message.Resource[a.Name] = a.Value);
                }
                else if (field.Number == 2)
                {
                    Fields(field.Bytes).Where(f => f.Number == 2).ToList().ForEach(f => message.Metric(f.Bytes));
                }
            }
        }

        return message;
    }

    private void Metric(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        foreach (var field in Fields(bytes))
        {
            switch (field.Number)
            {
                case 1:
                    name = Text(field.Bytes);
                    break;
                case 2:
                    Assert.NotEmpty(Text(field.Bytes));
                    break;
                case 3:
                    Units[name] = Text(field.Bytes);
                    break;
                case 5:
                    Points(name, "gauge", field.Bytes);
                    break;
                case 7:
                    Assert.Contains(Fields(field.Bytes), f => f is { Number: 3, Value: 1 });
                    Points(name, "counter", field.Bytes);
                    break;
                case 9:
                    Points(name, "histogram", field.Bytes);
                    break;
                default:
                    Assert.Fail($"field {field.Number} of a metric");
                    break;
            }
        }
    }

    private void Points(string name, string type, ReadOnlyMemory<byte> bytes)
    {
        Types.Add(name, type);
        foreach (var field in Fields(bytes))
        {
            if (field.Number == 2)
            {
                Assert.Equal(Cumulative, (int)field.Value);
            }
            else if (field.Number == 1 && type == "histogram")
            {
                Histogram(name, Fields(field.Bytes).ToArray());
            }
            else if (field.Number == 1)
            {
                var fields = Fields(field.Bytes).ToArray();
                double value = fields.Single(f => f.Number is 4 or 6) is { Number: 4 } real
                    ? BitConverter.UInt64BitsToDouble(real.Value)
                    : (long)fields.Single(f => f.Number == 6).Value;
                Samples.Add(name + Labels(fields, 7), value);
            }
        }
    }

    private void Histogram(string name, Field[] fields)
    {
        ulong[] counts = Longs(fields.Single(f => f.Number == 6).Bytes);
        double[] bounds = [.. Longs(fields.Single(f => f.Number == 7).Bytes).Select(BitConverter.UInt64BitsToDouble)];
        Assert.Equal(counts.Length, bounds.Length + 1);
        ulong count = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            count += counts[i];
            string bound = i == bounds.Length ? "+Inf" : bounds[i].ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
            bound = i == bounds.Length || bound.AsSpan().IndexOfAny('.', 'e') >= 0 ? bound : bound + ".0";
            Samples.Add($"{name}_bucket{Labels(fields, 9, $"le=\"{bound}\"")}", count);
        }

        Samples.Add($"{name}_count{Labels(fields, 9)}", fields.Single(f => f.Number == 4).Value);
        Samples.Add($"{name}_sum{Labels(fields, 9)}", BitConverter.UInt64BitsToDouble(fields.Single(f => f.Number == 5).Value));
    }

    private static string Labels(Field[] fields, int number, string more = "")
    {
        // Attributes have no order; labels of ours begin with the subnet's.
        var labels = fields.Where(f => f.Number == number).Select(f => Attribute(f.Bytes))
            .OrderBy(a => a.Name.StartsWith("subnet", StringComparison.Ordinal) ? 0 : 1).ThenBy(a => a.Name, StringComparer.Ordinal).Select(a => $"{a.Name}=\"{a.Value}\"").ToList();
        if (more.Length > 0)
        {
            labels.Add(more);
        }

        return labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";
    }

    private static (string Name, string Value) Attribute(ReadOnlyMemory<byte> bytes)
    {
        var fields = Fields(bytes).ToArray();
        var value = Fields(fields.Single(f => f.Number == 2).Bytes).ToArray();
        return (Text(fields.Single(f => f.Number == 1).Bytes), value.Length == 0 ? "" : Text(value.Single(f => f.Number == 1).Bytes));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);

    private static ulong[] Longs(ReadOnlyMemory<byte> bytes) =>
        [.. Enumerable.Range(0, bytes.Length / 8).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[(i * 8)..]))];

    /// <param name="Value">Of a varint or 64 bits.</param>
    private readonly record struct Field(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);

    private static IEnumerable<Field> Fields(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            ulong key = Varint(ref bytes);
            int number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return new Field(number, Varint(ref bytes), default);
                    break;
                case 1:
                    yield return new Field(number, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span), default);
                    bytes = bytes[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref bytes);
                    yield return new Field(number, 0, bytes[..length]);
                    bytes = bytes[length..];
                    break;
                default:
                    bytes = bytes[4..];
                    break;
            }
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; ; i++)
        {
            byte next = bytes.Span[i];
            value |= (ulong)(next & 127) << (7 * i);
            if (next < 128)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }
}
