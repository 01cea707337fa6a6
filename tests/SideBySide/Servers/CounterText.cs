using System.Text.Json;

namespace SideBySide.Servers;

/// <summary>Counters as JSON: Kea's `[[value, time], ...]` lists, newest first, or plain numbers.</summary>
internal static class CounterText
{
    public static SortedDictionary<string, string> Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement counters = root.TryGetProperty("arguments", out JsonElement arguments) ? arguments : root;
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty counter in counters.EnumerateObject())
        {
            JsonElement value = counter.Value;
            while (value.ValueKind == JsonValueKind.Array)
            {
                value = value[0];
            }

            values[counter.Name] = value.ToString();
        }

        return values;
    }
}
