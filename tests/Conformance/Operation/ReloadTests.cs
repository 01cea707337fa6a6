using Conformance.Network;

namespace Conformance.Operation;

/// <summary>SIGHUP reads the configuration again, and a bad one changes nothing.</summary>
public sealed class ReloadTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_good_configuration_is_in_force_at_once_and_leases_stay(int family)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        var first = daemon.Lease(1);
        daemon.Configure("\"valid-lifetime\": 1234,");
        int before = program.Text.Length;
        program.Signal(RunningProgram.HangUp);
        program.WaitFor($"DHCP{family}_DYNAMIC_RECONFIGURATION_SUCCESS dynamic server reconfiguration succeeded with file: {daemon.Config}", 15, before);
        Assert.Matches($@"INFO  \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_DYNAMIC_RECONFIGURATION ", program.Text[before..]);
        Assert.Equal((first, 1234u), daemon.Offer(1));
    }

    [Theory]
    [InlineData(4, "\"valid-lifetime\": \"long\",")]
    [InlineData(4, "{")]
    [InlineData(4, null)]
    [InlineData(6, "\"valid-lifetime\": \"long\",")]
    [InlineData(6, "{")]
    [InlineData(6, null)]
    public void A_configuration_that_is_refused_leaves_the_running_one(int family, string? members)
    {
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        var first = daemon.Lease(1);
        if (members is null)
        {
            File.Delete(daemon.Config);
        }
        else
        {
            daemon.Configure(members);
        }

        int before = program.Text.Length;
        program.Signal(RunningProgram.HangUp);
        program.WaitFor($"DHCP{family}_DYNAMIC_RECONFIGURATION_FAIL", 15, before);
        Assert.Matches($@"ERROR \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_DYNAMIC_RECONFIGURATION_FAIL ", program.Text[before..]);
        Assert.Equal(members is not null, program.Text[before..].Contains($"] DHCP{family}_PARSER_FAIL ", StringComparison.Ordinal));
        Assert.Equal(first, daemon.Offer(1).Address);
        Assert.NotNull(daemon.Lease(2));
        program.Signal(RunningProgram.Terminate);
        Assert.Equal(0, program.End());
    }

    [Fact]
    public void Another_lease_file_is_gone_over_to_with_its_leases()
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Serve();
        Assert.Equal("127.1.0.10", daemon.Lease(1)?.ToString());
        File.WriteAllText(
            daemon.In("other.csv"),
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n"
            + "127.1.0.77,02:00:00:00:00:07,,4000000000,5500000000,1,0,0,,0,,5\n");
        File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace("leases.csv", "other.csv", StringComparison.Ordinal));
        int before = program.Text.Length;
        program.Signal(RunningProgram.HangUp);
        program.WaitFor("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS", 15, before);
        Assert.Equal("127.1.0.77", daemon.Lease(7)?.ToString());
        Assert.Equal("127.1.0.10", daemon.Lease(2)?.ToString());
        program.Stop();
        Assert.Contains(File.ReadAllLines(daemon.In("other.csv")), row => row.StartsWith("127.1.0.10,02:00:00:00:00:02,", StringComparison.Ordinal));
        Assert.Equal(2, File.ReadAllLines(daemon.LeaseFile).Length);
    }

    [Fact]
    public void A_lease_file_that_cannot_be_opened_refuses_the_new_configuration()
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        Directory.CreateDirectory(daemon.In("other.csv"));
        File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace("leases.csv", "other.csv", StringComparison.Ordinal));
        int before = program.Text.Length;
        program.Signal(RunningProgram.HangUp);
        program.WaitFor("DHCP4_DYNAMIC_RECONFIGURATION_FAIL", 15, before);
        Assert.NotNull(daemon.Lease(2));
        program.Stop();
        Assert.Equal(3, File.ReadAllLines(daemon.LeaseFile).Length);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_keyword_that_is_not_acted_on_is_warned_of(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure("\"parked-packet-limit\": 256, \"hosts-databases\": [ { \"type\": \"mysql\" } ],");
        Assert.Matches($@"WARN  \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_CONFIG_SYNTAX_WARNING .*hosts-databases", daemon.Serve().Text);
    }

    [Fact]
    public void Loggers_change_with_a_reload_and_a_moved_log_file_is_begun_anew()
    {
        using Daemon daemon = new();
        daemon.Configure("", "\"output-options\": [ { \"output\": \"a.log\", \"pattern\": \"%m\\n\" } ]");
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Await(daemon.In("a.log"), "DHCP4_STARTED");
        File.Move(daemon.In("a.log"), daemon.In("a.old"));
        program.Signal(RunningProgram.HangUp);
        Await(daemon.In("a.log"), "DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS");
        daemon.Configure("", "\"output-options\": [ { \"output\": \"b.log\", \"pattern\": \"%m\\n\" } ]");
        program.Signal(RunningProgram.HangUp);
        Await(daemon.In("b.log"), "DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS");
        Assert.Contains("DHCP4_STARTED", File.ReadAllText(daemon.In("a.old")), StringComparison.Ordinal);
    }

    private static void Await(string file, string text) => Assert.True(
        Wait.Until(() => File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal), 30), $"no {text} in {file}");
}
