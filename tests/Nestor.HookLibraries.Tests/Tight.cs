using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nestor.HookLibraries.Tests;

/// <summary>Answers as one writes them down in a test: without blanks between.</summary>
internal static class Tight
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string json) => JsonNode.Parse(json)!.ToJsonString(Plain);

    public static string Tell(this LibraryBench4 bench, string command, string? arguments = null) => Of(bench.Ask(command, arguments));

    public static string Tell(this LibraryBench6 bench, string command, string? arguments = null) => Of(bench.Ask(command, arguments));
}
