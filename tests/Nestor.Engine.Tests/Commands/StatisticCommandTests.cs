using Nestor.Engine.Statistics;
using Nestor.Hooks.Commands;

namespace Nestor.Engine.Tests.Commands;

/// <summary>The commands statistic-*, on the counters of a real engine and a clock that is moved by hand.</summary>
public sealed class StatisticCommandTests
{
    private readonly Bench _bench = new(Bench.PlainSubnet);
    private readonly HandClock _clock = new();
    private readonly CommandTable _commands = new();

    public StatisticCommandTests() => StatisticCommands.Register(_commands, new StatisticRecords(_bench.Engine.Statistics, _clock));

    private Statistics4 Counters => _bench.Engine.Statistics;

    [Fact]
    public void A_counter_is_shown_with_the_local_time_since_when_it_is_so()
    {
        Assert.Equal(
            "{ \"arguments\": { \"pkt4-received\": [ [ 0, \"2027-01-15 10:00:00.000000\" ] ] }, \"result\": 0 }",
            _commands.Text("statistic-get", "{ \"name\": \"pkt4-received\" }"));
        _clock.Seconds = 1.5;
        Counters.Add(Counter4.Received, 7);
        Assert.Equal("[ [ 7, \"2027-01-15 10:00:01.500000\" ] ]", Shown("pkt4-received"));
        _clock.Seconds = 2;
        Assert.Equal("[ [ 7, \"2027-01-15 10:00:01.500000\" ] ]", Shown("pkt4-received"));
    }

    [Fact]
    public void Samples_are_shown_the_newest_first_and_twenty_are_kept()
    {
        for (int i = 1; i <= 25; i++)
        {
            _clock.Seconds = i;
            Counters.Add(Counter4.Received);
            Shown("pkt4-received");
        }

        Assert.Equal(Enumerable.Range(6, 20).Reverse().Select(i => (long)i), Samples("pkt4-received"));
    }

    [Fact]
    public void How_many_samples_are_kept_or_for_how_long_can_be_said_for_one_or_for_all()
    {
        Play("pkt4-received", "pkt4-sent");
        Assert.Equal("Statistic 'pkt4-received' count limit is set.", Text("statistic-sample-count-set", "{ \"name\": \"pkt4-received\", \"max-samples\": 2 }"));
        Assert.Equal([5, 4], Samples("pkt4-received"));
        Assert.Equal(5, Samples("pkt4-sent").Count);
        Assert.Equal("Statistic 'pkt4-sent' duration limit is set.", Text("statistic-sample-age-set", "{ \"name\": \"pkt4-sent\", \"duration\": 2 }"));
        Assert.Equal([5, 4, 3], Samples("pkt4-sent"));

        // The last one stays, however old it is.
        _clock.Seconds = 1000;
        Assert.Equal([5], Samples("pkt4-sent"));
        Assert.Equal("All statistics count limit are set.", Text("statistic-sample-count-set-all", "{ \"max-samples\": 1 }"));
        Assert.Equal([5], Samples("pkt4-received"));
        Assert.Equal("All statistics duration limit are set.", Text("statistic-sample-age-set-all", "{ \"duration\": 10 }"));
        Play("pkt4-received");
        Assert.Equal([10, 9, 8, 7, 6], Samples("pkt4-received"));
    }

    [Theory]
    [InlineData("\"statistic-default-sample-count\": 3", "5 4 3")]
    [InlineData("\"statistic-default-sample-count\": 3, \"statistic-default-sample-age\": 1", "5 4 3")]
    [InlineData("\"statistic-default-sample-count\": 0, \"statistic-default-sample-age\": 1", "5 4")]
    [InlineData("\"statistic-default-sample-count\": 0", "5")]
    [InlineData("\"statistic-default-sample-count\": 100000", "5 4 3 2 1")]
    public void The_configuration_says_how_many_samples_are_kept_or_for_how_long(string set, string kept)
    {
        foreach (Func<(IStatisticSource, Action)> server in (Func<(IStatisticSource, Action)>[])[Server4, Server6])
        {
            var (source, count) = server();
            string name = source.Global().First().Name;
            _clock.Seconds = 0;
            var commands = new CommandTable();
            StatisticCommands.Register(commands, new StatisticRecords(source, _clock));
            for (int i = 1; i <= 5; i++)
            {
                _clock.Seconds = i;
                count();
                Samples(commands, name);
            }

            Assert.Equal(kept, string.Join(' ', Samples(commands, name)));
        }

        (IStatisticSource, Action) Server4()
        {
            var counters = new Bench(set + ", " + Bench.PlainSubnet).Engine.Statistics;
            return (counters, () => counters.Add(Counter4.Received));
        }

        (IStatisticSource, Action) Server6()
        {
            var counters = new Bench6(Bench6.Load(set)).Engine.Statistics;
            return (counters, () => counters.Add(Counter6.Received));
        }

        static long[] Samples(CommandTable commands, string name) =>
            [.. commands.Ask("statistic-get", $"{{ \"name\": \"{name}\" }}").Arguments![name]!.Items.Select(s => s.Items[0].Integer)];
    }

