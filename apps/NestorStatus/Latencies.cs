using System.Globalization;
using ControlClient;
using Nestor.Json;

namespace NestorStatus;

/// <summary>How long a server's work took until one moment; empty for one that does not tell, such as Kea.</summary>
internal sealed class Latencies
{
    private const double Microsecond = 1e3;
    private const double Millisecond = 1e6;
    private const double Second = 1e9;

    private readonly Element? _told;

    private Latencies(Element? told) => _told = told;

    public static Latencies Ask(string socket) =>
        new(ControlChannel.Ask(socket, "latency-get", null, out _) is { } answer && answer["result"] is { Kind: ElementKind.Integer, Integer: 0 } ? answer["arguments"] : null);

    /// <summary>As the command answers it.</summary>
    public static Latencies Of(Element? told) => new(told);

    /// <summary>What happened since another moment; where that is nothing, all there ever was.</summary>
    public IEnumerable<string> Lines(Latencies before)
    {
        if (Spread.Of(_told?["commit"]) is { Count: > 0 } commits)
        {
            var spread = commits.Since(Spread.Of(before._told?["commit"]));
            var batches = Spread.Of(_told?["batch"])?.Since(Spread.Of(before._told?["batch"]));
            yield return $"COMMIT  mean {Time(spread.Mean)}  half in {Time(spread.Quantile(0.5))}  99 % in {Time(spread.Quantile(0.99))}"
                + (batches is { Count: > 0 } ? $"  {batches.Mean.ToString("0.#", CultureInfo.InvariantCulture)} queries a turn" : "");
        }

        var stages = (_told?["stages"]?.Members ?? [])
            .Select(m => (m.Name, Spread: Spread.Of(m.Value)?.Since(Spread.Of(before._told?["stages"]?[m.Name]))))
            .Where(s => s.Spread is { Count: > 0 }).OrderByDescending(s => s.Spread!.Mean).ToList();
        if (stages.Count > 0)
        {
            yield return $"STAGES  all {Time(stages.Sum(s => s.Spread!.Mean))}  {string.Join("  ", stages.Take(3).Select(s => $"{s.Name} {Time(s.Spread!.Mean)}"))}";
        }
    }

    private static string Time(double nanoseconds)
    {
        if (double.IsPositiveInfinity(nanoseconds))
        {
            return "over 1 s";
        }

        var (value, unit) = nanoseconds switch
        {
            < Microsecond => (nanoseconds, "ns"),
            < Millisecond => (nanoseconds / Microsecond, "us"),
            < Second => (nanoseconds / Millisecond, "ms"),
            _ => (nanoseconds / Second, "s"),
        };
        return $"{value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";
    }

    /// <summary>A histogram.</summary>
    private sealed record Spread(long[] Bounds, long[] Counts, double Sum)
    {
        public long Count { get; } = Counts.Sum();

        public double Mean => Count > 0 ? Sum / Count : 0;

        public static Spread? Of(Element? told)
        {
            long[]? bounds = Numbers(told?["bounds"]);
            long[]? counts = Numbers(told?["counts"]);
            return bounds is not null && counts?.Length == bounds.Length + 1 && told!["sum"] is { Kind: ElementKind.Integer } sum
                ? new Spread(bounds, counts, (double)sum.Integer) : null;
        }

        public Spread Since(Spread? before) => before is null || before.Counts.Length != Counts.Length || before.Count >= Count
            ? this : new Spread(Bounds, [.. Counts.Zip(before.Counts, (now, then) => now - then)], Sum - before.Sum);

        /// <summary>The bound under which so many are; infinity above the last.</summary>
        public double Quantile(double share)
        {
            long seen = 0;
            for (int i = 0; i < Bounds.Length; i++)
            {
                seen += Counts[i];
                if (seen >= share * Count)
                {
                    return Bounds[i];
                }
            }

            return double.PositiveInfinity;
        }

        private static long[]? Numbers(Element? list) =>
            list is { Kind: ElementKind.List } && list.Items.All(i => i.Kind == ElementKind.Integer && i.Integer <= long.MaxValue && i.Integer >= 0)
                ? [.. list.Items.Select(i => (long)i.Integer)] : null;
    }
}
