namespace CommandLines.Tables;

/// <summary>All programs and all commands of <c>nestor</c>.</summary>
public static class Catalog
{
    public static ProgramEntry Explain { get; } = Explaining(
        "nestor explain", "what would become of a query at a running server, and why", ["[-4|-6] --socket PATH | --config FILE QUERY [--json]"], []);

    public static ProgramEntry WhatIf { get; } = Explaining(
        "nestor what-if",
        "the same by another configuration and the leases the server has",
        ["[-4|-6] --with FILE [--socket PATH | --config FILE] QUERY [--json]"],
        [new("--with FILE", "the configuration to try; its own socket is asked unless another is named")]);

    public static ProgramEntry Completion { get; } = new(
        "nestor completion",
        "prints what lets a shell complete the command lines of all programs",
        ["bash|zsh|fish"],
        "Installed packages have it in place. For one shell only: source <(nestor completion bash).")
    {
        Section = 1,
        Commands = [new("bash", "for bash"), new("zsh", "for zsh, as a file _nestor in fpath"), new("fish", "for fish")],
        Flags = [new("-h, --help", "this text")],
    };

    public static ProgramEntry Man { get; } = new(
        "nestor man",
        "shows the manual page of a program",
        ["[NAME]", "--write FOLDER"],
        "NAME is a program or a command of nestor. When standard output is no terminal, the page goes there as roff.")
    {
        Section = 1,
        Flags =
        [
            new("--write FOLDER", "write all pages, in FOLDER/man1 and FOLDER/man8"),
            new("--list", "the names of all pages"),
            new("-h, --help", "this text"),
        ],
    };

    /// <summary>The commands of nestor, in the order its help lists them.</summary>
    public static IReadOnlyList<ProgramEntry> Commands { get; } =
        [NestorCommands.Status, NestorCommands.Top, NestorCommands.Leases, NestorCommands.Config, NestorCommands.Audit, Explain, WhatIf, Completion, Man];

    public static ProgramEntry Nestor { get; } = new(
        "nestor",
        "a DHCP server in the place of Kea, and what goes with it",
        ["COMMAND [ARGUMENTS]", "PROGRAM [ARGUMENTS]"],
        """
        One program under many names: called as kea-dhcp4, kea-shell and so on it is that program, and so it is when that name
        is its first argument. Beside these it has commands of its own.
        """)
    {
        Section = 1,
        Commands = [.. Commands.Select(c => new TermEntry(c.Name["nestor ".Length..], c.Summary))],
        Flags = [new("-h, --help", "this text"), new("-v, --version", "version")],
    };

    /// <summary>The programs under Kea's names.</summary>
    public static IReadOnlyList<ProgramEntry> Programs { get; } =
    [
        Servers.KeaDhcp4, Servers.KeaDhcp6, Servers.KeaCtrlAgent, Servers.KeaLfc, Administration.KeaShell, Administration.KeaCtrl,
        Administration.KeaAdmin, Measuring.PerfDhcp,
    ];

    /// <summary>All that have a page in the manual.</summary>
    public static IReadOnlyList<ProgramEntry> All { get; } = [.. Programs, Nestor, .. Commands];

    private static ProgramEntry Explaining(string name, string summary, string[] synopses, FlagEntry[] more) => new(
        name,
        summary,
        synopses,
        """
        QUERY is one of --packet, --pcap, and a client in words, with any of the flags from --mac to --option. Nothing is
        changed by it: neither leases nor counters.
        """)
    {
        Section = 1,
        Flags =
        [
            new("-4", "ask about DHCPv4"),
            new("-6", "ask about DHCPv6"),
            new("--socket PATH", "the server's unix control socket"),
            new("--config FILE", "the configuration that names it"),
            .. more,
            new("--packet HEX", "the bytes of a message"),
            new("--pcap FILE", "the queries in a capture, 100 at most"),
            new("--mac ADDRESS", "hardware address"),
            new("--type NAME", "message type"),
            new("--client-id HEX", "client identifier (DHCPv4)"),
            new("--duid HEX", "DUID (DHCPv6)"),
            new("--relay ADDRESS", "the relay it comes through"),
            new("--circuit-id HEX", "what the relay says of the port"),
            new("--remote-id HEX", "and of the client"),
            new("--interface-id HEX", "the same in DHCPv6"),
            new("--requested ADDRESS", "the address it asks for"),
            new("--ia-na NUMBER", "asks for addresses, with this IAID"),
            new("--ia-pd NUMBER", "asks for prefixes, with this IAID"),
            new("--option NAME=DATA", "any option, also CODE=0xHEX; may be repeated"),
            new("--interface NAME", "where it arrives"),
            new("--source ADDRESS", "where it is from"),
            new("--destination ADDRESS", "where it was sent to"),
            new("--json", "the answer as the server gave it"),
            new("-h, --help", "this text"),
        ],
        ExitCodes =
        [
            new("0", "all is explained"), new("1", "the server refuses"),
            new("2", "the command line is wrong, a file cannot be read, or no server answers"),
        ],
    };
}