    [Fact]
    public void Limits_set_by_command_hold_until_the_next_configuration()
    {
        Play("pkt4-received");
        Text("statistic-sample-count-set-all", "{ \"max-samples\": 2 }");
        Assert.Equal([5, 4], Samples("pkt4-received"));
        _bench.Reconfigure("\"statistic-default-sample-count\": 4, " + Bench.PlainSubnet);
        Play("pkt4-received");
        Assert.Equal([10, 9, 8, 7], Samples("pkt4-received"));
    }

    [Fact]
    public void Entries_that_are_left_out_of_the_configuration_are_counted()
    {
        const string Wrong = "\"on-error\": \"quarantine\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"x\" }, { \"id\": 2, \"subnet\": \"y\" } ]";
        Assert.Equal([0], Samples("quarantined-entries"));
        _bench.Reconfigure(Wrong);
        Assert.Equal([2], Samples("quarantined-entries"));
        _bench.Reconfigure(Bench.PlainSubnet);
        Assert.Equal([0, 2], Samples("quarantined-entries"));
        var six = new Bench6(Bench6.Load(Wrong.Replace("subnet4", "subnet6", StringComparison.Ordinal)));
        Assert.Equal(2, six.Engine.Statistics[Counter6.Quarantined]);
    }

    [Fact]
    public void A_counter_that_is_reset_counts_from_zero_again()
    {
        Play("pkt4-received");
        Assert.Equal("Statistic 'pkt4-received' reset.", Text("statistic-reset", "{ \"name\": \"pkt4-received\" }"));
        Assert.Equal([0], Samples("pkt4-received"));
        Counters.Add(Counter4.Received, 2);
        Assert.Equal([2, 0], Samples("pkt4-received"));
        Assert.Equal("All statistics reset to neutral values.", Text("statistic-reset-all"));
        Assert.Equal([0], Samples("pkt4-received"));
        Assert.Equal([0], Samples("subnet[1].total-addresses"));
    }

    [Fact]
    public void A_count_of_leases_that_was_reset_does_not_fall_below_zero_and_a_new_configuration_sets_it_right()
    {
        _bench.Lease(1);
        Assert.Equal([1], Samples("subnet[1].assigned-addresses"));
        Text("statistic-reset-all");
        Counters.Add(_bench.Engine.Settings.Subnets[0], null, SubnetCounter4.Assigned, -1);
        Assert.Equal([0, 0], Samples("subnet[1].assigned-addresses"));
        _bench.Reconfigure(Bench.PlainSubnet);
        Assert.Equal([1], Samples("subnet[1].assigned-addresses"));
        Assert.Equal([10], Samples("subnet[1].total-addresses"));

        // What does not follow from the leases stays reset.
        Assert.Equal([0], Samples("cumulative-assigned-addresses"));
    }

    [Fact]
    public void A_counter_that_is_removed_is_gone_until_it_changes()
    {
        Counters.Add(Counter4.Received, 5);
        Assert.Equal("Statistic 'pkt4-received' removed.", Text("statistic-remove", "{ \"name\": \"pkt4-received\" }"));
        Assert.Equal("{ \"arguments\": { }, \"result\": 0 }", _commands.Text("statistic-get", "{ \"name\": \"pkt4-received\" }"));
        Assert.Equal("No 'pkt4-received' statistic found", Text("statistic-remove", "{ \"name\": \"pkt4-received\" }"));
        Assert.Null(_commands.Ask("statistic-get-all").Arguments!["pkt4-received"]);
        Counters.Add(Counter4.Received, 3);
        Assert.Equal([3], Samples("pkt4-received"));
        Assert.Equal("Warning: statistic-remove-all command is deprecated. All statistics removed.", Text("statistic-remove-all"));
        Assert.Empty(_commands.Ask("statistic-get-all").Arguments!.Members);
    }

    [Fact]
    public void All_counters_are_every_one_there_is_and_the_global_ones_those_of_no_subnet()
    {
        string[] all = [.. _commands.Ask("statistic-get-all").Arguments!.Members.Select(m => m.Name)];
        Assert.Equal(Counters.Report().Members.Select(m => m.Name), all);
        Assert.Contains("subnet[1].pool[0].total-addresses", all);
        Assert.Equal(
            all.Where(n => !n.StartsWith("subnet[", StringComparison.Ordinal)),
            _commands.Ask("statistic-global-get-all").Arguments!.Members.Select(m => m.Name));
    }

    [Fact]
    public void Counters_of_many_subnets_are_gone_through_outside_of_the_loop()
    {
        var subnets = Enumerable.Range(1, 200).Select(i => $$"""{ "id": {{i}}, "subnet": "10.0.{{i}}.0/24" }""");
        var bench = new Bench("\"subnet4\": [ " + string.Join(", ", subnets) + " ]");
        var commands = new CommandTable();
        StatisticCommands.Register(commands, new StatisticRecords(bench.Engine.Statistics, _clock));
        var result = commands.Ask("statistic-get-all", null, out int turns);
        Assert.Equal(bench.Engine.Statistics.Report().Members.Count, result.Arguments!.Members.Count);
        Assert.Equal(0, turns);
        Assert.NotNull(commands.Ask("statistic-get", "{ \"name\": \"subnet[200].assigned-addresses\" }").Arguments!["subnet[200].assigned-addresses"]);
    }

