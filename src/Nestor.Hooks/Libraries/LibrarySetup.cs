using Nestor.Hooks.Commands;
using Nestor.Hooks.Points;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Libraries;

/// <summary>What a library is loaded with, and what it says it takes part in.</summary>
/// <param name="entry">Its place in the configuration.</param>
/// <param name="settings">The configuration that is being read.</param>
/// <param name="points">Of the server's family.</param>
/// <param name="log">By name: a library's own logger, such as <c>lease-cmds-hooks</c>.</param>
/// <param name="tell">Takes what is wrong with the parameters; true for an error, false for a warning.</param>
public sealed class LibrarySetup(
    HookLibrarySettings entry, DhcpSettings settings, HookPoints points, Func<string, Logger> log, Action<SourcePlace, string, bool> tell)
{
    private readonly List<KeyValuePair<string, CommandTable.Row>> _commands = [];

    public string Stem => entry.Stem;

    /// <summary>A map; null when there are none.</summary>
    public Element? Parameters => entry.Parameters;

    /// <summary>Where the library stands in the configuration.</summary>
    public SourcePlace Place => entry.Place;

    /// <summary>The configuration that is being read, without what libraries add to it.</summary>
    public DhcpSettings Settings => settings;

    /// <summary>Null in a server of the other family.</summary>
    public HookPoints4? Points4 => points as HookPoints4;

    /// <summary>Null in a server of the other family.</summary>
    public HookPoints6? Points6 => points as HookPoints6;

    /// <summary>What both families have.</summary>
    public HookPoints Points => points;

    /// <summary>The commands it has said so far.</summary>
    public IReadOnlyList<KeyValuePair<string, CommandTable.Row>> Commands => _commands;

    /// <summary>
    /// The configuration came by command: from somebody who may have the server do much, but not everything that its files
    /// may, such as run any program.
    /// </summary>
    public bool IsByCommand { get; init; }

    public ServerFolders Folders { get; init; } = ServerFolders.Usual;

    /// <summary>What it may cost.</summary>
    public LibraryGuard Guard { get; init; } = new(entry.Stem, entry.Guard, log("hooks"));

    /// <summary>A place of the library's own in the data of each query: the index of <see cref="Exchange.LibraryData"/>.</summary>
    public int AddQuerySlot() => points.AddQuerySlot();

    public Logger Log(string name) => log(name);

    /// <summary>The configuration is refused.</summary>
    public void Error(SourcePlace place, string text) => tell(place, text, true);

    public void Warn(SourcePlace place, string text) => tell(place, text, false);

    /// <summary>A command of the library's. Its name must be nobody else's.</summary>
    public void AddCommand(string name, CommandFunction run, CommandPlace place = CommandPlace.Turn) =>
        _commands.Add(new(name, new CommandTable.Row(run, place)));
}
