using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Services;

/// <summary>
/// The running configuration, for commands that show or change parts of it. On any thread: a command that changes it is
/// one of <see cref="CommandPlace.Outside"/>.
/// </summary>
public interface IConfiguration
{
    /// <summary>The configuration in force.</summary>
    ConfigurationState Now { get; }

    /// <summary>
    /// A configuration, or one with entries of its lists left out, in the form that <c>config-get</c> shows: defaults
    /// filled in, members in the order of the alphabet.
    /// </summary>
    /// <param name="tree">A server's map, of <see cref="ConfigurationState.Tree"/>.</param>
    Element Shown(Element tree);

    /// <summary>
    /// Changes the configuration: what the edit makes of it is checked as a whole configuration is and taken into use
    /// between two turns, all of it or nothing; what the edit left alone stays. Where somebody else was quicker the edit is
    /// done again, on what is there then.
    /// </summary>
    CommandResult Change(Func<ConfigurationState, ConfigurationEdit> edit);
}

/// <summary>A configuration at one time.</summary>
/// <param name="Settings">What it means.</param>
/// <param name="Tree">
/// The server's map, what is inside of Dhcp4 or Dhcp6: as it was read, with today's keywords only, and with the id of
/// every subnet.
/// </param>
public sealed record ConfigurationState(DhcpSettings Settings, Element Tree);

/// <summary>What becomes of a configuration.</summary>
/// <param name="Tree">The whole new map of the server; null when it stays as it is.</param>
/// <param name="Result">The answer: once the change is in force, or at once when there is none.</param>
public readonly record struct ConfigurationEdit(Element? Tree, CommandResult Result)
{
    /// <summary>Nothing is changed.</summary>
    public static implicit operator ConfigurationEdit(CommandResult result) => new(null, result);
}
