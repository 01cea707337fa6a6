using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Exchange;
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

    /// <summary>Reads the query that is asked about.</summary>
    /// <param name="more">A member that is read elsewhere.</param>
    private delegate bool QuestionReader<TSettings, TArrival>(
        Element? arguments, TSettings settings, string more, out TArrival arrival, out string error);

    public static void Register(CommandTable commands, Engine4 engine, SettingsReader<Dhcp4Settings> read)
    {
        var explainer = new Explainer4(engine);
        Register<Dhcp4Settings, Arrival4>(
            commands,
            "4",
            (Element? map, Dhcp4Settings settings, string more, out Arrival4 arrival, out string error) =>
                Question4.TryRead(map, engine, settings, more, out arrival, out error),
            () => engine.Settings,
            arrival => explainer.Explain(in arrival),
            (settings, arrival) => explainer.WhatIf(settings, in arrival),
            read);
    }

    public static void Register(CommandTable commands, Engine6 engine, SettingsReader<Dhcp6Settings> read)
    {
        var explainer = new Explainer6(engine);
        Register<Dhcp6Settings, Arrival6>(
            commands,
            "6",
            (Element? map, Dhcp6Settings settings, string more, out Arrival6 arrival, out string error) =>
                Question6.TryRead(map, engine, settings, more, out arrival, out error),
            () => engine.Settings,
            arrival => explainer.Explain(in arrival),
            (settings, arrival) => explainer.WhatIf(settings, in arrival),
            read);
    }

    private static void Register<TSettings, TArrival>(
        CommandTable commands,
        string family,
        QuestionReader<TSettings, TArrival> ask,
        Func<TSettings> current,
        Func<TArrival, Element> explain,
        Func<TSettings, TArrival, Element> whatIf,
        SettingsReader<TSettings> read)
        where TSettings : DhcpSettings
    {
        commands.Add("explain" + family, call => ask(call.Arguments, current(), "", out var arrival, out string error)
            ? Answer(explain(arrival))
            : CommandResult.Error(error));

        // Read outside the loop, and tried between two turns: all leases are counted for it.
        commands.AddOutside("what-if" + family, call => Configured(call, read, settings =>
            ask(call.Arguments, settings, Configuration, out var arrival, out string error)
                ? Answer(whatIf(settings, arrival))
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
