namespace Nestor.Hooks.Commands;

/// <summary>What a command does. On the engine's loop it sees a consistent state and has it to itself.</summary>
public delegate CommandResult CommandFunction(CommandCall call);

/// <summary>Where a command runs.</summary>
public enum CommandPlace : byte
{
    Turn,
    BetweenTurns,
    Outside,
}

/// <summary>
/// All commands of a server by name. Its own are filled in while it is set up, and only read after that; those of hook
/// libraries change with the configuration, all at once.
/// </summary>
public sealed class CommandTable
{
    private readonly SortedDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<string, Row> _libraries = new Dictionary<string, Row>();

    /// <summary>In the order of the alphabet.</summary>
    public IEnumerable<string> Names => _rows.Keys.Concat(_libraries.Keys).Order(StringComparer.Ordinal);

    /// <summary>A command that runs in a turn of the loop; what it changes is committed before its answer leaves.</summary>
    public void Add(string name, CommandFunction run) => _rows.Add(name, new Row(run, CommandPlace.Turn));

    /// <summary>A command that runs between two turns, with nothing under way: for what replaces configuration, leases or sockets.</summary>
    public void AddBetweenTurns(string name, CommandFunction run) => _rows.Add(name, new Row(run, CommandPlace.BetweenTurns));

    /// <summary>
    /// A command that begins outside the loop, where it may take its time and knows nothing of the server's state. What
    /// it leaves for later runs between two turns.
    /// </summary>
    public void AddOutside(string name, CommandFunction run) => _rows.Add(name, new Row(run, CommandPlace.Outside));

    /// <summary>Null when there is no command of this name.</summary>
    public Row? Find(string name) => _rows.GetValueOrDefault(name) ?? _libraries.GetValueOrDefault(name);

    /// <summary>The commands of the configuration's hook libraries, in the place of those before.</summary>
    public void UseLibraries(IReadOnlyDictionary<string, Row> commands) => _libraries = commands;

    /// <summary>One command.</summary>
    public sealed record Row(CommandFunction Run, CommandPlace Place);
}
