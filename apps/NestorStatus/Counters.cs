using System.Diagnostics;
using System.Globalization;
using ControlClient;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorStatus;

/// <summary>A server's statistics at one moment.</summary>
internal sealed class Counters
{
    /// <summary>What is counted for a packet that is not answered, and what that is called.</summary>
    private static readonly (string Counter, string Name)[] Losses =
    [
        ("service-disabled", "service disabled"), ("parse-failed", "not understood"), ("queue-full", "queue full"), ("duplicate", "duplicate"),
        ("rfc-violation", "against an RFC"), ("admin-filtered", "filtered"), ("not-for-us", "for another server"),
        ("processing-failed", "processing failed"), ("limit-exceeded", "over a limit"), ("receive-drop", "dropped"),
    ];

    private readonly Dictionary<string, double> _values = [];
    private readonly long _taken = Stopwatch.GetTimestamp();

    private Counters(Universe family) => Family = family;

    public static Counters Empty { get; } = new(Universe.V4);

    public Universe Family { get; }

    /// <summary>pkt4- or pkt6-.</summary>
    public string Prefix => Family == Universe.V4 ? "pkt4-" : "pkt6-";

    public double this[string name] => _values.GetValueOrDefault(name);

    public IReadOnlyList<SubnetUse> Subnets { get; private set; } = [];

    /// <summary>Null, with the reason, when the server does not answer.</summary>
    public static Counters? Ask(string socket, Universe family, out string error) =>
        ControlChannel.Get(socket, "statistic-get-all", null, out error) is { } all ? Of(all, family) : null;

    /// <summary>The newest sample of each, as the command answers them.</summary>
    public static Counters Of(Element all, Universe family)
    {
        var counters = new Counters(family);
        foreach (var member in all.Members)
        {
            if (member.Value.Items is [{ Items: [{ Kind: ElementKind.Integer or ElementKind.Real } value, ..] }, ..])
            {
                counters._values[member.Name] = value.Real;
            }
        }

        counters.Subnets = SubnetUse.All(counters._values, family);
        return counters;
    }

    /// <summary>How fast one grows, a second.</summary>
    public double Rate(string name, Counters before) =>
        Math.Max(0, this[name] - before[name]) / Math.Max(0.001, Stopwatch.GetElapsedTime(before._taken, _taken).TotalSeconds);

    /// <summary>Packets that were not answered, by reason; without those that never happened.</summary>
    public IEnumerable<(string Counter, string Name)> Lost => Losses.Where(l => this[Prefix + l.Counter] > 0).Select(l => (Prefix + l.Counter, l.Name));

    /// <summary>The message types a server counts in one direction.</summary>
    /// <param name="direction">received or sent.</param>
    public IEnumerable<string> Messages(string direction) => _values.Keys
        .Where(k => k.StartsWith(Prefix, StringComparison.Ordinal) && k.EndsWith("-" + direction, StringComparison.Ordinal)
            && k.Length > Prefix.Length + direction.Length + 1)
        .Select(k => k[Prefix.Length..^(direction.Length + 1)]);

    public static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>How full the pools of a subnet are.</summary>
/// <param name="Kind">addresses or prefixes.</param>
internal sealed record SubnetUse(long Id, string Kind, double Used, double Declined, double Total)
{
    public double Share => Total > 0 ? Used / Total : 0;

    public static IReadOnlyList<SubnetUse> All(Dictionary<string, double> values, Universe family)
    {
        (string Total, string Used, string Kind)[] kinds = family == Universe.V4
            ? [("total-addresses", "assigned-addresses", "addresses")]
            : [("total-nas", "assigned-nas", "addresses"), ("total-pds", "assigned-pds", "prefixes")];
        var all = new List<SubnetUse>();
        foreach (string name in values.Keys)
        {
            int end = name.StartsWith("subnet[", StringComparison.Ordinal) ? name.IndexOf("].", StringComparison.Ordinal) : -1;
            if (end < 0 || !long.TryParse(name.AsSpan(7, end - 7), NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            {
                continue;
            }

            string begin = name[..(end + 2)];
            foreach (var (total, used, kind) in kinds.Where(k => name.Length == begin.Length + k.Total.Length && name.EndsWith(k.Total, StringComparison.Ordinal)))
            {
                double declined = kind == "addresses" ? values.GetValueOrDefault(begin + "declined-addresses") : 0;
                all.Add(new SubnetUse(id, kind, values.GetValueOrDefault(begin + used), declined, values[begin + total]));
            }
        }

        return [.. all.OrderBy(s => s.Id)];
    }
}
