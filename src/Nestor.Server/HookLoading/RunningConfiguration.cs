using Nestor.Config.Writing;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Server.HookLoading;

/// <inheritdoc/>
internal sealed class RunningConfiguration(IHookedServer server) : IConfiguration
{
    /// <summary>Others that are quicker, one after the other, before a change is given up.</summary>
    private const int MaxAttempts = 16;

    public ConfigurationState Now
    {
        get
        {
            var settings = server.Settings;
            return new ConfigurationState(settings, SubnetIds.Pinned(settings));
        }
    }

    public Element Shown(Element tree) => NormalForm.Of(server.Settings, tree);

    public CommandResult Change(Func<ConfigurationState, ConfigurationEdit> edit) => Change(edit, 1);

    private CommandResult Change(Func<ConfigurationState, ConfigurationEdit> edit, int attempt)
    {
        var state = Now;
        var (tree, result) = edit(state);
        if (tree is null)
        {
            return result;
        }

        if (server.ReadEdit(state.Settings, tree, out string error) is not { } take)
        {
            return CommandResult.Error(error);
        }

        return CommandResult.Later(() =>
        {
            if (!ReferenceEquals(server.Settings, state.Settings))
            {
                // Not here: to read it again takes long.
                return attempt < MaxAttempts
                    ? CommandResult.Outside(() => Change(edit, attempt + 1))
                    : CommandResult.Conflict("the configuration was changed by others again and again meanwhile");
            }

            return take() is { } problem ? CommandResult.Error(problem) : result;
        });
    }
}
