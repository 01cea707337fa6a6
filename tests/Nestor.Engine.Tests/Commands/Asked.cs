using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Engine.Tests.Commands;

/// <summary>Commands of a table, run to their ends.</summary>
internal static class Asked
{
    public static CommandResult Ask(this CommandTable commands, string name, string? arguments = null) =>
        commands.Ask(name, arguments, out _);

    /// <param name="turns">Turns of the loop that the command took beyond its first.</param>
    public static CommandResult Ask(this CommandTable commands, string name, string? arguments, out int turns)
    {
        var element = arguments is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "test", new Diagnostics());
        var result = commands.Find(name)!.Run(new CommandCall(name, element));
        for (turns = 0; result.GoOn is { } goOn; turns++)
        {
            result = goOn();
        }

        // What is finished outside of the loop may be written already: it is read as a client reads it.
        return result.Finish is { } finish ? Read(finish()) : result;
    }

    private static CommandResult Read(CommandResult result) => result is { Code: ResultCode.Success, Text: null, Arguments: { } arguments }
        ? CommandResult.Success(JsonReader.Read(Encoding.UTF8.GetBytes(JsonWriter.Compact(arguments)), "answer", new Diagnostics())!)
        : result;

    /// <summary>The answer as it is sent.</summary>
    public static string Text(this CommandTable commands, string name, string? arguments = null) =>
        JsonWriter.Compact(commands.Ask(name, arguments).ToElement());
}
