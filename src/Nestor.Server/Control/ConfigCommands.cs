using System.Diagnostics.CodeAnalysis;
using Nestor.Config.Writing;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Server.Control;

/// <summary>Commands that give the server another configuration, or try one.</summary>
internal static class ConfigCommands
{
    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.AddOutside("config-get", _ => ConfigGet(server));
        commands.AddOutside("config-hash-get", _ => ConfigHashGet(server));
        commands.AddBetweenTurns("config-reload", _ => ConfigReload(server));
        commands.AddOutside("config-set", call => ConfigSet(server, call));
        commands.AddOutside("config-write", call => ConfigWrite.Run(server, call));
        commands.AddOutside("config-test", call => ConfigTest(server, call));
    }

    /// <summary>The configuration and its hash, and beside them what was left out of it: only there is it no part of it.</summary>
    private static CommandResult ConfigGet(ICommandedServer server)
    {
        var settings = server.Settings;
        if (NormalForm.HashOf(settings) is not { } hash)
        {
            return CommandResult.Error("the configuration was not read from anything");
        }

        // The hash is that of the configuration with its passwords: another password makes another one.
        var members = new List<Member>(ShownSecrets.Hidden(NormalForm.ToSend(settings)!).Members) { Of("hash", Element.Of(hash)) };
        if (settings.Quarantined.Count > 0)
        {
            members.Add(Of("quarantined", Entries(settings.Quarantined)));
        }

        return CommandResult.Success(Element.Map(members));
    }

    private static CommandResult ConfigHashGet(ICommandedServer server) => NormalForm.HashOf(server.Settings) is { } hash
        ? CommandResult.Success(Element.Map([Of("hash", Element.Of(hash))]))
        : CommandResult.Error("the configuration was not read from anything");

    /// <summary>Entries of the configuration that are left out: where each stands, and why.</summary>
    public static Element Entries(IReadOnlyList<QuarantinedEntry> entries) => Element.List(entries.Select(q => Element.Map(
        [Of("list", Element.Of(q.List)), Of("place", Element.Of(q.Place.ToString())), Of("reason", Element.Of(q.Reason))])));

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);

    private static CommandResult ConfigReload(ICommandedServer server) => server.Reload() is { } error
        ? CommandResult.Error($"Config reload failed: configuration error using file '{server.ConfigurationFile}': {error}")
        : CommandResult.Success("Configuration successful.");

    private static CommandResult ConfigSet(ICommandedServer server, CommandCall call)
    {
        if (!IsOneConfiguration(server, call, out var refusal))
        {
            return refusal;
        }

        if (Read(server, call.Arguments!, out var settings, out string error) is not { } take)
        {
            return CommandResult.Error(error);
        }

        // Worked out here, for it takes long and the loop has other things to do.
        var hash = NormalForm.HashOf(settings!) is { } text ? Element.Map([Of("hash", Element.Of(text))]) : null;
        return CommandResult.Later(() => take() is { } problem ? CommandResult.Error(problem) : CommandResult.Success("Configuration successful.", hash));
    }

    private static CommandResult ConfigTest(ICommandedServer server, CommandCall call)
    {
        if (!IsOneConfiguration(server, call, out var refusal))
        {
            return refusal;
        }

        return Read(server, call.Arguments!, out _, out string error) is null
            ? CommandResult.Error(error)
            : CommandResult.Success("Configuration seems sane. Control sockets and lease files were looked at, but not opened.");
    }

    /// <summary>How the server takes a configuration, which may have stars in the place of passwords; null when it is refused.</summary>
    private static Func<string?>? Read(ICommandedServer server, Element asked, out DhcpSettings? settings, out string error)
    {
        settings = null;
        asked = ShownSecrets.Restored(asked, () => NormalForm.ToSend(server.Settings), out error);
        return error.Length > 0 ? null : server.Read(asked, [], out settings, out error);
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
            refusal = call.Arguments.Members.FirstOrDefault(m => m.Name != name) is { Name: not null } other
                ? CommandResult.Error($"Unsupported '{other.Name}' parameter.")
                : configuration.Kind != ElementKind.Map ? CommandResult.Error($"'{name}' parameter expected to be a map.") : null;
        }

        return refusal is null;
    }
}
