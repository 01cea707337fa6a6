using Nestor.Hooks.Commands;

namespace Nestor.Server.Control;

/// <summary>Commands about what the server keeps elsewhere: leases in a file, configuration in data bases.</summary>
internal static class StoreCommands
{
    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.AddBetweenTurns("kea-lfc-start", _ => StartCleanUp(server));

        // There are no configuration back ends yet, and so there is never one configured.
        commands.Add("config-backend-pull", _ => CommandResult.Empty("No config backend."));
    }

    private static CommandResult StartCleanUp(ICommandedServer server)
    {
        if (server.LeaseFile is null)
        {
            return CommandResult.Error("there is no lease file: leases are kept in memory only");
        }

        if (server.IsCleaningUp)
        {
            return CommandResult.Conflict("kea-lfc is already running");
        }

        return server.StartCleanUp() ? CommandResult.Success("kea-lfc started") : CommandResult.Error("kea-lfc could not be started, see the log");
    }
}
