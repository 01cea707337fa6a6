using Nestor.Server.Logging;
using Nestor.Server.Runtime;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Runtime;

/// <summary>Keywords about lease file, timers and log, from the configuration's text to what is on disk.</summary>
public sealed class ConfiguredServerTests : IDisposable
{
    private const string Header =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-configured").FullName;
    private readonly JumpingClock _clock = new();

    private string LeaseFile => Path.Combine(_folder, "leases.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", true)]
    [InlineData(", \"persist\": true", true)]
    [InlineData(", \"persist\": false", false)]
    public void A_memfile_is_kept_under_its_name_unless_persist_is_off(string set, bool isThere)
    {
        using var host = Create(set, out _);
        Assert.NotNull(host);
        Assert.Equal(isThere, File.Exists(LeaseFile));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(", \"max-row-errors\": 0", true)]
    [InlineData(", \"max-row-errors\": 2", true)]
    [InlineData(", \"max-row-errors\": 1", false)]
    public void A_lease_file_with_more_bad_rows_than_max_row_errors_is_refused(string set, bool isTaken)
    {
        File.WriteAllText(LeaseFile, Header + "bad,row\nworse,row\n" + Row(1_000_000, 0));
        using var host = Create(set, out string error);
        Assert.Equal(isTaken, host is not null);
        Assert.Equal(isTaken, error.Length == 0);
        Assert.Equal(isTaken ? 1 : 0, host?.Engine.Leases.Count ?? 0);
    }

    [Theory]
    [InlineData("", 11, true)]
    [InlineData("\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 11, false)]
    [InlineData("\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 100 },", 101, true)]
    [InlineData("\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 0 },", 50_000, false)]
    public void Expired_leases_are_reclaimed_every_reclaim_timer_wait_time(string set, int seconds, bool isReclaimed)
    {
        File.WriteAllText(LeaseFile, Header + Row(_clock.GetUtcNow().ToUnixTimeSeconds() - 10, 0));
        Turn(set, seconds, out var host);
        int slot = host.Engine.Leases.Find(Ip4.Parse("192.0.2.10"));
        Assert.Equal(isReclaimed ? Model.Leases.LeaseState.ExpiredReclaimed : Model.Leases.LeaseState.Default, host.Engine.Leases.Fields(slot).State);
        host.Dispose();
    }

    [Theory]
    [InlineData("", 26, true)]
    [InlineData("\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 100 },", 26, false)]
    [InlineData("\"expired-leases-processing\": { \"flush-reclaimed-timer-wait-time\": 0 },", 50_000, false)]
    [InlineData("\"expired-leases-processing\": { \"hold-reclaimed-time\": 100000 },", 26, false)]
    public void Leases_reclaimed_long_ago_are_deleted_every_flush_reclaimed_timer_wait_time(string set, int seconds, bool isDeleted)
    {
        File.WriteAllText(LeaseFile, Header + Row(_clock.GetUtcNow().ToUnixTimeSeconds() - 10_000, 2));
        Turn(set, seconds, out var host);
        Assert.Equal(isDeleted, host.Engine.Leases.Find(Ip4.Parse("192.0.2.10")) < 0);
        host.Dispose();
    }

    [Fact]
    public void A_logger_writes_what_its_keywords_ask_for_to_the_file_they_name()
    {
        string log = Path.Combine(_folder, "log");
        var settings = Configured.From($$"""
            "loggers": [ { "name": "kea-dhcp4", "severity": "ERROR", "output-options": [ { "output": "{{log}}.root", "pattern": "%p %m\n" } ] },
              { "name": "kea-dhcp4.leases", "severity": "DEBUG", "debuglevel": 40,
                "output_options": [ { "output": "{{log}}.leases", "maxsize": 205000, "maxver": 2, "flush": true, "pattern": "%c %m\n" } ] } ]
            """);
        using var loggers = new LoggerSet("kea-dhcp4", TimeProvider.System, isVerbose: false);
        loggers.Configure(settings.Loggers);
        loggers.Find("dhcp4").Write(Model.Logging.LogId.Info("A"), $"not this");
        loggers.Find("dhcp4").Write(Model.Logging.LogId.Error("B"), $"this");
        loggers.Find("leases").Write(Model.Logging.LogId.Debug(40, "C"), $"this too");
        loggers.Find("leases").Write(Model.Logging.LogId.Debug(41, "D"), $"not this");
        loggers.Flush();
        Assert.Equal(["ERROR B this"], File.ReadAllLines(log + ".root"));
        Assert.Equal(["kea-dhcp4.leases C this too"], File.ReadAllLines(log + ".leases"));

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

    private static string Row(long expire, int state) => $"192.0.2.10,02:00:00:00:00:01,,100,{expire},1,0,0,,{state},,0\n";

    private ServerHost4? Create(string leaseDatabase, out string error, string members = "")
    {
        var settings = Configured.From($$"""
            {{members}} "lease-database": { "type": "memfile", "lfc-interval": 0, "name": "{{LeaseFile}}" {{leaseDatabase}} },
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
            """);
        return ServerHost4.TryCreate(
            new ServerOptions("test", 67, 68), settings, new LoggerSet("kea-dhcp4", _clock, isVerbose: false), _clock, out error);
    }

    /// <summary>One turn of the server's loop, that many seconds after its start.</summary>
    private void Turn(string members, int seconds, out ServerHost4 host)
    {
        host = Create("", out string error, members)!;
        Assert.Equal("", error);

        // The loop asks for the time of the next timer before it waits: then the clock jumps, and it stops after that turn.
        _clock.Jump = seconds;
        _clock.Jumped = host.Stop;
        host.Run();
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
