namespace CommandLines.Tables;

/// <summary>The programs an operator drives servers with, under Kea's names.</summary>
public static class Administration
{
    public static ProgramEntry KeaShell { get; } = new(
        "kea-shell",
        "sends one command to a server over HTTP and prints the answer",
        ["[FLAGS] [COMMAND]"],
        """
        COMMAND is sent to the control agent or to the HTTP channel of a server; without one it is list-commands. Its
        arguments are read from standard input until its end: the members of a JSON map, without the braces around them.

        With --auth-password the password can be seen by everybody who may list processes; --auth-password-file does not
        have that fault.
        """)
    {
        Flags =
        [
            new("-h, --help", "this text"),
            new("--host HOST", "where to connect to (127.0.0.1)"),
            new("--port PORT", "TCP port to connect to (8000)"),
            new("--path PATH", "path of the URL, for a reverse proxy that tells servers by it (none)"),
            new("--ca FILE|FOLDER", "certificates to trust; turns HTTPS on"),
            new("--cert FILE", "certificate to show to the server, with --key and --ca"),
            new("--key FILE", "its private key, not encrypted"),
            new("--timeout SECONDS", "give up after this time, counted from the sending (10); 0 is never"),
            new("--service [SERVICE]", "the daemon a control agent shall forward to: dhcp4, dhcp6, d2; may be repeated"),
            new("--auth-user USER", "user name for basic authentication"),
            new("--auth-user-file FILE", "take the user name from the first line of a file"),
            new("--auth-password PASSWORD", "password for basic authentication"),
            new("--auth-password-file FILE", "take the password from the first line of a file"),
            new("-v", "version"),
            new("-V", "version, and what it was built of"),
        ],
        ExitCodes =
        [
            new("0", "a server answered, be it with an error of the command"),
            new("1", "nothing was answered, or with an error of HTTP"),
            new("2", "the command line is wrong"),
        ],
        Examples =
        [
            new("kea-shell --port 8000 --service dhcp4 config-get </dev/null", "the running configuration of kea-dhcp4"),
            new("echo '\"subnet-id\": 1' | kea-shell --service dhcp4 stat-lease4-get", "a command with an argument"),
        ],
    };

    public static ProgramEntry KeaCtrl { get; } = new(
        "keactrl",
        "starts, stops and reloads the servers, and says which are running",
        ["COMMAND [-c FILE] [-s SERVERS] [-- SERVER-FLAGS]", "-v | -V"],
        """
        Acts on the servers that its configuration file turns on. Where a service manager such as systemd looks after the
        servers, use that one instead.

        With stop the servers named by -s are stopped whether the configuration file turns them on or not; start and
        reload leave out those that are turned off.
        """)
    {
        Commands =
        [
            new("start", "starts the servers that are not running"),
            new("stop", "ends the servers (SIGTERM)"),
            new("reload", "has the servers read their configuration again (SIGHUP)"),
            new("status", "says which servers are active, and where the configuration files are"),
            new("version", "as -v"),
        ],
        Flags =
        [
            new("-c, --ctrl-config FILE", "configuration of keactrl itself (PREFIX/etc/kea/keactrl.conf)"),
            new("-s, --server SERVERS", "which servers, separated by commas: dhcp4, dhcp6, dhcp_ddns, ctrl_agent, netconf, all"),
            new("-h, --help", "this text"),
            new("-v, --version", "version"),
            new("-V", "version, and what it was built of"),
        ],
        ExitCodes = [new("0", "done"), new("1", "the command line or the configuration file is wrong, or a server could not be started")],
        Files = [new("PREFIX/etc/kea/keactrl.conf", "assignments in a shell's syntax: dhcp4=yes, dhcp4_srv, kea_dhcp4_config_file, dhcp4_cli_options and so for each server, and kea_verbose")],
        Variables = [new("KEA_PIDFILE_DIR", "where the PID files are")],
    };

    public static ProgramEntry KeaAdmin { get; } = new(
        "kea-admin",
        "looks after the data bases of leases",
        ["COMMAND BACKEND [FLAGS]", "-v | -V"],
        """
        BACKEND is memfile, mysql or pgsql. A memfile needs no care: it is made, brought up to a new version and counted by
        the server; its leases are listed by nestor leases, also as CSV. The SQL back ends are not part of this version.
        """)
    {
        Commands =
        [
            new("db-init", "makes the tables of a new data base"),
            new("db-version", "says the version of the tables"),
            new("db-upgrade", "brings the tables up to today's version"),
            new("lease-dump", "writes the leases of a data base to a CSV file that memfile can read"),
            new("lease-upload", "puts the leases of such a file into a data base"),
            new("stats-recount", "counts the leases of a data base again"),
        ],
        Flags =
        [
            new("-h, --host HOST", "where the data base is (localhost)"),
            new("-P, --port PORT", "its TCP port"),
            new("-u, --user USER", "user of the data base (keatest)"),
            new("-p, --password [PASSWORD]", "password of the data base; without a value it is asked for"),
            new("-n, --name NAME", "name of the data base (keatest)"),
            new("-d, --directory FOLDER", "where the scripts are that make and upgrade tables"),
            new("-x, --extra WORD", "one more argument for the data base's own program; may be repeated"),
            new("-4", "leases of DHCPv4"),
            new("-6", "leases of DHCPv6"),
            new("-i, --input FILE", "the file to upload"),
            new("-o, --output FILE", "the file to dump to"),
            new("-y, --yes", "overwrite temporary files without asking"),
            new("-v, --version", "version"),
            new("-V", "version, and what it was built of"),
        ],
        SecondWords = ["memfile", "mysql", "pgsql"],
        ExitCodes = [new("0", "done"), new("1", "not done; standard output says why")],
        Variables = [new("KEA_ADMIN_DB_PASSWORD", "password of the data base when -p is not given")],
    };
}
