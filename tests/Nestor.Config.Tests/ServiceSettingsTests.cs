using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Maps about the server as a program: each keyword reaches its setting, and without it the default holds.</summary>
public sealed class ServiceSettingsTests
{
    private static InterfacesSettings Interfaces(string members) => Texts.Good($"\"interfaces-config\": {{ {members} }}").Interfaces;

    private static LeaseDatabaseSettings Leases(string members) => Texts.Good($"\"lease-database\": {{ \"type\": \"memfile\" {members} }}").LeaseDatabase;

    private static LoggerSettings Logger(string members) => Texts.Good($"\"loggers\": [ {{ \"name\": \"kea-dhcp4.leases\" {members} }} ]").Loggers[0];

    [Fact]
    public void Each_keyword_of_interfaces_config_reaches_its_setting()
    {
        var usual = Interfaces("");
        Assert.Equal((0, true, false, true, false, 0u, 5000u), (usual.Interfaces.Count, usual.IsRaw, usual.UseRouting, usual.ReDetect, usual.RequireAll, usual.MaxRetries, usual.RetryWaitMilliseconds));
        Assert.Equal(["eth0", "eth1/192.0.2.1", "*"], Interfaces("\"interfaces\": [ \"eth0\", \"eth1/192.0.2.1\", \"*\" ]").Interfaces);
        Assert.True(Interfaces("\"dhcp-socket-type\": \"raw\"").IsRaw);
        Assert.False(Interfaces("\"dhcp-socket-type\": \"udp\"").IsRaw);
        Assert.False(Interfaces("\"dhcp-socket-type\": \"UDP\"").IsRaw);
        Assert.False(Interfaces("\"outbound-interface\": \"same-as-inbound\"").UseRouting);
        Assert.True(Interfaces("\"outbound-interface\": \"use-routing\"").UseRouting);
        Assert.False(Interfaces("\"re-detect\": false").ReDetect);
        Assert.True(Interfaces("\"service-sockets-require-all\": true").RequireAll);
        Assert.Equal(3u, Interfaces("\"service-sockets-max-retries\": 3").MaxRetries);
        Assert.Equal(70u, Interfaces("\"service-sockets-retry-wait-time\": 70").RetryWaitMilliseconds);
    }

    [Fact]
    public void Each_keyword_of_lease_database_reaches_its_setting()
    {
        var usual = Leases("");
        Assert.Equal(
            ("memfile", true, null, 3600u, 0u, OnFail.StopRetryExit, 0u, 0u, true),
            (usual.Type, usual.IsPersistent, usual.Name, usual.LfcInterval, usual.MaxRowErrors, usual.OnFail, usual.MaxReconnectTries, usual.ReconnectWaitMilliseconds, usual.IsSynced));
        Assert.False(Leases(", \"persist\": false").IsPersistent);
        Assert.Equal("/tmp/l.csv", Leases(", \"name\": \"/tmp/l.csv\"").Name);
        Assert.Equal(60u, Leases(", \"lfc-interval\": 60").LfcInterval);
        Assert.Equal(9u, Leases(", \"max-row-errors\": 9").MaxRowErrors);
        Assert.Equal(OnFail.StopRetryExit, Leases(", \"on-fail\": \"stop-retry-exit\"").OnFail);
        Assert.Equal(OnFail.ServeRetryExit, Leases(", \"on-fail\": \"serve-retry-exit\"").OnFail);
        Assert.Equal(OnFail.ServeRetryContinue, Leases(", \"on-fail\": \"serve-retry-continue\"").OnFail);
        Assert.Equal(4u, Leases(", \"max-reconnect-tries\": 4").MaxReconnectTries);
        Assert.Equal(500u, Leases(", \"reconnect-wait-time\": 500").ReconnectWaitMilliseconds);
        Assert.False(Leases(", \"durability\": \"os\"").IsSynced);
    }

    [Fact]
    public void Each_keyword_of_expired_leases_processing_reaches_its_setting()
    {
        Assert.Equal(new ExpirySettings(), Texts.Good("\"expired-leases-processing\": { }").Expiry);
        Assert.Equal(
            new ExpirySettings
            {
                ReclaimTimerWait = 1,
                FlushReclaimedTimerWait = 2,
                HoldReclaimedTime = 3,
                MaxReclaimLeases = 4,
                MaxReclaimTime = 5,
                UnwarnedReclaimCycles = 6,
            },
            Texts.Good("""
                "expired-leases-processing": { "reclaim-timer-wait-time": 1, "flush-reclaimed-timer-wait-time": 2, "hold-reclaimed-time": 3,
                  "max-reclaim-leases": 4, "max-reclaim-time": 5, "unwarned-reclaim-cycles": 6 }
                """).Expiry);
    }

    [Fact]
    public void Each_keyword_of_loggers_reaches_its_setting()
    {
        var usual = Logger("");
        Assert.Equal(("kea-dhcp4.leases", Severity.Info, 0, 0), (usual.Name, usual.Severity, usual.DebugLevel, usual.Outputs.Count));
        foreach (var severity in (Severity[])[Severity.Fatal, Severity.Error, Severity.Warn, Severity.Info, Severity.Debug, Severity.None])
        {
            Assert.Equal(severity, Logger($", \"severity\": \"{severity.ToString().ToUpperInvariant()}\"").Severity);
            Assert.Equal(severity, Logger($", \"severity\": \"{severity.ToString().ToLowerInvariant()}\"").Severity);
        }

        Assert.Equal(99, Logger(", \"severity\": \"DEBUG\", \"debuglevel\": 99").DebugLevel);
        foreach (string spelling in (string[])["output-options", "output_options"])
        {
            var outputs = Logger($$"""
                , "{{spelling}}": [ { "output": "stdout" }, { "output": "/tmp/l", "flush": false, "maxsize": 0, "maxver": 7, "pattern": "%m\n" } ]
                """).Outputs;
            Assert.Equal(
                [new LogOutputSettings("stdout", true, 10240000, 1, null), new LogOutputSettings("/tmp/l", false, 0, 7, "%m\n")], outputs);
        }
    }

    [Theory]
    [InlineData("", 86400u)]
    [InlineData("\"decline-probation-period\": 100", 100u)]
    public void The_probation_of_declined_addresses_is_a_day_unless_set(string set, uint seconds) =>
        Assert.Equal(seconds, Texts.Good(set).DeclineProbationPeriod);
}
