namespace CommandLines;

/// <summary>
/// A program, or a command of <c>nestor</c>: what it is called with. Its usage text, its man page and the completion of
/// shells are made from this, and the newer programs read their arguments by it, so that none can forget a flag.
/// </summary>
/// <param name="Name">As typed: <c>kea-dhcp4</c>, <c>nestor leases</c>.</param>
/// <param name="Summary">One line, small at its beginning, without a stop.</param>
/// <param name="Synopses">What follows the name, in each of its forms.</param>
/// <param name="Description">Sentences; a blank line begins a paragraph.</param>
public sealed record ProgramEntry(string Name, string Summary, string[] Synopses, string Description)
{
    public IReadOnlyList<FlagEntry> Flags { get; init; } = [];

    /// <summary>The words that are its first argument, with their meanings.</summary>
    public IReadOnlyList<TermEntry> Commands { get; init; } = [];

    /// <summary>The words that may be its second argument.</summary>
    public IReadOnlyList<string> SecondWords { get; init; } = [];

    /// <summary>Whether its own arguments are files.</summary>
    public bool TakesFiles { get; init; }

    public IReadOnlyList<TermEntry> ExitCodes { get; init; } = [];

    public IReadOnlyList<TermEntry> Files { get; init; } = [];

    public IReadOnlyList<TermEntry> Variables { get; init; } = [];

    /// <summary>Commands as a shell would be given them, with what they do.</summary>
    public IReadOnlyList<TermEntry> Examples { get; init; } = [];

    /// <summary>The section of the manual: 8 for what an administrator runs, 1 for the rest.</summary>
    public int Section { get; init; } = 8;

    /// <summary>The name of its man page.</summary>
    public string PageName => Name.Replace(' ', '-');

    public FlagEntry? Find(string name) => Flags.FirstOrDefault(f => f.Names.Contains(name));
}

/// <summary>A word and its meaning.</summary>
public sealed record TermEntry(string Term, string Meaning);
