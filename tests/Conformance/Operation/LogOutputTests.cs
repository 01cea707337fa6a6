using System.Net;
using System.Net.Sockets;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>Where the log goes and what its lines look like.</summary>
public sealed class LogOutputTests
{
    private const string Outputs = "\"output-options\": [ { \"output\": \"";

    [Fact]
    public void The_default_line_is_Keas_on_standard_output()
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Serve();
        Assert.Matches(
            $@"\d\d\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d\d\d INFO  \[kea-dhcp4\.dhcp4/{program.Id}\.\d+\] DHCP4_STARTED Kea DHCPv4 server version 3\.\S+ started",
            program.Text);
        Assert.DoesNotContain("DEBUG", program.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_of_its_own_has_its_file_pattern_severity_and_level_and_the_others_have_the_programs()
    {
        using Daemon daemon = new();
        daemon.Configure("", $$"""
            {{Outputs}}root.log", "pattern": "%p|%c|%m\n" } ] },
            { "name": "kea-dhcp4.packets", "severity": "DEBUG", "debuglevel": 40, {{Outputs}}packets.log", "pattern": "%c %m\n" } ] },
            { "name": "kea-dhcp4.leases", "severity": "NONE"
            """);
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Await(daemon.In("root.log"), "INFO|kea-dhcp4.dhcp4|DHCP4_STARTED ");
        Assert.NotNull(daemon.Lease(1));
        program.Stop();
        string packets = File.ReadAllText(daemon.In("packets.log"));
        Assert.Contains("kea-dhcp4.packets DHCP4_PACKET_RECEIVED ", packets, StringComparison.Ordinal);
        Assert.Contains("kea-dhcp4.packets DHCP4_BUFFER_RECEIVED ", packets, StringComparison.Ordinal);
        Assert.DoesNotContain("DHCP4_QUERY_DATA", packets, StringComparison.Ordinal);
        string root = File.ReadAllText(daemon.In("root.log"));
        Assert.DoesNotContain("DHCP4_PACKET_RECEIVED", root, StringComparison.Ordinal);
        Assert.DoesNotContain("DHCP4_LEASE_ALLOC", root, StringComparison.Ordinal);
        Assert.Contains("INFO|kea-dhcp4.dhcp4|DHCP4_SHUTDOWN ", root, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_rotated_at_maxsize_and_maxver_old_ones_stay()
    {
        using Daemon daemon = new();
        daemon.Configure("", $$"""
            "severity": "DEBUG", "debuglevel": 99, {{Outputs}}kea.log", "maxsize": 204800, "maxver": 2, "flush": true } ]
            """);
        daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Await(daemon.In("kea.log"), "DHCP4_STARTED");
        for (int i = 0; i < 3000 && !File.Exists(daemon.In("kea.log.2")); i++)
        {
            new Query(daemon.Port, (byte)i).Send(1);
        }

        Assert.Equal(
            ["kea.log", "kea.log.1", "kea.log.2"],
            Directory.GetFiles(daemon.Folder, "kea.log*").Select(f => Path.GetFileName(f)).Order());
        Assert.InRange(new FileInfo(daemon.In("kea.log.1")).Length, 100_000, 204_800);
    }

    [Fact]
    public void Standard_error_can_be_the_output()
    {
        using Daemon daemon = new();
        daemon.Configure("", Outputs + "stderr\" } ]");
        RunningProgram program = daemon.Script("exec $KEA >/dev/null");
        program.WaitFor("DHCP4_STARTED", 30);
    }

    [Fact]
    public void A_log_file_that_cannot_be_opened_is_said_and_the_server_serves()
    {
        using Daemon daemon = new();
        daemon.Configure("", Outputs + "/nonexistent/kea.log\" } ]");
        RunningProgram program = daemon.Serve();
        Assert.Contains("ERROR LOG_OPEN_OUTPUT_FAIL log file /nonexistent/kea.log: No such file or directory", program.Text, StringComparison.Ordinal);
        Assert.NotNull(daemon.Lease(1));
    }

    [Fact]
    public void The_environment_says_where_the_log_goes_until_the_configuration_does()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.Config, "{ \"Dhcp4\": { \"no-such\": 1 } }");
        daemon.Environment["KEA_LOGGER_DESTINATION"] = daemon.In("early.log");
        daemon.Environment["KEA_LOGGER_SEVERITY"] = "DEBUG";
        daemon.Environment["KEA_LOGGER_DBGLEVEL"] = "99";
        Assert.Equal(1, daemon.Run("-c", daemon.Config).End());
        string log = File.ReadAllText(daemon.In("early.log"));
        Assert.Contains("DHCP4_PARSER_FAIL", log, StringComparison.Ordinal);
        Assert.Contains("DEBUG [kea-dhcp4.dhcp4/", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Syslog_gets_lines_with_facility_severity_and_program()
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess && Shell.Find("unshare") is not null, "needs root for a /dev/log of its own");
        using Daemon daemon = new();
        using Listener log = new(daemon.In("log"));
        daemon.Configure("", Outputs + "syslog:daemon\" } ]");

        // A /dev with our socket as its log, seen by this process alone.
        RunningProgram program = daemon.Script($$"""
            exec unshare -m bash -c "mkdir {{daemon.In("dev")}} && mount --bind /dev {{daemon.In("dev")}} && mount -t tmpfs none /dev || exit 9
            for f in null zero random urandom tty; do touch /dev/\$f; mount --bind {{daemon.In("dev")}}/\$f /dev/\$f; done
            ln -s {{daemon.In("log")}} /dev/log; exec $KEA"
            """);

        // 3 * 8 + 6: facility daemon, informational.
        Assert.Matches(
            $@"^<30>\w\w\w [ \d]\d \d\d:\d\d:\d\d kea-dhcp4\[{program.Id}\]: INFO  \[kea-dhcp4\.dhcp4\.\d+\] DHCP4_STARTED ", log.Await("DHCP4_STARTED"));
    }

    [Fact]
    public void Under_systemd_the_journal_gets_fields()
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess && Shell.Find("unshare") is not null, "needs root for a journal of its own");
        using Daemon daemon = new();
        using Listener journal = new(daemon.In("journal"));

        // Standard output must be a socket that JOURNAL_STREAM names, as systemd makes it.
        using Socket stream = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stream.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        stream.Listen();
        daemon.Script($$"""
            exec 1<>/dev/tcp/127.0.0.1/{{((IPEndPoint)stream.LocalEndPoint!).Port}}
            export JOURNAL_STREAM="8:$(readlink /proc/$$/fd/1 | tr -dc 0-9)"
            exec unshare -m bash -c "mount -t tmpfs none /run && mkdir -p /run/systemd/journal || exit 9
            ln -s {{daemon.In("journal")}} /run/systemd/journal/socket; exec $KEA"
            """);
        string entry = journal.Await("DHCP4_STARTED");
        Assert.StartsWith(
            "PRIORITY=6\nSYSLOG_IDENTIFIER=kea-dhcp4\nKEA_MESSAGE_ID=DHCP4_STARTED\nKEA_LOGGER=kea-dhcp4.dhcp4\nMESSAGE\n", entry, StringComparison.Ordinal);
        Assert.Contains("DHCP4_STARTED Kea DHCPv4 server version", entry, StringComparison.Ordinal);
    }

    private static void Await(string file, string text) => Assert.True(
        Wait.Until(() => File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal), 30), $"no {text} in {file}");
}
