using Nestor.Wire.Values;
using PerfDhcp;
using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Runs;
using PerfDhcp.Statistics;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>Whole runs in virtual time.</summary>
public sealed class RunTests
{
    private const byte Nak = 6;
    private readonly FakeClock _clock = new();

    [Fact]
    public void A_rate_over_a_period_begins_and_completes_exactly_that_many()
    {
        var run = Run("-r 100 -p 2 -R 1000 -W 10000", Port(milliseconds: 1));

        Assert.Equal(0, run.Status);
        Assert.Equal((200, 200), (run.Statistics[Stage.Discover].Sent, run.Statistics[Stage.Discover].Received));
        Assert.Equal((200, 200), (run.Statistics[Stage.Request].Sent, run.Statistics[Stage.Request].Received));
        Assert.Equal(200, run.Statistics.Completed);
    }

    [Fact]
    public void Delays_are_those_of_the_wire()
    {
        var run = Run("-r 100 -p 1 -R 1000 -W 10000", Port(milliseconds: 2));

        Assert.Equal(2.0, run.Statistics[Stage.Discover].Delays.Mean / 1e6, 1);
        Assert.Equal(4.0, run.Statistics.Whole.Percentile(0.5) / 1e6, 1);
    }

    [Fact]
    public void A_number_of_requests_is_waited_for_even_without_an_exit_wait()
    {
        var run = Run("-r 100 -n 10 -R 10", Port(milliseconds: 300));

        Assert.Equal((0, 10), (run.Status, run.Statistics.Completed));
    }

    [Fact]
    public void Queries_without_an_answer_are_dropped_after_the_drop_time_and_the_status_is_3()
    {
        var run = Run("-r 100 -n 10 -R 10 -d 0.5", Port(milliseconds: 1, (number, answer) => number == 0 ? null : answer));

        Assert.Equal(3, run.Status);
        Assert.Equal((1, 1), (run.Statistics[Stage.Discover].Drops, run.Statistics[Stage.Discover].Collected));
        Assert.Equal(9, run.Statistics.Completed);
    }

    [Fact]
    public void An_answer_after_the_drop_time_is_an_orphan()
    {
        var run = Run("-i -r 10 -p 3 -d 0.5", Port(milliseconds: 700));

        Assert.Equal(0, run.Statistics.Completed);
        Assert.True(run.Statistics[Stage.Discover].Orphans > 10);
    }

    [Fact]
    public void Too_many_drops_end_the_run()
    {
        var run = Run("-r 100 -p 60 -D 5", Port(milliseconds: 1, (_, _) => null));

        Assert.Equal(3, run.Status);
        Assert.InRange(run.Statistics[Stage.Discover].Sent, 100, 110);
        Assert.Equal("Reached the number of drops.", run.Statistics.ExitReason);
    }

    [Fact]
    public void A_refusal_is_counted_and_ends_the_exchange()
    {
        var run = Run("-r 100 -n 5 -R 5", Port(milliseconds: 1, (number, answer) =>
        {
            // The type is the first option; the queries are DISCOVER, REQUEST, DISCOVER, ...
            answer[242] = answer[242] == 5 && number < 2 ? Nak : answer[242];
            return answer;
        }));

        Assert.Equal((1, 4), (run.Statistics[Stage.Request].Rejected, run.Statistics.Completed));
        Assert.Equal(3, run.Status);
    }

    [Fact]
    public void Malformed_answers_are_counted()
    {
        var run = Run("-i -r 100 -n 3", Port(milliseconds: 1, (_, answer) => answer[..100]));

        Assert.Equal(3, run.Statistics.Malformed);
    }

    [Fact]
    public void Renewals_and_releases_have_rates_of_their_own_and_use_held_leases()
    {
        var port = Port(milliseconds: 1);
        var run = Run("-r 100 -f 50 -F 20 -p 2 -R 1000 -W 10000", port);

        Assert.Equal(0, run.Status);
        Assert.InRange(run.Statistics[Stage.Renew].Sent, 95, 100);
        Assert.Equal(run.Statistics[Stage.Renew].Sent, run.Statistics[Stage.Renew].Received);
        Assert.InRange(run.Statistics[Stage.Release].Sent, 38, 40);
        Assert.Equal(0, run.Statistics[Stage.Release].Drops);
        Assert.All(port.Sent.Where(q => q[242] == 7), q => Assert.NotEqual(0, q[12]));
    }

    [Fact]
    public void A_closed_loop_keeps_its_clients_in_flight_and_loses_none_at_the_end()
    {
        var run = Run("--closed-loop 10 -p 2.005", Port(milliseconds: 10));

        // 10 clients, an exchange of 20 ms each: 500 a second. The end falls into the middle of the exchanges under way.
        Assert.Equal(0, run.Status);
        Assert.InRange(run.Statistics.Completed, 980, 1000);
        Assert.Equal(0, run.Statistics[Stage.Discover].Drops + run.Statistics[Stage.Request].Drops);
    }

