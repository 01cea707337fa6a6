using System.Diagnostics.CodeAnalysis;
using Nestor.Config.Writing;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Server.Control;

/// <summary>
/// <c>config-write</c>: the running configuration as a file. What it has in common with the file the server was started
/// with stays as it is written there, with comments and includes.
/// </summary>
internal static class ConfigWrite
{
    /// <summary>Writes the file as it is now, changed: what an operator noted in it since it was loaded is kept too.</summary>
    public static CommandResult Run(ICommandedServer server, CommandCall call) => Store(
        server.ConfigurationFile, call, server.IsTrusting,
        () => NormalForm.Of(server.Settings) is { } running
            ? new ConfigText(server.Load, JsonReader.OpenFile).Of(running, JsonReader.OpenFile(server.ConfigurationFile, out _))
            : null);

    /// <summary>Writes a configuration where the command says, if it may be there.</summary>
    /// <param name="configuration">The file the program was started with, which is written when no other is named.</param>
    /// <param name="isTrusting">It may be anywhere.</param>
    /// <param name="makeText">Null when there is nothing to write.</param>
    public static CommandResult Store(string configuration, CommandCall call, bool isTrusting, Func<byte[]?> makeText)
    {
        if (call.Arguments is not (null or { Kind: ElementKind.Map }))
        {
            return CommandResult.Error("Argument must be a map");
        }

        if (call.Arguments?["filename"] is { Kind: not ElementKind.String })
        {
            return CommandResult.Error("passed parameter 'filename' is not a string");
        }

        if (!TryPath(configuration, call.Arguments?["filename"]?.Text ?? "", isTrusting, out string? path, out string error))
        {
            return CommandResult.Error($"Error during write-config:{error}");
        }

        if (makeText() is not { } text)
        {
            return CommandResult.Error("Error during write-config:the configuration was not read from anything");
        }

        return SafeFile.Write(Target(configuration, path), text) is { } problem
            ? CommandResult.Error($"Error during write-config:Unable to open file {path} for writing: {problem}")
            : CommandResult.Success(
                $"Configuration written to {path} successful",
                Element.Map([Of("filename", Element.Of(path)), Of("size", Element.Of(text.Length))]));
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    /// <summary>Only files beside the configuration may be written, unless flag -X lets others pass.</summary>
    private static bool TryPath(string configuration, string name, bool isTrusting, [NotNullWhen(true)] out string? path, out string error)
    {
        path = null;
        error = "";
        string own = Path.GetFullPath(configuration);
        string folder = Path.GetDirectoryName(own)!;
        if (name.Length == 0)
        {
            path = own;
            return true;
        }

        if (name.Any(char.IsControl) || Path.GetFileName(name) is "" or "." or "..")
        {
            error = "the name is not that of a file";
            return false;
        }

        string wanted = Path.GetFullPath(Path.GetFileName(name) == name ? Path.Combine(folder, name) : name);
        if (Path.GetDirectoryName(wanted) != folder && !isTrusting)
        {
            error = $"not allowed to write config into {Path.GetDirectoryName(wanted)}, only into {folder}, where the configuration file is";
            return false;
        }

        path = wanted;
        return true;
    }

    /// <summary>Where the configuration file is a link, what it leads to is written; other links are not followed.</summary>
    private static string Target(string configuration, string path)
    {
        try
        {
            return path == Path.GetFullPath(configuration) && new FileInfo(path).LinkTarget is not null
                && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
        }
        catch (IOException)
        {
            // Links that lead to each other: writing says what is wrong.
            return path;
        }
    }
}
