namespace CommandLines.Tables;

/// <summary>The commands of <c>nestor</c> that look at servers.</summary>
public static class NestorCommands
{
    private static readonly FlagEntry Socket = new("--socket PATH", "the server's unix control socket");
    private static readonly FlagEntry ConfigFile = new("-c, --config FILE", "the server's configuration file, which names its control socket");
    private static readonly FlagEntry Help = new("-h, --help", "this text");

    private static readonly TermEntry[] Answered =
    [
        new("0", "the server did it"), new("1", "the server refuses"), new("2", "the command line is wrong, a file cannot be read, or no server answers"),
    ];

    public static ProgramEntry Leases { get; } = new(
        "nestor leases",
        "lists leases, all or those asked for, without changing any",
        ["[-4|-6] [-c FILE | --socket PATH | --file FILE] [FILTERS] [--json | --csv | --count] [ADDRESS|PREFIX...]"],
        """
        Reads the leases from the lease file of the server that a configuration describes, or from a server that has the
        lease commands. A lease file is only read, while the server goes on; what a power cut took from it and the
        next start will bring back out of the redo log is shown as well.

        Shown are the leases that are held and the declined ones; with --all, with a state, or for one address also those
        that ran out, were given back or reclaimed and are still in the file.
        """)
    {
        Section = 1,
        TakesFiles = false,
        Flags =
        [
            new("-4", "leases of DHCPv4 (unless the file says otherwise)"),
            new("-6", "leases of DHCPv6"),
            new("-c, --config FILE", "the server's configuration (PREFIX/etc/kea/kea-dhcp4.conf, or 6)"),
            Socket,
            new("--file FILE", "a lease file"),
            new("--subnet-id NUMBER", "only of this subnet"),
            new("--state active|expired|declined|reclaimed|released|registered", "only in this state"),
            new("--mac ADDRESS", "only of this hardware address"),
            new("--client-id HEX", "only of this client identifier (DHCPv4)"),
            new("--duid HEX", "only of this DUID (DHCPv6)"),
            new("--hostname NAME", "only of this host, with or without its domain; a star may stand for the beginning"),
            new("--all", "in every state"),
            new("--wide", "more columns: when it ends, the pool, client identifier or DUID"),
            new("--json", "as the lease commands answer"),
            new("--csv", "as a lease file, which a server can load"),
            new("--count", "only how many"),
            Help,
        ],
        ExitCodes = [new("0", "leases were found"), new("1", "none was"), new("2", "the command line is wrong or the leases cannot be read")],
        Examples =
        [
            new("nestor leases 192.0.2.17", "who has this address, or had it last"),
            new("nestor leases -6 --subnet-id 3 --wide", "the leases of a subnet"),
            new("nestor leases --all --csv > backup.csv", "a lease file without the rows that no longer count"),
        ],
    };

    public static ProgramEntry Status { get; } = new(
        "nestor status",
        "asks the servers how they are",
        ["[-c FILE]... [--socket PATH]... [--interval SECONDS] [--json]"],
        """
        Asks each server by its control socket, and says what an operator wants to know first: whether it answers, since
        when, whether DHCP is enabled, whether its sockets are open, what was left out of its configuration, how many leases it
        gave out, and how many packets it handles. Without -c and --socket it asks the servers whose configuration is in
        PREFIX/etc/kea.
        """)
    {
        Section = 1,
        Flags =
        [
            new("-c, --config FILE", "a server's configuration; may be repeated"),
            new("--socket PATH", "a server's unix control socket; may be repeated"),
            new("--interval SECONDS", "how long packets are counted for the rates (1); 0 does without"),
            new("--json", "for machines"),
            Help,
        ],
        ExitCodes =
        [
            new("0", "all is well"), new("1", "a server answers, but something is not as it should be"), new("2", "a server does not answer"),
            new("3", "the command line is wrong or no server is known"),
        ],
    };

