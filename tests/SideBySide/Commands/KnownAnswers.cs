using System.Text.Json.Nodes;
using SideBySide.ConfigGet;

namespace SideBySide.Commands;

/// <summary>Answers that differ for a reason.</summary>
internal static class KnownAnswers
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private const string Ours = "Changed on purpose";

    private static readonly string[] SinceInStatus =
        ["dhcp-state", "extended-info-tables", "csv-lease-file", "thread-pool-size", "packet-queue-size", "packet-queue-statistics"];

    public static readonly KnownAnswer[] All =
    [
        new("`list-commands` has the commands that came since, and no `libreload`", Kea3, d =>
            d is { Path: "/arguments" } && d.Example.Contains("list-commands", StringComparison.Ordinal)
            && Names(d.Reference).Except(["libreload"]).All(Names(d.Found).Contains)),
        new("`status-get` tells what came since: `dhcp-state`, `extended-info-tables`, `csv-lease-file` and, with threads, their number and queue", Kea3, d =>
            d.Reference == "none" && SinceInStatus.Contains(d.Name)),
        new("threads are used unless `multi-threading` says otherwise (2.3)", Kea3, d =>
            d is { Name: "multi-threading-enabled", Reference: "false", Found: "true" }),
        new("the `origin` of `dhcp-disable` and `dhcp-enable` may be a number (2.5.5)", Kea3, d =>
            d.Path is "/text" or "/result" && d.Example.Contains("\"origin\": ", StringComparison.Ordinal)
            && (d.Reference == "1" || Said(d) == "'origin' argument must be a string")),
        new("`config-set` answers with the `hash` of what it set (2.4)", Kea3, d =>
            d is { Path: "/arguments", Reference: "none" } && d.Example.Contains("config-set", StringComparison.Ordinal)),
        new("counters that came with 2.3 to 3.1", Kea3, d =>
            d.Reference == "none" && d.Example.Contains("statistic-get-all", StringComparison.Ordinal)),
        new("`config-write` writes no file but one in the folder of the configuration file (2.7.9)", Kea3, d =>
            d.Path == "/text" && d.Found.StartsWith("\"Error during write-config:not allowed to write config into", StringComparison.Ordinal)),
        new("a sample of a counter is taken when a command looks at the counter and finds it changed", Ours, d =>
            d is { Name: "declined-addresses", Found: "[[0,\"TIME\"]]" }),
        new("`statistic-sample-count-set` refuses 0", Ours, d => d.Example.Contains("statistic-sample-count-set\"", StringComparison.Ordinal)
            && d.Example.Contains("\"max-samples\": 0", StringComparison.Ordinal)),
        new("a comma behind the last member of a command is taken", Ours, d => d.Example.EndsWith(", }", StringComparison.Ordinal)),
        new("a request that has a member twice is refused", Ours, d => d.Example.Contains("\"arguments\": { }", StringComparison.Ordinal)
            && d.Example.Contains("\"a\": 1", StringComparison.Ordinal)),
        new("what is wrong with a configuration or a request that cannot be read, or has a value of a wrong type, is said in words of our own", Ours, d =>
            d.Path == "/text" && (Keas(Said(d)) || Said(d).StartsWith("Configuration seems sane.", StringComparison.Ordinal))),
    ];

    private static readonly string[] OfItsCode =
    [
        "Error during command processing", "unsupported", "subnet configuration failed", "<wire>", "Error during write-config",
        "called on", "invalid type specified",
    ];

    /// <summary>The text Kea says; nothing when it says none.</summary>
    private static string Said(ShownDifference difference) =>
        difference is { Path: "/text", Reference: not "none" } ? JsonNode.Parse(difference.Reference)!.GetValue<string>() : "";

    private static bool Keas(string text) => Array.Exists(OfItsCode, part => text.Contains(part, StringComparison.Ordinal));

    private static string[] Names(string list) => [.. (list == "none" ? [] : JsonNode.Parse(list) as JsonArray ?? []).Select(n => n!.GetValue<string>())];
}

/// <summary>A difference of answers that is wanted.</summary>
/// <param name="Reason">As it stands in docs/differences-from-kea.md.</param>
/// <param name="Document">The heading it stands under.</param>
internal sealed record KnownAnswer(string Reason, string Document, Func<ShownDifference, bool> Matches);
