namespace CommandLines.Tables;

/// <summary>The servers, the control agent and the clean-up, under Kea's names.</summary>
public static class Servers
{
    private static readonly TermEntry[] Folders =
    [
        new("KEA_DHCP_DATA_DIR", "leases and the server's identity (PREFIX/var/lib/kea)"),
        new("KEA_PIDFILE_DIR", "PID files (PREFIX/var/run/kea)"),
        new("KEA_CONTROL_SOCKET_DIR", "unix control sockets (PREFIX/var/run/kea)"),
        new("KEA_LOG_FILE_DIR", "log files (PREFIX/var/log/kea)"),
        new("KEA_LFC_EXECUTABLE", "the program that cleans up lease files (PREFIX/sbin/kea-lfc)"),
    ];

    private static readonly FlagEntry[] Versions =
    [
        new("-v", "version"), new("-V", "version, and what it was built of"), new("-W", "how it was built"),
    ];

    public static ProgramEntry KeaDhcp4 { get; } = Dhcp("kea-dhcp4", "DHCPv4", 67, 68);

    public static ProgramEntry KeaDhcp6 { get; } = Dhcp("kea-dhcp6", "DHCPv6", 547, 546);

    public static ProgramEntry KeaCtrlAgent { get; } = new(
        "kea-ctrl-agent",
        "takes commands over HTTP and passes them on to the servers",
        ["-c FILE [-d] [-X]", "-t FILE", "-v | -V | -W"],
        """
        Answers commands for itself, and forwards those with a service to the control socket of that server. The servers
        have HTTP channels of their own, which need no agent.
        """)
    {
        Flags =
        [
            new("-c FILE", "serve this configuration"),
            new("-t FILE", "check a configuration and end"),
            new("-d", "log everything, at debug level 99"),
            new("-X", "security checks only warn"),
            .. Versions,
        ],
        ExitCodes = [new("0", "ended as asked, or the configuration is fine"), new("1", "the command line or the configuration is wrong, or it could not start")],
        Files = [new("PREFIX/etc/kea/kea-ctrl-agent.conf", "the usual place of the configuration")],
    };

    public static ProgramEntry KeaLfc { get; } = new(
        "kea-lfc",
        "cleans up a lease file: the last row of each lease is kept",
        ["-4|-6 -p FILE -x FILE -i FILE -o FILE -f FILE -c FILE [-d]", "-v | -V | -W | -h"],
        "The servers start it by themselves, as often as lfc-interval says.")
    {
        Flags =
        [
            new("-4", "leases of DHCPv4"),
            new("-6", "leases of DHCPv6"),
            new("-x FILE", "result of the clean-up before"),
            new("-i FILE", "the lease file to clean up"),
            new("-o FILE", "where the result is written"),
            new("-f FILE", "what the result is called when it is whole"),
            new("-p FILE", "the PID file"),
            new("-c FILE", "configuration file, not read"),
            new("-d", "tell what is done"),
            .. Versions,
            new("-h", "this text"),
        ],
        ExitCodes = [new("0", "done"), new("1", "the command line is wrong, or a file cannot be read or written")],
    };

    private static ProgramEntry Dhcp(string name, string family, int serverPort, int clientPort) => new(
        name,
        $"{family} server",
        ["-c FILE [-d] [-p PORT] [-P PORT] [-X] [-F] [-R]", "-t FILE | -T FILE", "-v | -V | -W"],
        """
        Serves what the configuration describes until it is told to end. SIGHUP has it read its configuration again, SIGTERM
        and SIGINT end it, SIGUSR1 writes its counters to the file that NESTOR_STATISTICS_FILE names, and SIGUSR2 tells
        the clients that can be told to come for a new configuration.
        """)
    {
        Flags =
        [
            new("-c FILE", "serve this configuration"),
            new("-t FILE", "check a configuration and end"),
            new("-T FILE", "check it more deeply: hooks and data bases too"),
            new("-d", "log everything, at debug level 99"),
            new("-p PORT", $"listen on this port instead of {serverPort}"),
            new("-P PORT", $"answer clients on this port instead of {clientPort}"),
            new("-X", "security checks only warn"),
            new("-F", "end when a command leaves the server unusable"),
            new("-R", "repair mode: no DHCP service"),
            .. Versions,
            new("--version", "as -v"),
        ],
        ExitCodes =
        [
            new("0", "ended as asked, or the configuration is fine"),
            new("1", "the command line or the configuration is wrong, or it could not start; a shutdown command may name any other"),
        ],
        Files =
        [
            new($"PREFIX/etc/kea/{name}.conf", "the usual place of the configuration"),
            new($"PREFIX/var/lib/kea/kea-leases{name[^1]}.csv", "leases, unless lease-database says otherwise"),
        ],
        Variables = Folders,
    };
}