    public static ProgramEntry Top { get; } = new(
        "nestor top",
        "shows what a server does, again and again",
        ["[-c FILE | --socket PATH] [-4|-6] [--interval SECONDS] [--once]"],
        """
        Packets a second by message type, what is dropped and why, and how full the subnets are, in a terminal of 80 columns
        and 24 lines or more. The key q ends it.
        """)
    {
        Section = 1,
        Flags =
        [
            new("-c, --config FILE", "the server's configuration (PREFIX/etc/kea/kea-dhcp4.conf, or 6)"),
            Socket,
            new("-4", "the server of DHCPv4 (unless -c or --socket say otherwise)"),
            new("-6", "the server of DHCPv6"),
            new("--interval SECONDS", "how often it looks (1)"),
            new("--once", "one picture as plain text, and end"),
            Help,
        ],
        ExitCodes = [new("0", "ended by q or a signal, or after --once"), new("2", "the command line is wrong, or the server does not answer")],
    };

    public static ProgramEntry Config { get; } = new(
        "nestor config",
        "looks at configurations, with or without a running server",
        [
            "check FILE [--family 4|6]", "schema [4|6]", "explain KEYWORD [--family 4|6]", "diff A B [--family 4|6]",
            "import-dhcpd FILE [-4|-6] [--leases FILE] [--notes] [--kea2] [-o FILE]",
            "get|hash|reload|write [FILE] --socket PATH | -c FILE", "test|set FILE [--socket PATH | -c FILE]",
        ],
        """
        The first five need no server. The others ask the server whose control socket is given by --socket or named in the
        configuration of -c; test and set take it from FILE itself when neither is given.
        """)
    {
        Section = 1,
        TakesFiles = true,
        Commands =
        [
            new("check", "all errors and warnings of a file at once"),
            new("schema", "JSON Schema for editors, of one server or of both"),
            new("explain", "what a keyword is: its type, where it stands, its default"),
            new("diff", "what two files mean, compared"),
            new("import-dhcpd", "ISC's dhcpd.conf as Kea's JSON, and a list of what has no counterpart"),
            new("get", "the configuration a server runs with"),
            new("hash", "its hash"),
            new("test", "whether a running server would take a file"),
            new("set", "gives a file to a running server; it is not stored"),
            new("reload", "has a server read its own file again"),
            new("write", "has a server write its configuration to its file, or to FILE"),
        ],
        Flags =
        [
            Socket, ConfigFile,
            new("--family 4|6", "which server's, where a file or keyword could be either's"),
            new("-4", "as --family 4"), new("-6", "as --family 6"),
            new("--leases FILE", "with import-dhcpd: dhcpd.leases, as a lease file"),
            new("--notes", "with import-dhcpd: what has no counterpart stands in comments too"),
            new("--kea2", "with import-dhcpd: the names of Kea 2.2"),
            new("-o FILE", "with import-dhcpd: write here"),
            Help,
        ],
        ExitCodes = [new("0", "done; for check, that a server takes it; for diff, that they are the same"), new("1", "refused, different, or not all has a counterpart"), Answered[2]],
    };

    public static ProgramEntry Audit { get; } = new(
        "nestor audit",
        "looks at an audit log: who changed what, and whether the log is as it was written",
        ["verify FILE [--from NUMBER:HASH] [--last NUMBER:HASH]", "show FILE [--command NAME]"],
        """
        verify reads an audit log from its first entry on, with the files FILE.NUMBER that were set aside, and tells each entry
        that was changed, removed, put elsewhere or cut off. show prints an entry a line: number, time, who, command, result.
        """)
    {
        Section = 1,
        TakesFiles = true,
        Commands = [new("verify", "whether all entries are as they were written"), new("show", "the entries")],
        Flags =
        [
            new("--from NUMBER:HASH", "with verify: the entry before the first one that is there, where older files were put away"),
            new("--last NUMBER:HASH", "with verify: an entry that has to be there, as it was kept elsewhere; else FILE.head says which is the last one"),
            new("--command NAME", "with show: entries of this command alone"),
            Help,
        ],
        ExitCodes =
        [
            new("0", "all is as it was written"), new("1", "the log was changed"), new("2", "the command line is wrong, or there is no such file"),
        ],
    };
}