    [Fact]
    public void A_closed_loop_goes_on_when_answers_are_lost()
    {
        var run = Run("--closed-loop 4 -n 100 -d 0.1", Port(milliseconds: 1, (number, answer) => number % 7 == 0 ? null : answer));

        Assert.Equal(3, run.Status);
        Assert.Equal(100, run.Statistics[Stage.Discover].Sent);
        Assert.Equal(100, run.Statistics.Completed + run.Statistics.Shown.Sum(p => p.Collected));
    }

    [Fact]
    public void Renew_mode_makes_leases_first_and_measures_renewals_only()
    {
        var run = Run("--mode renew --closed-loop 5 -n 50 -R 20", Port(milliseconds: 1));

        Assert.Equal((0, 50), (run.Status, run.Statistics.Completed));
        Assert.Equal("REQUEST-ACK (renewal)", Assert.Single(run.Statistics.Shown).Name);
    }

    [Fact]
    public void Known_clients_without_any_answer_are_a_general_error()
    {
        var run = Run("--mode known --closed-loop 5 -p 1 -R 20", Port(milliseconds: 1, (_, _) => null), _clock);

        Assert.Equal(1, run.Status);
    }

    [Fact]
    public void An_avalanche_asks_again_after_1_2_and_4_seconds_until_all_are_served()
    {
        long start = _clock.GetTimestamp();
        var run = Run("--scenario avalanche -R 5", Port(milliseconds: 1, (number, answer) => number < 15 ? null : answer));

        Assert.Equal((0, 5), (run.Status, run.Statistics.Completed));
        Assert.InRange((_clock.GetTimestamp() - start) / 1e9, 7.0, 7.2);
        Assert.Contains("Requests resent: 15", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Secs_grow_from_one_time_on_for_another()
    {
        var port = Port(milliseconds: 1);
        Run("-i -r 1 -p 6 -Y 2 -y 3", port);

        Assert.Equal([0, 0, 1, 2, 3, 0], port.Sent.Select(q => (q[8] << 8) | q[9]));
    }

    [Fact]
    public void Addresses_given_twice_are_counted()
    {
        var run = Run("-u -i -r 10 -n 4", Port(milliseconds: 1, (_, answer) =>
        {
            answer[19] = 1;
            return answer;
        }));

        Assert.Equal(3, run.Statistics[Stage.Discover].NotUnique);
    }

    [Fact]
    public void The_report_has_the_lines_that_scripts_read()
    {
        var run = Run("-r 10 -n 2 -R 2 -x tsei", Port(milliseconds: 1));

        foreach (string line in (string[])
            ["***Rate statistics***", "***Statistics for: DISCOVER-OFFER***", "***Statistics for: REQUEST-ACK***",
             "sent packets: 2", "received packets: 2", "drops: 0", "drops ratio: 0.000 %", "orphans: 0",
             "avg delay: 1.000 ms", "***Timestamps for packets: DISCOVER-OFFER***",
             "sent / received: 000000.000000 / 000000.001000", "Server id: 0a000001"])
        {
            Assert.Contains(line, run.Output.Split('\n'));
        }
    }

    [Fact]
    public void The_interim_line_has_one_number_for_each_pair_and_with_a_separator_nothing_else()
    {
        var run = Run("-r 10 -n 2 -R 2", Port(milliseconds: 1));

        Assert.Equal("sent: 2/2; received: 2/2; drops: 0/0; rejected: 0/0", Report(null));
        Assert.Equal("2,2,2,2,0,0,0,0", Report(","));

        string Report(string? separator) => PerfDhcpReportLine(run.Statistics, separator);
    }

    private static string PerfDhcpReportLine(RunStatistics statistics, string? separator) =>
        global::PerfDhcp.Reports.InterimReport.Line(statistics, separator);

    private FakePort Port(double milliseconds, Func<int, byte[], byte[]?>? change = null) =>
        new(_clock, TimeSpan.FromMilliseconds(milliseconds)) { Change = change ?? ((_, answer) => answer) };

    private Result Run(string line, FakePort port, FakeClock? clock = null)
    {
        var settings = new Settings();
        Assert.Null(CommandLineParser.Parse([.. line.Split(' '), "10.0.0.1"], settings));
        var context = new RunContext(
            settings,
            TemplateSet.Load(settings, out _)!,
            new ClientSet(settings.BaseMac, settings.Clients ?? 1, [], [Ip4.Parse("10.0.0.2").Value], new Random(1)),
            port,
            new RunStatistics(settings),
            clock ?? _clock,
            new Random(1),
            TestContext.Current.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };
        int status = MeasureJob.Measure(context, output, out _);
        return new Result(status, context.Statistics, output.ToString());
    }

    private sealed record Result(int Status, RunStatistics Statistics, string Output);
}
