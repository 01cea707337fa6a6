using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.HookLibraries.Tests.Perfmon;

/// <summary>libdhcp_perfmon: how long queries take.</summary>
public sealed class PerfmonTests
{
    private const string Whole = "DHCPDISCOVER-DHCPOFFER.composite-total_response";

    private readonly ManualClock _clock = new() { Step = TimeSpan.FromMicroseconds(100) };
    private readonly Recorder _recorder = new();

    private static string Load(string parameters) => $$""" "hooks-libraries": [ { "library": "/x/libdhcp_perfmon.so", "parameters": { {{parameters}} } } ], """;

    private LibraryBench4 Bench4(string parameters) => new(Load(parameters) + Bench.PlainSubnet, clock: _clock, log: _recorder.Find);

    private static void Discover(LibraryBench4 bench, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.NotNull(bench.Bench.Send(new Query(MessageType4.Discover)));
        }
    }

    private static Dictionary<string, long> Figures(IStatisticSource source) =>
        source.Global().Where(s => s.Name.Contains("perfmon", StringComparison.Ordinal)).ToDictionary(s => s.Name, s => (long)s.Value);

    [Fact]
    public void Means_of_full_intervals_are_among_the_statistics_for_the_subnet_and_for_all()
    {
        using var bench = Bench4(""" "enable-monitoring": true, "interval-width-secs": 5 """);
        Discover(bench, 7);
        Assert.Empty(Figures(bench.Bench.Engine.Statistics));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        var figures = Figures(bench.Bench.Engine.Statistics);
        Assert.Equal(
            [
                "perfmon.DHCPDISCOVER-DHCPOFFER.buffer_read-process_started.mean-usecs", $"perfmon.{Whole}.mean-usecs",
                "perfmon.DHCPDISCOVER-DHCPOFFER.process_started-process_completed.mean-usecs",
                "subnet-id[1].perfmon.DHCPDISCOVER-DHCPOFFER.buffer_read-process_started.mean-usecs", $"subnet-id[1].perfmon.{Whole}.mean-usecs",
                "subnet-id[1].perfmon.DHCPDISCOVER-DHCPOFFER.process_started-process_completed.mean-usecs",
            ],
            figures.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(100, figures["perfmon.DHCPDISCOVER-DHCPOFFER.buffer_read-process_started.mean-usecs"]);
        Assert.Equal(200, figures[$"subnet-id[1].perfmon.{Whole}.mean-usecs"]);
        Assert.Contains(bench.Bench.Engine.Statistics.View().All(), s => s.Name == $"perfmon.{Whole}.mean-usecs");
    }

    [Fact]
    public void Statistic_commands_show_a_mean_and_after_a_reset_the_next_one_as_it_is()
    {
        var commands = new CommandTable();
        using var bench = Bench4(""" "enable-monitoring": true, "interval-width-secs": 5 """);
        StatisticCommands.Register(commands, new StatisticRecords(bench.Bench.Engine.Statistics, _clock));
        string name = $"subnet-id[1].perfmon.{Whole}.mean-usecs";
        string Ask(string command)
        {
            var result = commands.Find(command)!.Run(new CommandCall(command, Element.Map([new Member("name", Element.Of(name), SourcePlace.None)])));
            return JsonWriter.Compact((result.Finish?.Invoke() ?? result).ToElement());
        }

        Discover(bench);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        Assert.Contains("[ 200,", Ask("statistic-get"), StringComparison.Ordinal);
        Assert.Contains("reset", Ask("statistic-reset"), StringComparison.Ordinal);
        Assert.Contains("[ 0,", Ask("statistic-get"), StringComparison.Ordinal);
        _clock.Step = TimeSpan.FromMicroseconds(50);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        Assert.Contains("[ 100,", Ask("statistic-get"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(""" "enable-monitoring": false """, false)]
    [InlineData(""" "enable-monitoring": true, "stats-mgr-reporting": false """, false)]
    [InlineData(""" "enable-monitoring": true """, true)]
    public void Without_monitoring_or_reporting_nothing_is_reported(string parameters, bool isReported)
    {
        using var bench = Bench4(parameters);
        Discover(bench);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Discover(bench);
        Assert.Equal(isReported, Figures(bench.Bench.Engine.Statistics).Count > 0);
    }

    [Fact]
    public void Perfmon_control_switches_monitoring_and_reporting_and_tells_both()
    {
        using var bench = Bench4("");
        const string Text = "\"text\": \"perfmon-control success\"";
        string answer = bench.Ask("perfmon-control");
        Assert.Contains("\"enable-monitoring\": false, \"stats-mgr-reporting\": true", answer, StringComparison.Ordinal);
        Assert.Contains(Text, answer, StringComparison.Ordinal);
        Assert.Contains("\"enable-monitoring\": true, \"stats-mgr-reporting\": false",
            bench.Ask("perfmon-control", """{ "enable-monitoring": true, "stats-mgr-reporting": false }"""), StringComparison.Ordinal);
        Discover(bench);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Discover(bench);
        Assert.Empty(Figures(bench.Bench.Engine.Statistics));
        bench.Ask("perfmon-control", """{ "stats-mgr-reporting": true }""");
        _clock.Advance(TimeSpan.FromSeconds(60));
        Discover(bench);
        Assert.NotEmpty(Figures(bench.Bench.Engine.Statistics));
        Assert.Contains("'enable-monitoring' parameter expected to be a boolean", bench.Ask("perfmon-control", """{ "enable-monitoring": 1 }"""), StringComparison.Ordinal);
        Assert.Contains("\"result\": 1, \"text\": \"spurious 'x' parameter\"", bench.Ask("perfmon-control", """{ "x": 1 }"""), StringComparison.Ordinal);
        Assert.Contains("\"result\": 1", bench.Ask("perfmon-control", "[ ]"), StringComparison.Ordinal);
        _recorder.MustHave("PERFMON_CMDS_CONTROL_OK PERFMON_CMDS_CONTROL_ERROR");
    }

    [Fact]
    public void Perfmon_get_all_durations_tells_the_last_full_interval_of_each_in_both_forms()
    {
        using var bench = Bench4(""" "enable-monitoring": true, "interval-width-secs": 5 """);
        Assert.Contains("perfmon-get-all-durations: 0 found", bench.Ask("perfmon-get-all-durations"), StringComparison.Ordinal);
        Discover(bench, 3);
        string answer = bench.Ask("perfmon-get-all-durations");
        Assert.Contains("""
            { "duration-key": { "query-type": "DHCPDISCOVER", "response-type": "DHCPOFFER", "start-event": "buffer_read", "stop-event": "process_started", "subnet-id": 0 }, "max-duration-usecs": 0, "mean-duration-usecs": 0, "min-duration-usecs": 0, "occurrences": 0, "start-time": "<none>", "total-duration-usecs": 0 }
            """.Trim(), answer, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        answer = bench.Ask("perfmon-get-all-durations");
        Assert.Contains("\"max-duration-usecs\": 100, \"mean-duration-usecs\": 100, \"min-duration-usecs\": 100, \"occurrences\": 3, \"start-time\": \"2026-01-02 00:00:00.000", answer, StringComparison.Ordinal);
        Assert.Contains("\"interval-width-secs\": 5, \"result-set-format\": false, \"timestamp\": \"2026-01-02 00:00:05.", answer, StringComparison.Ordinal);
        Assert.Contains("perfmon-get-all-durations: 6 found", answer, StringComparison.Ordinal);
        answer = bench.Ask("perfmon-get-all-durations", """{ "result-set-format": true }""");
        Assert.Contains("""
            "columns": [ "query-type", "response-type", "start-event", "end-event", "subnet-id", "interval-start", "occurrence", "min-duration-usecs", "max-duration-usecs", "total-duration-usecs", "mean-duration-usecs" ]
            """.Trim(), answer, StringComparison.Ordinal);
        Assert.Contains("[ \"DHCPDISCOVER\", \"DHCPOFFER\", \"composite\", \"total_response\", 1, \"2026-01-02 00:00:00.000", answer, StringComparison.Ordinal);
        Assert.Contains("\", 3, 200, 200, 600, 200 ]", answer, StringComparison.Ordinal);
        Assert.Contains("'result-set-format' parameter expected to be a boolean", bench.Ask("perfmon-get-all-durations", """{ "result-set-format": "x" }"""), StringComparison.Ordinal);
        _recorder.MustHave("PERFMON_CMDS_GET_ALL_DURATIONS_OK PERFMON_CMDS_GET_ALL_DURATIONS_ERROR");
    }

    [Fact]
    public void An_alarm_is_triggered_above_its_high_water_repeated_and_cleared_below_its_low_water()
    {
        using var bench = Bench4("""
            "enable-monitoring": true, "interval-width-secs": 5, "alarm-report-secs": 12, "alarms": [ { "high-water-ms": 50, "low-water-ms": 10,
              "duration-key": { "query-type": "DHCPDISCOVER", "response-type": "DHCPOFFER", "start-event": "process-started", "stop-event": "process-completed", "subnet-id": 1 } } ]
            """);
        List<string> Pass(double milliseconds)
        {
            // The mean of an interval is told when the first of the next one comes.
            int before = _recorder.Lines.Count;
            _clock.Step = TimeSpan.FromMilliseconds(milliseconds);
            Discover(bench);
            _clock.Advance(TimeSpan.FromSeconds(5));
            return [.. _recorder.Lines.Skip(before).Select(l => l.Id.Name).Where(n => n.StartsWith("PERFMON_ALARM", StringComparison.Ordinal))];
        }

        Assert.Empty(Pass(20));
        Assert.Empty(Pass(60));
        Assert.Equal(["PERFMON_ALARM_TRIGGERED"], Pass(20));
        Assert.Empty(Pass(20));
        Assert.Empty(Pass(20));
        Assert.Equal(["PERFMON_ALARM_TRIGGERED"], Pass(1));
        Assert.Equal(["PERFMON_ALARM_CLEARED"], Pass(1));
        Assert.Empty(Pass(1));
        _recorder.MustHave("PERFMON_ALARM_TRIGGERED PERFMON_ALARM_CLEARED PERFMON_DHCP4_PKT_EVENTS");
        Assert.Contains("DHCPDISCOVER-DHCPOFFER.process_started-process_completed.1 has been triggered since 2026-01-02 ",
            _recorder.Lines.First(l => l.Id.Name == "PERFMON_ALARM_TRIGGERED").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_is_not_enabled_is_silent()
    {
        using var bench = Bench4("""
            "enable-monitoring": true, "interval-width-secs": 1, "alarms": [ { "high-water-ms": 2, "low-water-ms": 1, "enable-alarm": false,
              "duration-key": { "query-type": "DHCPDISCOVER", "response-type": "DHCPOFFER", "start-event": "composite", "stop-event": "total_response" } } ]
            """);
        _clock.Step = TimeSpan.FromMilliseconds(600);
        Discover(bench, 4);
        Assert.DoesNotContain(_recorder.Lines, l => l.Id.Name == "PERFMON_ALARM_TRIGGERED");
    }

    [Fact]
    public void DHCPv6_queries_have_durations_too()
    {
        using var bench = new LibraryBench6(Load(""" "enable-monitoring": true, "interval-width-secs": 5 """) + Points6Tests.PlainSubnet, clock: _clock, log: _recorder.Find);
        byte[] solicit = Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1));
        Assert.NotNull(bench.Bench.Send(solicit));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(bench.Bench.Send(solicit));
        Assert.Equal(200, Figures(bench.Bench.Engine.Statistics)["subnet-id[1].perfmon.DHCPV6_SOLICIT-DHCPV6_ADVERTISE.composite-total_response.mean-usecs"]);
        Assert.Contains("6 found", bench.Ask("perfmon-get-all-durations"), StringComparison.Ordinal);
        _recorder.MustHave("PERFMON_DHCP6_PKT_EVENTS");
    }

    [Fact]
    public void Its_figures_go_with_the_library_and_queries_have_no_moments_without_it()
    {
        var bench = Bench4(""" "enable-monitoring": true, "interval-width-secs": 5 """);
        Discover(bench);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Discover(bench);
        bench.Dispose();
        Assert.Empty(Figures(bench.Bench.Engine.Statistics));
        var seen = new List<long>();
        using var other = new LibraryBench4(
            """ "hooks-libraries": [ { "library": "toy.so" } ], """ + Bench.PlainSubnet, Toy.Table(l => l.Points4!.Pkt4Send.Add(l, c => seen.Add(c.Exchange.ReadAt))));
        Discover(other);
        Assert.Equal([0], seen);
    }

    [Theory]
    [InlineData(""" "enable-monitoring": 1 """, "for \"enable-monitoring\", wanted true or false")]
    [InlineData(""" "interval-width-secs": 0 """, "found 0 for \"interval-width-secs\"")]
    [InlineData(""" "alarm-report-secs": -1 """, "found -1 for \"alarm-report-secs\"")]
    [InlineData(""" "stats-mgr-reporting": "x" """, "for \"stats-mgr-reporting\"")]
    [InlineData(""" "nonsense": 1 """, "unknown parameter \"nonsense\"")]
    [InlineData(""" "alarms": [ { "high-water-ms": 2, "low-water-ms": 1 } ] """, "found no \"duration-key\" in an alarm")]
    [InlineData(""" "alarms": [ { "low-water-ms": 1, "duration-key": KEY } ] """, "found no \"high-water-ms\" in an alarm")]
    [InlineData(""" "alarms": [ { "high-water-ms": 1, "duration-key": KEY } ] """, "found no \"low-water-ms\" in an alarm")]
    [InlineData(""" "alarms": [ { "high-water-ms": 5, "low-water-ms": 5, "duration-key": KEY } ] """, "found low-water-ms 5, wanted less than")]
    [InlineData(""" "alarms": [ { "high-water-ms": 0, "low-water-ms": 5, "duration-key": KEY } ] """, "found 0 for \"high-water-ms\"")]
    [InlineData(""" "alarms": [ { "high-water-ms": 5, "low-water-ms": 1, "enable-alarm": 1, "duration-key": KEY } ] """, "for \"enable-alarm\"")]
    [InlineData(""" "alarms": [ { "high-water-ms": 5, "low-water-ms": 1, "duration-key": { "query-type": "SOLICIT", "response-type": "DHCPACK", "start-event": "composite", "stop-event": "total_response" } } ] """, "found message type \"SOLICIT\"")]
    [InlineData(""" "alarms": [ { "high-water-ms": 5, "low-water-ms": 1, "duration-key": { "query-type": "DHCPREQUEST", "response-type": "DHCPACK", "start-event": "composite" } } ] """, "no parameter \"stop-event\"")]
    [InlineData(""" "alarms": [ { "high-water-ms": 5, "low-water-ms": 1, "duration-key": KEY }, { "high-water-ms": 6, "low-water-ms": 1, "duration-key": KEY } ] """, "found two alarms for")]
    public void Wrong_parameters_are_refused(string parameters, string text)
    {
        const string Key = """{ "query-type": "DHCPREQUEST", "response-type": "DHCPACK", "start-event": "composite", "stop-event": "total_response" }""";
        Assert.Contains(text, Assert.Single(LibraryBench4.Refused(Load(parameters.Replace("KEY", Key, StringComparison.Ordinal)) + Bench.PlainSubnet)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_costs_no_memory()
    {
        using var bench = new LibraryBench4(Load(""" "enable-monitoring": true """) + Bench.PlainSubnet);
        byte[] bytes = new byte[300];
        var query = new Query(MessageType4.Discover);
        int length = query.Write(bytes);
        var batch = bench.Bench.Batch;
        long before = 0;
        for (int i = 0; i < 400; i++)
        {
            before = i == 200 ? GC.GetAllocatedBytesForCurrentThread() : before;
            batch.Clear();
            bytes.AsSpan(0, length).CopyTo(batch.Slab);
            batch.Arrivals[0] = Bench.Arrival(batch.Slab, length, query);
            batch.ArrivalCount = 1;
            bench.Bench.Loop.Run(batch, bench.Bench.Now);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
