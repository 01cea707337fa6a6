using System.Globalization;
using System.Net;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>Start, end and what is left behind.</summary>
public sealed class StartAndEndTests
{
    private const UnixFileMode Mode640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly string[] Only4 =
    [
        "INFO  dhcpsrv DHCPSRV_CFGMGR_SOCKET_TYPE_SELECT", "INFO  dhcpsrv DHCPSRV_CFGMGR_USE_ADDRESS",
        "WARN  dhcp4 DHCP4_TESTING_MODE_SEND_TO_SOURCE_ENABLED",
    ];

    private static readonly string[] Only6 = ["INFO  dhcp6 DHCP6_USING_SERVERID", "WARN  dhcp6 NESTOR_TESTING_MODE_SEND_TO_SOURCE_ENABLED"];

    [Theory]
    [InlineData(4, RunningProgram.Terminate)]
    [InlineData(4, RunningProgram.Interrupt)]
    [InlineData(6, RunningProgram.Terminate)]
    [InlineData(6, RunningProgram.Interrupt)]
    public void A_signal_ends_it_with_0_and_every_answered_lease_is_in_the_file(int family, int signal)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        List<IPAddress?> given = [.. Enumerable.Range(1, 20).Select(client => daemon.Lease((byte)client))];
        program.Signal(signal);
        Assert.Equal(0, program.End());
        Assert.Matches($@"INFO  \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_SHUTDOWN ", program.Text);
        string[] held = [.. daemon.HeldAddresses()];
        Assert.All(given, address => Assert.Contains(address?.ToString(), held));
        Assert.Equal(20, given.Distinct().Count());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void The_PID_file_is_named_after_configuration_and_program_and_goes_away_at_the_end(int family)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        Assert.Equal(program.Id, int.Parse(Shell.Run("cat", daemon.PidFile).Trim(), CultureInfo.InvariantCulture));
        Assert.Equal(Mode640, File.GetUnixFileMode(daemon.PidFile));
        program.Stop();
        Assert.False(File.Exists(daemon.PidFile));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_second_server_on_one_configuration_is_refused_and_a_file_left_by_a_dead_one_is_not_minded(int family)
    {
        using Daemon daemon = new(family);
        RunningProgram first = daemon.Serve();
        RunningProgram second = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Assert.Equal(1, second.End());
        Assert.Matches($@"FATAL \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_ALREADY_RUNNING ", second.Text);
        Assert.Contains($"process {first.Id}", second.Text, StringComparison.Ordinal);
        first.Stop(RunningProgram.Kill);
        Assert.True(File.Exists(daemon.PidFile));
        daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
    }

    [Fact]
    public void A_lease_file_without_a_name_is_in_the_data_directory()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace($"\"name\": \"{daemon.LeaseFile}\", ", "", StringComparison.Ordinal));
        daemon.Environment["KEA_DHCP_DATA_DIR"] = Directory.CreateDirectory(daemon.In("data")).FullName;
        daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        Assert.Single(LeaseRow.ReadAll(daemon.In("data/kea-leases4.csv")));
    }

    [Fact]
    public void Lease_file_and_log_file_are_not_for_everybody()
    {
        using Daemon daemon = new();
        daemon.Configure("", "\"output-options\": [ { \"output\": \"kea.log\" } ]");
        daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Assert.True(Wait.Until(() => File.Exists(daemon.In("kea.log")) && File.ReadAllText(daemon.In("kea.log")).Contains("DHCP4_STARTED", StringComparison.Ordinal), 30));
        Assert.NotNull(daemon.Lease(1));
        Assert.Equal(Mode640, File.GetUnixFileMode(daemon.LeaseFile));
        Assert.Equal(Mode640, File.GetUnixFileMode(daemon.In("kea.log")));
    }

    [Fact]
    public void A_start_that_fails_says_so_on_standard_error_although_the_log_is_a_file()
    {
        using Daemon daemon = new();
        Directory.CreateDirectory(daemon.LeaseFile);
        daemon.Configure("", "\"output-options\": [ { \"output\": \"kea.log\" } ]");
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Assert.Equal(1, program.End());
        Assert.StartsWith("failed to initialize Kea server: ", program.Text, StringComparison.Ordinal);
        string log = File.ReadAllText(daemon.In("kea.log"));
        Assert.Matches(@"ERROR \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_MEMFILE_FAILED_TO_OPEN .*Is a directory", log);
        Assert.Contains("DHCP4_INIT_FAIL", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void What_a_start_does_is_logged(int family)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        foreach (string id in (string[])
        [
            $"INFO  dhcp{family} DHCP{family}_STARTING", $"INFO  dhcp{family} DHCP{family}_CONFIG_COMPLETE", $"INFO  dhcp{family} DHCP{family}_STARTED",
            "INFO  dhcpsrv DHCPSRV_MEMFILE_DB", "INFO  dhcpsrv DHCPSRV_MEMFILE_LFC_SETUP",
            $"INFO  dhcpsrv DHCPSRV_CFGMGR_NEW_SUBNET{family}", "INFO  dhcpsrv DHCPSRV_CFGMGR_USE_ALLOCATOR",
            "INFO  dhcpsrv DHCPSRV_CFGMGR_ADD_IFACE", .. family == 4 ? Only4 : Only6,
        ])
        {
            string[] words = id.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Matches($@"{words[0]} +\[kea-dhcp{family}\.{words[1]}/\d+\.\d+\] {words[2]} ", program.Text);
        }

        Assert.Equal(System.Environment.IsPrivilegedProcess, program.Text.Contains($"DHCP{family}_ROOT_USER_SECURITY_WARNING", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_persistence_it_serves_and_warns_that_a_restart_forgets()
    {
        using Daemon daemon = new();
        daemon.Configure("", database: ", \"persist\": false");
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        Assert.Matches(@"WARN  \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_MEMFILE_NO_STORAGE ", program.Text);
        Assert.False(File.Exists(daemon.LeaseFile));
    }

    [Fact]
    public void Systemd_hears_that_it_is_ready_when_it_answers_that_it_reloads_and_that_it_stops()
    {
        using Daemon daemon = new();
        using Listener manager = new(daemon.In("notify"));
        daemon.Environment["NOTIFY_SOCKET"] = daemon.In("notify");
        File.WriteAllText(
            daemon.LeaseFile,
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n"
            + "127.1.0.10,02:00:00:00:00:99,,4000000000,5500000000,1,0,0,,0,,5\n");
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        manager.Await("READY=1");

        // Leases are loaded and sockets bound by now: the first address is known to be somebody's.
        Assert.Equal("127.1.0.11", daemon.Lease(1)?.ToString());
        program.Signal(RunningProgram.HangUp);
        Assert.Contains("MONOTONIC_USEC=", manager.Await("RELOADING=1"), StringComparison.Ordinal);
        manager.Await("READY=1");
        program.Signal(RunningProgram.Terminate);
        manager.Await("STOPPING=1");
        Assert.Equal(0, program.End());
    }
}
