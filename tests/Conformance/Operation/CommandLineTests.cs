using Conformance.Clients;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>The flags of kea-dhcp4 and kea-dhcp6 and exit codes, on the program itself.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData(4, "-v", @"^3\.\d+\.\d+\n$")]
    [InlineData(6, "-v", @"^3\.\d+\.\d+\n$")]
    [InlineData(4, "-V", @"^3\.\d+\.\d+ \(Nestor .*\n(.*\n)*.*memfile")]
    [InlineData(6, "-V", @"^3\.\d+\.\d+ \(Nestor .*\n(.*\n)*.*memfile")]
    [InlineData(4, "-W", @"^\.NET \d+.*linux")]
    [InlineData(6, "-W", @"^\.NET \d+.*linux")]
    public void A_version_flag_prints_and_ends_with_0(int family, string flag, string text)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Run(flag);
        Assert.Equal(0, program.End());
        Assert.Matches(text, program.Text);
    }

    [Theory]
    [InlineData(4, "")]
    [InlineData(4, "-h")]
    [InlineData(4, "-c")]
    [InlineData(4, "-z -c home.conf")]
    [InlineData(4, "-c home.conf stray")]
    [InlineData(4, "-p 0 -c home.conf")]
    [InlineData(4, "-p 65536 -c home.conf")]
    [InlineData(4, "-P x -c home.conf")]
    [InlineData(6, "")]
    [InlineData(6, "-h")]
    [InlineData(6, "-c")]
    [InlineData(6, "-z -c home.conf")]
    [InlineData(6, "-c home.conf stray")]
    [InlineData(6, "-p 0 -c home.conf")]
    [InlineData(6, "-p 65536 -c home.conf")]
    [InlineData(6, "-P x -c home.conf")]
    public void A_wrong_command_line_shows_the_usage_and_ends_with_1(int family, string line)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, program.End());
        Assert.Contains($"Usage: kea-dhcp{family}", program.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "-t")]
    [InlineData(4, "-T")]
    [InlineData(6, "-t")]
    [InlineData(6, "-T")]
    public void A_check_names_every_error_with_its_place_and_makes_no_file(int family, string flag)
    {
        using Daemon daemon = new(family);
        RunningProgram good = daemon.Run(flag, daemon.Config);
        Assert.Equal(0, good.End());
        daemon.Configure("\"valid-lifetime\": \"long\",\n\"no-such-keyword\": 1,");
        RunningProgram bad = daemon.Run(flag, daemon.Config);
        Assert.Equal(1, bad.End());
        Assert.Matches(@"home\.conf:4\.\d+: ", bad.Text.Replace($"{daemon.Folder}/", "", StringComparison.Ordinal));
        Assert.Matches(@"home\.conf:5\.\d+: ", bad.Text);
        Assert.Contains("no-such-keyword", bad.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(daemon.LeaseFile) || File.Exists(daemon.PidFile));
        Assert.Equal(1, daemon.Run(flag, daemon.In("not-there")).End());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_c_is_the_configuration_and_without_it_or_its_file_nothing_starts(int family)
    {
        using Daemon daemon = new(family);
        daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        RunningProgram failed = daemon.Run("-c", daemon.In("not-there"));
        Assert.Equal(1, failed.End());
        Assert.Contains($"ERROR [kea-dhcp{family}.dhcp{family}/", failed.Text, StringComparison.Ordinal);
        Assert.Contains($"DHCP{family}_CONFIG_LOAD_FAIL", failed.Text, StringComparison.Ordinal);
        Assert.Contains($"DHCP{family}_INIT_FAIL", failed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_d_logs_everything_at_debug_level_99(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure("", "\"severity\": \"ERROR\", \"output-options\": [ { \"output\": \"stdout\" } ]");
        RunningProgram program = daemon.Serve("-d");
        Assert.NotNull(daemon.Lease(1));
        program.WaitFor(family == 4 ? "DHCP4_RESPONSE_DATA" : "DHCP6_LEASE_ALLOC", 5);
        program.WaitFor("DHCPSRV_TIMERMGR_RUN_TIMER_OPERATION", 5);
        program.WaitFor("DHCPSRV_TIMERMGR_START_TIMER", 5);
        program.Stop();
        foreach (string id in (string[])
        [
            $"DEBUG [kea-dhcp{family}.packets/", $"DHCP{family}_START_INFO", $"DHCP{family}_CONFIG_START", $"DHCP{family}_OPEN_SOCKET ", "DHCPSRV_TIMERMGR_REGISTER_TIMER",
            "DHCPSRV_TIMERMGR_UNREGISTER_ALL_TIMERS", "DHCPSRV_MEMFILE_COMMIT", $"DHCP{family}_SHUTDOWN_REQUEST", "DHCPSRV_CLOSE_DB",
        ])
        {
            Assert.Contains(id, program.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_p_is_the_port_it_listens_on(int family)
    {
        using Daemon daemon = new(family);
        int other = Daemon.FreePort();
        daemon.Run("-c", daemon.Config, "-dp", Daemon.Text(other)).WaitFor($"DHCP{family}_STARTED", 30);
        Assert.True(daemon.IsAnswering(other, 3000));
        Assert.False(daemon.IsAnswering(daemon.Port, 300));
    }

    [Fact]
    public void Flag_P_is_the_port_it_answers_clients_on()
    {
        using Daemon daemon = new();
        daemon.Environment["KEA_TEST_SEND_RESPONSES_TO_SOURCE"] = "";
        int clients = Daemon.FreePort();
        daemon.Serve($"-P{Daemon.Text(clients)}");

        // The answer to an INFORM goes to the client's own address.
        Query inform = new(daemon.Port, 1) { IsRelayed = false, ClientPort = clients };
        inform.Send(8);
        Assert.Equal(5, inform.AnswerType);
        Query elsewhere = new(daemon.Port, 1) { IsRelayed = false, Wait = 300 };
        elsewhere.Send(8);
        Assert.Equal(0, elsewhere.AnswerType);
    }

    [Fact]
    public void Flag_P_is_the_port_kea_dhcp6_answers_clients_on()
    {
        using OneLan6 lan = new(flags: ["-P", "1546"]);
        using SocketClient6 client = new(lan.Client, 1, isAccepting: false, port: 1546);
        client.GetLease();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_X_says_that_checks_only_warn(int family)
    {
        using Daemon daemon = new(family);
        Assert.Matches($@"WARN  \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_SECURITY_CHECKS_DISABLED ", daemon.Serve("-X").Text);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_F_is_taken_and_changes_nothing_while_there_are_no_commands(int family)
    {
        using Daemon daemon = new(family);
        daemon.Serve("-F");
        Assert.NotNull(daemon.Lease(1));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Flag_R_answers_nobody_and_says_so(int family)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve("-Rd");
        program.WaitFor($"DHCP{family}_CB_REPAIR_MODE_ENABLED", 1);
        Assert.False(daemon.IsAnswering(daemon.Port, 500));
        program.WaitFor(family == 4 ? "DHCP4_PACKET_DROP_0008" : "DHCP6_PACKET_DROP_DHCP_DISABLED", 5);
    }
}
