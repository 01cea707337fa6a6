using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SideBySide.Servers;

namespace SideBySide.ConfigGet;

/// <summary>A configuration of Kea's documentation, as far as both servers can start with it on a bare machine.</summary>
internal static partial class Example
{
    private static readonly string[] Elsewhere =
        ["hooks-libraries", "hosts-database", "hosts-databases", "config-control", "control-sockets", "control-socket", "lease-database"];

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IEnumerable<string> Files(Family family) => Directory.EnumerateDirectories("/usr/share/doc", "kea*")
        .Select(folder => Path.Combine(folder, "examples", family == Family.V4 ? "kea4" : "kea6"))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
        .Where(file => !Path.GetFileName(file).Contains("netconf", StringComparison.Ordinal))
        .DistinctBy(Path.GetFileName)
        .Order(StringComparer.Ordinal);

    /// <summary>The server's map; without libraries and data bases, and with nothing that reaches out of the test.</summary>
    public static JsonObject Read(string file, Family family)
    {
        string text = BareFraction().Replace(HashComment().Replace(File.ReadAllText(file), ""), "${1}0.");
        var server = (JsonObject)JsonNode.Parse(text, documentOptions: Lenient)![family.Element]!.DeepClone();
        foreach (string name in Elsewhere)
        {
            server.Remove(name);
        }

        server["lease-database"] = JsonNode.Parse("""{ "type": "memfile", "persist": false }""");
        if (family == Family.V6)
        {
            // Kea 2.2 would keep its identifier in a place of the system.
            server["server-id"] = JsonNode.Parse("""{ "type": "EN", "enterprise-id": 9, "identifier": "87654321", "persist": false }""");
        }

        if (server["interfaces-config"] is { } interfaces)
        {
            interfaces["interfaces"] = new JsonArray();
        }

        if (server["dhcp4o6-port"] is not null)
        {
            // The link has no IPv6 for it.
            server["dhcp4o6-port"] = 0;
        }

        if (server["dhcp-ddns"] is { } ddns)
        {
            ddns["enable-updates"] = false;
        }

        foreach (var logger in server["loggers"] as JsonArray ?? [])
        {
            // Kea 2.2 wants it said.
            logger!["severity"] ??= "INFO";
            foreach (var output in (logger["output_options"] ?? logger["output-options"]) as JsonArray ?? [])
            {
                output!["output"] = "stdout";
                ((JsonObject)output).Remove("maxsize");
                ((JsonObject)output).Remove("maxver");
            }
        }

        return server;
    }

    /// <summary>The whole configuration of one side.</summary>
    public static string Complete(JsonObject server, Family family, string folder)
    {
        var whole = (JsonObject)server.DeepClone();
        whole["control-socket"] = new JsonObject { ["socket-type"] = "unix", ["socket-name"] = Path.Combine(folder, "ctl") };
        return new JsonObject { [family.Element] = whole }.ToJsonString();
    }

    /// <summary>Kea refuses a subnet on an interface that is not there.</summary>
    public static IEnumerable<string> Interfaces(JsonObject server) =>
        InterfaceName().Matches(server.ToJsonString()).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex("^[ \t]*#.*$", RegexOptions.Multiline)]
    private static partial Regex HashComment();

    [GeneratedRegex(@"(:\s*)\.(?=[0-9])")]
    private static partial Regex BareFraction();

    [GeneratedRegex("\"interface\":\"([A-Za-z0-9]+)\"")]
    private static partial Regex InterfaceName();
}
