using Conformance.Network;

namespace Conformance.Operation;

/// <summary>kea-dhcp4's flags and exit codes, on the program itself.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("-v", @"^3\.\d+\.\d+\n$")]
    [InlineData("-V", @"^3\.\d+\.\d+ \(Nestor .*\n(.*\n)*.*memfile")]
    [InlineData("-W", @"^\.NET \d+.*linux")]
    public void A_version_flag_prints_and_ends_with_0(string flag, string text)
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Run(flag);
        Assert.Equal(0, program.End());
        Assert.Matches(text, program.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-h")]
    [InlineData("-c")]
    [InlineData("-z -c home.conf")]
    [InlineData("-c home.conf stray")]
    [InlineData("-p 0 -c home.conf")]
    [InlineData("-p 65536 -c home.conf")]
    [InlineData("-P x -c home.conf")]
    public void A_wrong_command_line_shows_the_usage_and_ends_with_1(string line)
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, program.End());
        Assert.Contains("Usage: kea-dhcp4", program.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-t")]
    [InlineData("-T")]
    public void A_check_names_every_error_with_its_place_and_makes_no_file(string flag)
    {
        using Daemon daemon = new();
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

    [Fact]
    public void Flag_c_is_the_configuration_and_without_it_or_its_file_nothing_starts()
    {
        using Daemon daemon = new();
        daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        RunningProgram failed = daemon.Run("-c", daemon.In("not-there"));
        Assert.Equal(1, failed.End());
        Assert.Contains("ERROR [kea-dhcp4.dhcp4/", failed.Text, StringComparison.Ordinal);
        Assert.Contains("DHCP4_CONFIG_LOAD_FAIL", failed.Text, StringComparison.Ordinal);
        Assert.Contains("DHCP4_INIT_FAIL", failed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Flag_d_logs_everything_at_debug_level_99()
    {
        using Daemon daemon = new();
        daemon.Configure("", "\"severity\": \"ERROR\", \"output-options\": [ { \"output\": \"stdout\" } ]");
        RunningProgram program = daemon.Serve("-d");
        Assert.NotNull(daemon.Lease(1));
        program.WaitFor("DHCP4_RESPONSE_DATA", 5);
        program.WaitFor("DHCPSRV_TIMERMGR_RUN_TIMER_OPERATION", 5);
        program.WaitFor("DHCPSRV_TIMERMGR_START_TIMER", 5);
        program.Stop();
        foreach (string id in (string[])
        [
            "DEBUG [kea-dhcp4.packets/", "DHCP4_START_INFO", "DHCP4_CONFIG_START", "DHCP4_OPEN_SOCKET ", "DHCPSRV_TIMERMGR_REGISTER_TIMER",
            "DHCPSRV_TIMERMGR_UNREGISTER_ALL_TIMERS", "DHCPSRV_MEMFILE_COMMIT", "DHCP4_SHUTDOWN_REQUEST", "DHCPSRV_CLOSE_DB",
        ])
        {
            Assert.Contains(id, program.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Flag_p_is_the_port_it_listens_on()
    {
        using Daemon daemon = new();
        int other = Daemon.FreePort();
        daemon.Run("-c", daemon.Config, "-dp", Daemon.Text(other)).WaitFor("DHCP4_STARTED", 30);
        Assert.NotNull(new Query(other, 1).Send(1));
        Assert.Null(new Query(daemon.Port, 1) { Wait = 300 }.Send(1));
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
    public void Flag_X_says_that_checks_only_warn()
    {
        using Daemon daemon = new();
        Assert.Matches(@"WARN  \[kea-dhcp4\.dhcp4/\d+\.\d+\] DHCP4_SECURITY_CHECKS_DISABLED ", daemon.Serve("-X").Text);
    }

    [Fact]
    public void Flag_F_is_taken_and_changes_nothing_while_there_are_no_commands()
    {
        using Daemon daemon = new();
        daemon.Serve("-F");
        Assert.NotNull(daemon.Lease(1));
    }

    [Fact]
    public void Flag_R_answers_nobody_and_says_so()
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Serve("-Rd");
        program.WaitFor("DHCP4_CB_REPAIR_MODE_ENABLED", 1);
        Assert.Null(new Query(daemon.Port, 1) { Wait = 500 }.Send(1));
        program.WaitFor("DHCP4_PACKET_DROP_0008", 5);
    }
}
