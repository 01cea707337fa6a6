using System.Globalization;
using Nestor.Json;

namespace NestorExplain;

/// <summary>An explanation for people: what came in, each decision in order, and what would go out.</summary>
internal static class ExplanationText
{
    public static void Write(Element explanation, string summary, TextWriter output)
    {
        output.WriteLine(summary);
        output.WriteLine($"query: {Facts(explanation["query"], "options")}");
        Options(explanation["query"]?["options"], output);
        string stage = "";
        foreach (var step in explanation["steps"]?.Items ?? [])
        {
            if (step["stage"]?.Text is { } now && now != stage)
            {
                stage = now;
                output.WriteLine($"{stage}:");
            }

            output.WriteLine($"  {step["topic"]?.Text}: {Facts(step, "stage", "topic", "steps")}");
            foreach (var inner in step["steps"]?.Items ?? [])
            {
                output.WriteLine($"    {inner["expression"]?.Text} -> {Value(inner["value"])}");
            }
        }

        output.WriteLine($"classes: {Value(explanation["classes"])}");
        output.WriteLine($"subnet: {Value(explanation["subnet"])}");
        output.WriteLine($"reservation: {Value(explanation["reservation"])}");
        Each("lifetime", explanation["lifetimes"], output);
        if (explanation["reply"] is { } reply)
        {
            output.WriteLine($"reply: {Facts(reply, "options", "not-sent", "packet")}");
            Options(reply["options"], output);
            Each("  not sent", reply["not-sent"], output);
        }

        Each("lease change", explanation["lease-changes"], output);
        output.WriteLine();
    }

    private static void Options(Element? options, TextWriter output)
    {
        foreach (var option in options?.Items ?? [])
        {
            string scope = option["scope"] is { } of ? $"  [{Value(of)}{(option["also-in"] is { } others ? $"; also in {Value(others)}" : "")}]" : "";
            output.WriteLine($"  option {Value(option["code"])} {option["name"]?.Text}: {Value(option["data"] ?? option["hex"])}{scope}");
        }
    }

    private static void Each(string what, Element? list, TextWriter output)
    {
        foreach (var item in list?.Items ?? [])
        {
            output.WriteLine($"{what}: {Value(item)}");
        }
    }

    private static string Facts(Element? map, params ReadOnlySpan<string> without)
    {
        var facts = new List<string>();
        foreach (var member in map?.Members ?? [])
        {
            if (!without.Contains(member.Name) && member.Value.Kind != ElementKind.Null)
            {
                facts.Add($"{member.Name} {Value(member.Value)}");
            }
        }

        return string.Join(", ", facts);
    }

    private static string Value(Element? value) => value?.Kind switch
    {
        null or ElementKind.Null => "none",
        ElementKind.Boolean => value.Boolean ? "yes" : "no",
        ElementKind.Integer => value.Text.Length > 0 ? value.Text : value.Integer.ToString(CultureInfo.InvariantCulture),
        ElementKind.Real => value.Real.ToString(CultureInfo.InvariantCulture),
        ElementKind.String => Printable(value.Text),
        ElementKind.List => value.Items.Count == 0 ? "none" : string.Join(", ", value.Items.Select(Value)),
        _ => $"{{ {Facts(value)} }}",
    };

    /// <summary>What a client sent goes to a terminal: no control character does.</summary>
    private static string Printable(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()))
        : text;
}
