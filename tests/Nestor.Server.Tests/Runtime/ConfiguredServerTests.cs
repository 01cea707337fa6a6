using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Server.Control;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Runtime;

/// <summary>Keywords about lease file, timers and log, from the configuration's text to what is on disk.</summary>
public sealed class ConfiguredServerTests : IDisposable
{
    private static readonly Ip4 Address4 = Ip4.Parse("192.0.2.10");
    private static readonly Ip6 Address6 = Ip6.Parse("2001:db8::10");

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-configured").FullName;
    private readonly JumpingClock _clock = new();

    private string LeaseFile => Path.Combine(_folder, "leases.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(4, "", true)]
    [InlineData(4, ", \"persist\": true", true)]
    [InlineData(4, ", \"persist\": false", false)]
    [InlineData(6, "", true)]
    [InlineData(6, ", \"persist\": true", true)]
    [InlineData(6, ", \"persist\": false", false)]
    public void A_memfile_is_kept_under_its_name_unless_persist_is_off(int family, string set, bool isThere)
    {
        using var host = Create(family, set, out _);
        Assert.NotNull(host);
        Assert.Equal(isThere, File.Exists(LeaseFile));
    }

    [Theory]
    [InlineData(4, "", true)]
    [InlineData(4, ", \"max-row-errors\": 0", true)]
    [InlineData(4, ", \"max-row-errors\": 2", true)]
    [InlineData(4, ", \"max-row-errors\": 1", false)]
    [InlineData(6, "", true)]
    [InlineData(6, ", \"max-row-errors\": 0", true)]
    [InlineData(6, ", \"max-row-errors\": 2", true)]
    [InlineData(6, ", \"max-row-errors\": 1", false)]
    public void A_lease_file_with_more_bad_rows_than_max_row_errors_is_refused(int family, string set, bool isTaken)
    {
        File.WriteAllText(LeaseFile, Header(family) + "bad,row\nworse,row\n" + Row(family, 1_000_000, 0));
        using var host = Create(family, set, out string error);
        Assert.Equal(isTaken, host is not null);
        Assert.Equal(isTaken, error.Length == 0);
        Assert.Equal(isTaken ? 1 : 0, host?.LeaseCount ?? 0);
    }

    [Theory]
    [InlineData(4, "", 11, true)]
    [InlineData(4, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 11, false)]
    [InlineData(4, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 101, true)]
    [InlineData(4, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 0 },", 50_000, false)]
    [InlineData(6, "", 11, true)]
    [InlineData(6, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 11, false)]
    [InlineData(6, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 101, true)]
    [InlineData(6, "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 0 },", 50_000, false)]
    public void Expired_leases_are_reclaimed_every_reclaim_timer_wait_time(int family, string set, int seconds, bool isReclaimed)
    {
        File.WriteAllText(LeaseFile, Header(family) + Row(family, _clock.GetUtcNow().ToUnixTimeSeconds() - 10, 0));
        using var host = Turn(family, set, seconds);
        Assert.Equal(isReclaimed ? LeaseState.ExpiredReclaimed : LeaseState.Default, StateOf(host));
    }

    [Theory]
    [InlineData(4, "", 26, true)]
    [InlineData(4, "\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 100 },", 26, false)]
    [InlineData(4, "\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 0 },", 50_000, false)]
    [InlineData(4, "\"expired-leases-processing\": { \"hold-reclaimed-time\": 100000 },", 26, false)]
    [InlineData(6, "", 26, true)]
    [InlineData(6, "\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 100 },", 26, false)]
    [InlineData(6, "\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 0 },", 50_000, false)]
    [InlineData(6, "\"expired-leases-processing\": { \"hold-reclaimed-time\": 100000 },", 26, false)]
    public void Leases_reclaimed_long_ago_are_deleted_every_flush_reclaimed_timer_wait_time(int family, string set, int seconds, bool isDeleted)
    {
        File.WriteAllText(LeaseFile, Header(family) + Row(family, _clock.GetUtcNow().ToUnixTimeSeconds() - 10_000, 2));
        using var host = Turn(family, set, seconds);
        Assert.Equal(isDeleted, StateOf(host) is null);
    }

    [Theory]
    [InlineData(4, 100, 99, false)]
    [InlineData(4, 100, 101, true)]
    [InlineData(6, 100, 99, false)]
    [InlineData(6, 100, 101, true)]
    [InlineData(6, 0, 101, false)]
    public void The_lease_file_is_moved_aside_for_a_clean_up_every_lfc_interval(int family, int interval, int seconds, bool isMoved)
    {
        // What would clean up is not there: the file stays where it was moved to.
        File.WriteAllText(LeaseFile, Header(family));
        Environment.SetEnvironmentVariable("KEA_LFC_EXECUTABLE", "/nonexistent/kea-lfc");
        using var host = Turn(family, "", seconds, interval);
        Assert.Equal(isMoved, File.Exists(LeaseFile + ".1"));
    }

    [Theory]
    [InlineData(4, "", "")]
    [InlineData(4, "\"server-tag\": \"here\",", "here")]
    [InlineData(6, "\"server-tag\": \"here\",", "here")]
    public void The_server_is_known_by_its_server_tag(int family, string set, string tag)
    {
        using var host = Create(family, "", out _, set);
        Assert.Equal(tag, ((ICommandedServer)host!).ServerTag);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_logger_writes_what_its_keywords_ask_for_to_the_file_they_name(int family)
    {
        string log = Path.Combine(_folder, "log");
        string text = $$"""
            "loggers": [ { "name": "kea-dhcp{{family}}", "severity": "ERROR", "output-options": [ { "output": "{{log}}.root", "pattern": "%p %m\n" } ] },
              { "name": "kea-dhcp{{family}}.leases", "severity": "DEBUG", "debuglevel": 40,
                "output_options": [ { "output": "{{log}}.leases", "maxsize": 205000, "maxver": 2, "flush": true, "pattern": "%c %m\n" } ] } ]
            """;
        DhcpSettings settings = family == 4 ? Configured.From(text) : Configured.From6(text);
        using var loggers = new LoggerSet($"kea-dhcp{family}", TimeProvider.System, isVerbose: false);
        loggers.Configure(settings.Loggers);
        loggers.Find($"dhcp{family}").Write(Model.Logging.LogId.Info("A"), $"not this");
        loggers.Find($"dhcp{family}").Write(Model.Logging.LogId.Error("B"), $"this");
        loggers.Find("leases").Write(Model.Logging.LogId.Debug(40, "C"), $"this too");
        loggers.Find("leases").Write(Model.Logging.LogId.Debug(41, "D"), $"not this");
        loggers.Flush();
        Assert.Equal(["ERROR B this"], File.ReadAllLines(log + ".root"));
        Assert.Equal([$"kea-dhcp{family}.leases C this too"], File.ReadAllLines(log + ".leases"));

        string line = new('x', 1000);
        for (int i = 0; i < 1000; i++)
        {
            loggers.Find("leases").Write(Model.Logging.LogId.Info("E"), line);
            loggers.Flush();
        }

        // A million bytes in files of 205,000, of which two old ones are kept; the root's file is never rotated at that size.
        Assert.Equal(
            ["log.leases", "log.leases.1", "log.leases.2", "log.root"],
            Directory.EnumerateFiles(_folder, "log.*").Select(Path.GetFileName).Where(f => !f!.EndsWith("lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static string Header(int family) => family == 4
        ? "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n"
        : "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,"
            + "fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id\n";

    private static string Row(int family, long expire, int state) => family == 4
        ? $"{Address4},02:00:00:00:00:01,,100,{expire},1,0,0,,{state},,0\n"
        : $"{Address6},00:03:00:01:02:00:00:00:00:01,100,{expire},1,50,0,7,128,0,0,,,{state},,,,0\n";

    /// <summary>The state of the lease that <see cref="Row"/> is; null when there is none.</summary>
    private static LeaseState? StateOf(IServerHost host)
    {
        int slot = host is ServerHost4 four ? four.Engine.Leases.Find(Address4) : ((ServerHost6)host).Engine.Leases.Find(Address6);
        return slot < 0 ? null
            : host is ServerHost4 v4 ? v4.Engine.Leases.Fields(slot).State : ((ServerHost6)host).Engine.Leases.Fields(slot).State;
    }

    private IServerHost? Create(int family, string leaseDatabase, out string error, string members = "", int lfcInterval = 0)
    {
        string text = $$"""
            {{members}} "lease-database": { "type": "memfile", "lfc-interval": {{lfcInterval}}, "name": "{{LeaseFile}}" {{leaseDatabase}} }
            """;
        var options = new ServerOptions("test", 67, 68);
        var loggers = new LoggerSet($"kea-dhcp{family}", _clock, isVerbose: false);
        return family == 4
            ? ServerHost4.TryCreate(
                options,
                Configured.From(text + ", \"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"pools\": [ { \"pool\": \"192.0.2.10 - 192.0.2.19\" } ] } ]"),
                loggers, _clock, out error)
            : ServerHost6.TryCreate(
                options,
                Configured.From6(
                    text + ", \"server-id\": { \"type\": \"EN\", \"identifier\": \"01\", \"persist\": false }, "
                    + "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"pools\": [ { \"pool\": \"2001:db8::10 - 2001:db8::19\" } ] } ]"),
                loggers, _clock, out error);
    }

    /// <summary>One turn of the server's loop, that many seconds after its start.</summary>
    private IServerHost Turn(int family, string members, int seconds, int lfcInterval = 0)
    {
        var host = Create(family, "", out string error, members, lfcInterval);
        Assert.Equal("", error);

        // The loop asks for the time of the next timer before it waits: then the clock jumps, and it stops after that turn.
        _clock.Jump = seconds;
        _clock.Jumped = host!.Stop;
        host.Run();
        return host;
    }

    /// <summary>Stands still until it has been asked how long a wait may be; then it jumps once.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _seconds;
        private int _asked;

        public int Jump { get; set; }

        public Action? Jumped { get; set; }

        public override long TimestampFrequency => 1;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_800_000_000 + _seconds);

        public override long GetTimestamp()
        {
            // Timers take the time when they are set (up to five of them), and again for each wait.
            if (Jumped is not null && ++_asked > 5)
            {
                _seconds += Jump;
                Jumped();
                Jumped = null;
            }

            return _seconds;
        }
    }
}
