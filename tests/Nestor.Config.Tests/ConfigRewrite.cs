using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>What an operator does who changes a running server: config-get, an edit, config-set, config-write.</summary>
internal static class ConfigRewrite
{
    /// <summary>The text that is written; reading it again must give the changed configuration.</summary>
    public static string Of(string text, Action<JsonObject> change, JsonReader.IncludeOpener? open = null)
    {
        bool isV4 = text.Contains("\"Dhcp4\"", StringComparison.Ordinal);
        var settings = Load(isV4, Encoding.UTF8.GetBytes(text), open);
        Assert.NotNull(settings);
        var told = (JsonObject)JsonNode.Parse(JsonWriter.Compact(NormalForm.Of(settings)!))!;
        change((JsonObject)told[0 < told.Count && isV4 ? "Dhcp4" : "Dhcp6"]!);
        var running = Load(isV4, Encoding.UTF8.GetBytes(told.ToJsonString()), null);
        Assert.NotNull(running);
        return Of(isV4, text, NormalForm.Of(running)!, open);
    }

    /// <summary>The same for a configuration that runs.</summary>
    public static string Of(bool isV4, string text, Element running, JsonReader.IncludeOpener? open = null)
    {
        byte[] written = new ConfigText(t => Load(isV4, t, open), open ?? None).Of(running, Encoding.UTF8.GetBytes(text));
        string shown = Encoding.UTF8.GetString(written);
        var again = Load(isV4, written, open);
        Assert.True(again is not null, shown);
        Assert.Equal(JsonWriter.Compact(running), JsonWriter.Compact(NormalForm.Of(again)!));
        return shown;
    }

    public static DhcpSettings? Load(bool isV4, byte[] text, JsonReader.IncludeOpener? open) =>
        isV4 ? ConfigLoader.Load4(text, "", open).Settings : ConfigLoader.Load6(text, "", open).Settings;

    /// <summary>Sets what is behind a path of names and figures; null takes it away.</summary>
    public static void Put(JsonNode form, string path, string value)
    {
        string[] steps = path.Split('/');
        foreach (string step in steps[..^1])
        {
            form = form is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : form[step]!;
        }

        var parsed = JsonNode.Parse(value);
        if (form is JsonArray items)
        {
            Assert.Null(parsed);
            items.RemoveAt(int.Parse(steps[^1], CultureInfo.InvariantCulture));
        }
        else if (parsed is null)
        {
            ((JsonObject)form).Remove(steps[^1]);
        }
        else
        {
            form[steps[^1]] = parsed;
        }
    }

    private static byte[]? None(string path, out string error)
    {
        error = path;
        return null;
    }
}
