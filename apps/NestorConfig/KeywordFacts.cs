using System.Globalization;
using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorConfig;

/// <summary>What is known of one keyword in one scope beyond its type.</summary>
/// <param name="Default">As it is written in the list; empty when there is none.</param>
/// <param name="Meaning">One line in our words.</param>
internal sealed record KeywordFact(string Default, string Meaning)
{
    /// <summary>The scope above gives the value where this one does not.</summary>
    public bool IsInherited => Default == "(inherited)";

    /// <summary>The default as a value of the keyword's type; null when it is not one fixed value.</summary>
    public Element? Value(KeywordType type) => type switch
    {
        KeywordType.Integer when long.TryParse(Default, CultureInfo.InvariantCulture, out long number) => Element.Of(number),
        KeywordType.Real when double.TryParse(Default, CultureInfo.InvariantCulture, out double real) => Element.Of(real),
        KeywordType.Boolean or KeywordType.BooleanOrString when Default is "true" or "false" => Element.Of(Default == "true"),
        KeywordType.String when Default == "\"\"" => Element.Of(""),
        KeywordType.String or KeywordType.BooleanOrString
            when Default.Length > 0 && !Default.AsSpan().ContainsAny(' ', '(', '"') => Element.Of(Default),
        _ => null,
    };
}

/// <summary>Defaults and meanings of all keywords of one family, from the list that is kept beside the sources.</summary>
internal sealed class KeywordFacts
{
    private readonly Dictionary<(string Scope, string Name), KeywordFact> _facts = [];

    private KeywordFacts(Universe universe)
    {
        using var stream = typeof(KeywordFacts).Assembly.GetManifestResourceStream($"config-dhcp{(universe == Universe.V4 ? 4 : 6)}.tsv")!;
        using var reader = new StreamReader(stream);
        string[] columns = reader.ReadLine()!.Split('\t');
        int defaults = Array.IndexOf(columns, "default");
        int meanings = Array.IndexOf(columns, "meaning");
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            // Dhcp4/subnet4[]/pools[]/pool: the scope is pools.
            string[] fields = line.Split('\t');
            if (fields[0].Split('/') is not [.., var scope, var name])
            {
                continue;
            }

            var key = (scope.EndsWith("[]", StringComparison.Ordinal) ? scope[..^2] : scope, name);
            var fact = new KeywordFact(fields[defaults], fields[meanings]);
            if (!_facts.TryAdd(key, fact) && _facts[key].Default != fact.Default)
            {
                // The same map in several places, with a default that is not the same in all.
                _facts[key] = _facts[key] with { Default = "" };
            }
        }
    }

    /// <summary>DHCPv4's.</summary>
    public static KeywordFacts V4 { get; } = new(Universe.V4);

    /// <summary>DHCPv6's.</summary>
    public static KeywordFacts V6 { get; } = new(Universe.V6);

    public static KeywordFacts Of(Universe universe) => universe == Universe.V4 ? V4 : V6;

    /// <summary>What is known of a keyword in a scope; nothing but blanks when it is not in the list.</summary>
    public KeywordFact Find(string scope, string name) => _facts.GetValueOrDefault((scope, name), new KeywordFact("", ""));
}
