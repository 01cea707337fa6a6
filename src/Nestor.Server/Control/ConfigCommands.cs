using System.Diagnostics.CodeAnalysis;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Server.Control;

/// <summary>Commands that give the server another configuration, or try one.</summary>
internal static class ConfigCommands
{
    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.AddBetweenTurns("config-reload", _ => ConfigReload(server));
        commands.AddOutside("config-set", call => ConfigSet(server, call));
        commands.AddOutside("config-test", call => ConfigTest(server, call));
    }

    private static CommandResult ConfigReload(ICommandedServer server) => server.Reload() is { } error
        ? CommandResult.Error($"Config reload failed: configuration error using file '{server.ConfigurationFile}': {error}")
        : CommandResult.Success("Configuration successful.");

    private static CommandResult ConfigSet(ICommandedServer server, CommandCall call)
    {
        if (!IsOneConfiguration(server, call, out var refusal))
        {
            return refusal;
        }

        return server.Read(call.Arguments!, out string error) is { } take
            ? CommandResult.Later(() => take() is { } problem ? CommandResult.Error(problem) : CommandResult.Success("Configuration successful."))
            : CommandResult.Error(error);
    }

    private static CommandResult ConfigTest(ICommandedServer server, CommandCall call)
    {
        if (!IsOneConfiguration(server, call, out var refusal))
        {
            return refusal;
        }

        return server.Read(call.Arguments!, out string error) is null
            ? CommandResult.Error(error)
            : CommandResult.Success("Configuration seems sane. Control sockets and lease files were looked at, but not opened.");
    }

    /// <summary>The arguments must be this server's configuration and nothing else.</summary>
    private static bool IsOneConfiguration(ICommandedServer server, CommandCall call, [NotNullWhen(false)] out CommandResult? refusal)
    {
        string name = server.ConfigurationName;
        if (call.Arguments is null)
        {
            refusal = CommandResult.Error("Missing mandatory 'arguments' parameter.");
        }
        else if (call.TryMember(name, out var configuration, out refusal))
        {
            refusal = call.Arguments.Members.FirstOrDefault(m => m.Name != name) is { } other
                ? CommandResult.Error($"Unsupported '{other.Name}' parameter.")
                : configuration.Kind != ElementKind.Map ? CommandResult.Error($"'{name}' parameter expected to be a map.") : null;
        }

        return refusal is null;
    }
}