    [Fact]
    public void What_a_command_sees_is_there_though_another_configuration_comes_before_it_is_finished()
    {
        Counters.Add(Counter4.Received, 5);
        var begun = _commands.Find("statistic-get-all")!.Run(new CommandCall("statistic-get-all", null));
        Counters.Add(Counter4.Received, 5);
        _bench.Reconfigure("\"subnet4\": [ ]");
        string text = Json.JsonWriter.Compact(begun.Finish!().ToElement());
        Assert.Contains("\"pkt4-received\": [ [ 5, ", text, StringComparison.Ordinal);
        Assert.Contains("\"subnet[1].total-addresses\"", text, StringComparison.Ordinal);
        Assert.Equal([10, 5], Samples("pkt4-received"));
        Assert.DoesNotContain("subnet[1]", _commands.Text("statistic-get-all"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_that_goes_takes_what_was_said_of_its_counters_with_it()
    {
        Text("statistic-remove", "{ \"name\": \"subnet[1].reclaimed-leases\" }");
        _bench.Reconfigure("\"subnet4\": [ ]");
        Assert.Equal("No 'subnet[1].reclaimed-leases' statistic found", Text("statistic-reset", "{ \"name\": \"subnet[1].reclaimed-leases\" }"));
        _bench.Reconfigure(Bench.PlainSubnet);
        Assert.Equal([0], Samples("subnet[1].reclaimed-leases"));
    }

    [Theory]
    [InlineData("statistic-get", null, "Missing mandatory 'name' parameter.")]
    [InlineData("statistic-get", "{ }", "Missing mandatory 'name' parameter.")]
    [InlineData("statistic-get", "{ \"name\": 5 }", "'name' parameter expected to be a string.")]
    [InlineData("statistic-get", "[ ]", "arguments for the 'statistic-get' command must be a map")]
    [InlineData("statistic-reset", "{ \"name\": \"foo\" }", "No 'foo' statistic found")]
    [InlineData("statistic-reset", "{ \"name\": \"subnet[99999999999].foo\" }", "No 'subnet[99999999999].foo' statistic found")]
    [InlineData("statistic-remove", "{ }", "Missing mandatory 'name' parameter.")]
    [InlineData("statistic-sample-age-set", "{ \"duration\": 5 }", "Missing mandatory 'name' parameter.")]
    [InlineData("statistic-sample-age-set", "{ \"name\": \"pkt4-received\" }", "Missing mandatory 'duration' parameter.")]
    [InlineData("statistic-sample-age-set", "{ \"name\": \"foo\", \"duration\": 5 }", "No 'foo' statistic found")]
    [InlineData("statistic-sample-age-set", "{ \"name\": \"pkt4-received\", \"duration\": \"x\" }", "'duration' parameter expected to be an integer.")]
    [InlineData("statistic-sample-age-set-all", "{ \"duration\": -1 }", "'duration' parameter must not be negative")]
    [InlineData("statistic-sample-age-set-all", null, "Missing mandatory 'duration' parameter.")]
    [InlineData("statistic-sample-count-set", "{ \"name\": \"foo\", \"max-samples\": 5 }", "No 'foo' statistic found")]
    [InlineData("statistic-sample-count-set", "{ \"name\": \"pkt4-received\" }", "Missing mandatory 'max-samples' parameter.")]
    [InlineData("statistic-sample-count-set-all", "{ \"max-samples\": 0 }", "'max-samples' parameter must not be zero")]
    [InlineData("statistic-sample-count-set-all", "{ \"max-samples\": 1000000 }", "'max-samples' parameter must be from 1 to 10000")]
    [InlineData("statistic-sample-count-set-all", "{ }", "Missing mandatory 'max-samples' parameter.")]
    public void What_is_wrong_with_the_arguments_is_said_in_Keas_words(string command, string? arguments, string text)
    {
        var result = _commands.Ask(command, arguments);
        Assert.Equal((ResultCode.Error, text), (result.Code, result.Text));
    }

    private string? Text(string command, string? arguments = null) => _commands.Ask(command, arguments).Text;

    private string Shown(string name) =>
        Json.JsonWriter.Compact(_commands.Ask("statistic-get", $$"""{ "name": "{{name}}" }""").Arguments![name]!);

    private List<long> Samples(string name) =>
        [.. _commands.Ask("statistic-get", $$"""{ "name": "{{name}}" }""").Arguments![name]!.Items.Select(s => s.Items[0].Integer)];

    /// <summary>Five times a second later each of them is one more, and is looked at.</summary>
    private void Play(params string[] names)
    {
        for (int i = 1; i <= 5; i++)
        {
            _clock.Seconds++;
            Counters.Add(Counter4.Received);
            Counters.Add(Counter4.Sent);
            Array.ForEach(names, n => Shown(n));
        }
    }

    private sealed class HandClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("two", TimeSpan.FromHours(2), "two", "two");

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_800_000_000).AddSeconds(Seconds);
    }
}
