using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Engine.Explaining;

/// <summary>Reads a configuration; null with the reason when it is wrong. On any thread.</summary>
/// <param name="root">A map with one member of the configuration's name.</param>
public delegate TSettings? SettingsReader<TSettings>(Element root, out string error)
    where TSettings : DhcpSettings;

/// <summary>
/// The commands <c>explain4</c>, <c>what-if4</c> and those of DHCPv6, which Kea has not: what would become of a query, and
/// why, with nothing changed by it.
/// </summary>
public static class ExplainCommands
{
    private const string Configuration = "configuration";

    public static void Register(CommandTable commands, Engine4 engine, SettingsReader<Dhcp4Settings> read)
    {
        var explainer = new Explainer4(engine);
        commands.Add("explain4", call => Question4.TryRead(call.Arguments, engine, engine.Settings, "", out var arrival, out string error)
            ? Answer(explainer.Explain(in arrival))
            : CommandResult.Error(error));

        // Read outside the loop, and tried between two turns: all leases are counted for it.
        commands.AddOutside("what-if4", call => Configured(call, read, settings =>
            Question4.TryRead(call.Arguments, engine, settings, Configuration, out var arrival, out string error)
                ? Answer(explainer.WhatIf(settings, in arrival))
                : CommandResult.Error(error)));
    }

    public static void Register(CommandTable commands, Engine6 engine, SettingsReader<Dhcp6Settings> read)
    {
        var explainer = new Explainer6(engine);
        commands.Add("explain6", call => Question6.TryRead(call.Arguments, engine, engine.Settings, "", out var arrival, out string error)
            ? Answer(explainer.Explain(in arrival))
            : CommandResult.Error(error));
        commands.AddOutside("what-if6", call => Configured(call, read, settings =>
            Question6.TryRead(call.Arguments, engine, settings, Configuration, out var arrival, out string error)
                ? Answer(explainer.WhatIf(settings, in arrival))
                : CommandResult.Error(error)));
    }

    private static CommandResult Configured<TSettings>(
        CommandCall call, SettingsReader<TSettings> read, Func<TSettings, CommandResult> goOn)
        where TSettings : DhcpSettings
    {
        if (!call.TryMember(Configuration, out var root, out var refusal))
        {
            return refusal;
        }

        return read(root, out string error) is { } settings
            ? CommandResult.Later(() => goOn(settings))
            : CommandResult.Error($"the configuration is refused: {error}");
    }

    private static CommandResult Answer(Element explanation)
    {
        string? type = explanation["reply"]?["message-type"]?.Text;
        return CommandResult.Success(type is null ? $"the query would be {explanation["verdict"]!.Text}" : $"the query would be answered by {type}", explanation);
    }
}
