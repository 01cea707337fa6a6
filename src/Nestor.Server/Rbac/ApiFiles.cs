using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Commands;

namespace Nestor.Server.Rbac;

/// <summary>
/// The folder of Kea's files about commands, one JSON map each. Where it has any, they say which of Kea's commands are
/// defined; without them all that we know are.
/// </summary>
internal static class ApiFiles
{
    private const int MaxFiles = 2000;
    private const long MaxSize = 1 << 20;

    /// <summary>Commands of ours, which no file of Kea's describes.</summary>
    private static readonly string[] Own = ["explain4", "explain6", "latency-get", "what-if4", "what-if6", "reconfigure4", "reconfigure6"];

    /// <summary>The definitions; null with the reason when a file of the folder cannot be used.</summary>
    /// <param name="count">Files they are from; 0 when they are those we know by ourselves.</param>
    public static IReadOnlyCollection<CommandDefinition>? Read(string folder, out int count, out string error)
    {
        error = "";
        count = 0;
        string[] files;
        try
        {
            files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"{folder}: {e.Message}";
            return null;
        }

        if (files.Length > MaxFiles)
        {
            error = $"{folder}: found {files.Length} files, wanted at most {MaxFiles}";
            return null;
        }

        // Names with an underscore are templates for those who write such files.
        var definitions = new List<CommandDefinition>();
        foreach (string file in files.Where(f => Path.GetFileName(f)[0] != '_').Order(StringComparer.Ordinal))
        {
            if (One(file, out error) is not { } definition)
            {
                return null;
            }

            definitions.Add(definition);
            count++;
        }

        return count == 0 ? KnownCommands.All : [.. Own.Select(n => KnownCommands.Find(n)!), .. definitions];
    }

    private static CommandDefinition? One(string file, out string error)
    {
        if (File.Exists(file) && new FileInfo(file).Length > MaxSize)
        {
            error = $"{file}: found more than {MaxSize} bytes";
            return null;
        }

        if (JsonReader.OpenFile(file, out error) is not { } text)
        {
            error = $"{file}: {error}";
            return null;
        }

        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(text, file, diagnostics);
        if (diagnostics.HasErrors)
        {
            error = diagnostics.All.First(d => d.IsError).ToString();
            return null;
        }

        if (root?["name"] is not { Kind: ElementKind.String, Text: { Length: > 0 } name }
            || root["access"] is not { Kind: ElementKind.String, Text: "read" or "write" } access
            || root["hook"] is not (null or { Kind: ElementKind.String }))
        {
            error = $"{file}: found no description of a command, wanted a map with \"name\", \"access\" (read or write) and perhaps \"hook\"";
            return null;
        }

        return new CommandDefinition(name, access.Text == "read" ? CommandAccess.Read : CommandAccess.Write, root["hook"]?.Text ?? "");
    }
}
