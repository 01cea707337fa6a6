using Nestor.Hooks.Libraries;
using Nestor.Json;

namespace StandardLibraries.External;

/// <summary>One program that takes part from outside.</summary>
/// <param name="Name">What it is called in logs and answers.</param>
/// <param name="Command">The program to be started; null when it is reached by <paramref name="Socket"/>.</param>
/// <param name="Socket">The unix socket it listens on; null when it is started.</param>
/// <param name="Deadline">How long a query may wait for its word.</param>
/// <param name="IsFailingClosed">Queries that it has no word for are dropped; else they are served.</param>
/// <param name="QueueLimit">Messages that may wait to be sent; more are not told to it, and counted.</param>
internal sealed record ProgramSettings(
    string Name, string? Command, IReadOnlyList<string> Arguments, string? Socket, TimeSpan Deadline, bool IsFailingClosed, int QueueLimit)
{
    public static IReadOnlyList<ProgramSettings> Read(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        var programs = reader.Maps("programs").Select(map => ReadOne(setup, map)).ToList();
        reader.RefuseOthers();
        if (programs.Count == 0)
        {
            setup.Error(setup.Parameters?.Place ?? setup.Place, "found no programs, wanted one at least");
        }

        foreach (var again in programs.GroupBy(p => p.Name).Where(g => g.Count() > 1))
        {
            setup.Error(setup.Place, $"found program \"{again.Key}\" twice, wanted each name once");
        }

        return programs;
    }

    private static ProgramSettings ReadOne(LibrarySetup setup, Element map)
    {
        var reader = new ParameterReader(setup, map, map.Place);
        string name = reader.RequiredText("name");
        string? command = map["command"] is null ? null : reader.FileIn(setup.Folders.Scripts, "command", "");
        string? socket = map["socket"] is null ? null : reader.FileIn(setup.Folders.Data, "socket", "");
        var settings = new ProgramSettings(
            name, command, [.. reader.Texts("arguments")], socket,
            TimeSpan.FromMilliseconds(reader.Integer("deadline", 200, 1, 60_000)),
            reader.Choice("on-failure", "continue", "continue", "drop") == "drop",
            (int)reader.Integer("queue-limit", 10_000, 1, 1_000_000));
        reader.RefuseOthers();
        if (command is null == socket is null)
        {
            setup.Error(map.Place, $"found program \"{name}\" with {(command is null ? "neither" : "both")} \"command\" and \"socket\", wanted one of them");
        }
        else if (command is not null && !File.Exists(command))
        {
            setup.Error(map["command"]!.Place, $"found command \"{command}\" that is not there, wanted a program");
        }

        return settings;
    }
}
