using System.Globalization;
using System.Text.Json.Nodes;
using Nestor.Config.Writing;
using Nestor.Json;

namespace Nestor.Config.Tests;

/// <summary>Every example of Kea's documentation, written again after each of many small changes.</summary>
public sealed class ConfigTextExampleTests
{
    /// <summary>A change of one value, of which there are very many, is tried for so many in each example.</summary>
    private const int ChangesEach = 40;

    [Fact]
    public void An_example_of_Keas_documentation_is_written_as_it_was_and_after_a_change_means_just_that()
    {
        string[] files = [.. Directory.EnumerateDirectories("/usr/share/doc", "kea*").Select(folder => Path.Combine(folder, "examples"))
            .Where(Directory.Exists).SelectMany(folder => new[] { "kea4", "kea6" }.Select(name => Path.Combine(folder, name)))
            .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")).Order(StringComparer.Ordinal)];
        Assert.SkipWhen(files.Length == 0, "Debian's kea-doc is not installed");
        int changed = 0;
        var poor = new List<string>();
        foreach (string file in files)
        {
            string text = File.ReadAllText(file);
            bool isV4 = text.Contains("\"Dhcp4\"", StringComparison.Ordinal);
            if (ConfigRewrite.Load(isV4, File.ReadAllBytes(file), JsonReader.OpenFile) is not { } settings)
            {
                continue;
            }

            var form = NormalForm.Of(settings)!;
            Assert.Equal(text, ConfigRewrite.Of(isV4, text, form, JsonReader.OpenFile));
            int lines = text.Split('\n').Length;
            foreach (var running in Changed(isV4, form))
            {
                string written = ConfigRewrite.Of(isV4, text, running, JsonReader.OpenFile);
                int kept = written.Split('\n').Intersect(text.Split('\n')).Count();
                changed++;
                if (kept * 10 < text.Split('\n').Distinct().Count() * 8)
                {
                    poor.Add($"{file}: {kept} of {lines} lines are kept: {Difference(JsonWriter.Compact(form), JsonWriter.Compact(running))}");
                }
            }
        }

        Assert.True(changed > 500, $"{changed} changes");

        // A change of what many others are read by, such as an option's definition, may leave little of the text.
        Assert.True(poor.Count * 100 < changed, $"{poor.Count} of {changed}:\n{string.Join('\n', poor)}");
    }

    private static string Difference(string one, string other)
    {
        int at = 0;
        while (at < Math.Min(one.Length, other.Length) && one[at] == other[at])
        {
            at++;
        }

        return other.Substring(Math.Max(0, at - 60), Math.Min(90, other.Length - Math.Max(0, at - 60)));
    }

    /// <summary>The configuration with one figure, switch or text changed, wherever that is a configuration still.</summary>
    private static IEnumerable<Element> Changed(bool isV4, Element form)
    {
        string text = JsonWriter.Compact(form);
        int leaves = Leaves(JsonNode.Parse(text)!).Count();
        for (int i = 0; i < leaves; i += Math.Max(1, leaves / ChangesEach))
        {
            var root = JsonNode.Parse(text)!;
            Change(Leaves(root).ElementAt(i));
            if (ConfigRewrite.Load(isV4, System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()), null) is { } settings)
            {
                yield return NormalForm.Of(settings)!;
            }
        }
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => Leaves(m.Value)),
        JsonArray list => list.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };

    private static void Change(JsonValue leaf) => leaf.ReplaceWith(leaf.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number when leaf.TryGetValue(out long figure) => JsonValue.Create(figure + 1),
        System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
        System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
        System.Text.Json.JsonValueKind.String => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{leaf}x")),
        _ => leaf.DeepClone(),
    });
}
