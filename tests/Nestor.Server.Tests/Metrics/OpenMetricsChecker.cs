using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nestor.Server.Tests.Metrics;

/// <summary>
/// Reads OpenMetrics text as strictly as the standard is written (OpenMetrics 1.0), and says what is wrong with it. What
/// we never write (exemplars, time stamps, other types) it refuses.
/// </summary>
internal sealed partial class OpenMetricsChecker
{
    private static readonly Dictionary<string, string[]> Suffixes = new()
    {
        ["counter"] = ["_total"],
        ["gauge"] = [""],
        ["histogram"] = ["_bucket", "_sum", "_count"],
        ["info"] = ["_info"],
    };

    private readonly HashSet<string> _families = [];
    private readonly HashSet<string> _sampleNames = [];
    private readonly HashSet<string> _metadata = [];
    private string _family = "";
    private string _type = "";
    private bool _hasSamples;
    private (string Labels, double Bound, double Count)? _bucket;

    /// <summary>Null for a text that is right.</summary>
    public string? Problem { get; private set; }

    /// <summary>Values by name and labels, as they stand there.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    /// <summary>Types by family.</summary>
    public Dictionary<string, string> Types { get; } = [];

    public static OpenMetricsChecker Check(byte[] bytes)
    {
        var checker = new OpenMetricsChecker();
        try
        {
            checker.Run(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (FormatException e)
        {
            checker.Problem = e.Message;
        }
        catch (DecoderFallbackException)
        {
            checker.Problem = "it is not UTF-8";
        }

        return checker;
    }

    /// <summary>Labels of a sample by name.</summary>
    public static Dictionary<string, string> LabelsOf(string sample) =>
        Label().Matches(sample).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    private void Run(string text)
    {
        if (!text.EndsWith("# EOF\n", StringComparison.Ordinal))
        {
            throw new FormatException("it does not end with # EOF");
        }

        string[] lines = text[..^"# EOF\n".Length].Split('\n')[..^1];
        foreach (string line in lines)
        {
            if (line.StartsWith('#'))
            {
                Metadata(line);
            }
            else
            {
                Sample(line);
            }
        }

        EndFamily();
    }

    private void Metadata(string line)
    {
        if (MetadataLine().Match(line) is not { Success: true } match)
        {
            throw new FormatException($"not a line of metadata: {line}");
        }

        string kind = match.Groups[1].Value;
        string name = match.Groups[2].Value;
        string rest = match.Groups[3].Value;
        if (name != _family)
        {
            EndFamily();
            _family = name;
            _type = "";
            _hasSamples = false;
            _metadata.Clear();
            if (!_families.Add(name))
            {
                throw new FormatException($"the family {name} comes twice");
            }
        }

        if (!_metadata.Add(kind) || _hasSamples)
        {
            throw new FormatException($"{kind} of {name} comes twice or after its samples");
        }

        switch (kind)
        {
            case "TYPE" when Suffixes.ContainsKey(rest):
                _type = Types[name] = rest;
                break;
            case "UNIT" when rest.Length > 0 && name.EndsWith("_" + rest, StringComparison.Ordinal):
                break;
            case "HELP" when Escaped().IsMatch(rest):
                break;
            default:
                throw new FormatException($"wrong {kind}: {line}");
        }
    }

    private void Sample(string line)
    {
        if (SampleLine().Match(line) is not { Success: true } match)
        {
            throw new FormatException($"not a sample: {line}");
        }

        string name = match.Groups["name"].Value;
        string labels = match.Groups["labels"].Value;
        string? suffix = _type.Length == 0 ? null : Array.Find(Suffixes[_type], s => name == _family + s);
        if (suffix is null)
        {
            throw new FormatException($"{name} does not belong to {_family} of type {_type}");
        }

        if (!_hasSamples && Suffixes[_type].Any(s => !_sampleNames.Add(_family + s)))
        {
            throw new FormatException($"samples of {_family} have the names of another family's");
        }

        _hasSamples = true;
        var names = Label().Matches(labels).Select(m => m.Groups[1].Value).ToList();
        if (names.Distinct().Count() != names.Count || names.Exists(n => n.StartsWith("__", StringComparison.Ordinal)))
        {
            throw new FormatException($"a label comes twice or has a name that is not allowed: {line}");
        }

        double value = double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        if (_type is "counter" or "histogram" && !(value >= 0) || (_type == "info" && value != 1))
        {
            throw new FormatException($"wrong value: {line}");
        }

        if (!Samples.TryAdd(labels.Length > 0 ? $"{name}{{{labels}}}" : name, value))
        {
            throw new FormatException($"the sample comes twice: {line}");
        }

        if (_type == "histogram")
        {
            Histogram(line, suffix, labels, value);
        }
    }

    private void Histogram(string line, string suffix, string labels, double value)
    {
        if (suffix == "_bucket")
        {
            if (LabelsOf(labels).GetValueOrDefault("le") is not { } le || !labels.EndsWith($"le=\"{le}\"", StringComparison.Ordinal))
            {
                throw new FormatException($"a bucket without its bound: {line}");
            }

            string others = labels[..^$"le=\"{le}\"".Length].TrimEnd(',');
            double bound = double.Parse(le.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            if (_bucket is { } before && before.Labels == others && !(bound > before.Bound && value >= before.Count))
            {
                throw new FormatException($"buckets are not in order: {line}");
            }

            if (_bucket is { } other && other.Labels != others && !double.IsInfinity(other.Bound))
            {
                throw new FormatException($"the bucket +Inf is missing before {line}");
            }

            _bucket = (others, bound, value);
        }
        else if (_bucket is not { } last || last.Labels != labels || !double.IsInfinity(last.Bound) || (suffix == "_count" && value != last.Count))
        {
            throw new FormatException($"sum and count do not follow their buckets: {line}");
        }
    }

    private void EndFamily()
    {
        if (_family.Length > 0 && _type.Length == 0)
        {
            throw new FormatException($"{_family} has no type");
        }

        if (_bucket is { } last && !double.IsInfinity(last.Bound))
        {
            throw new FormatException($"{_family} has no bucket +Inf");
        }

        _bucket = null;
    }

    [GeneratedRegex(@"^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\n]*)$")]
    private static partial Regex MetadataLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*)\})? (?<value>\+Inf|-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)["]""")]
    private static partial Regex Label();

    [GeneratedRegex("""^([^"\\]|\\["\\n])*$""")]
    private static partial Regex Escaped();
}
