using System.Buffers.Binary;
using PerfDhcp;
using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Limits;
using PerfDhcp.Packets;
using PerfDhcp.Runs;
using PerfDhcp.Statistics;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>Whole DHCPv6 runs in virtual time.</summary>
public sealed class Run6Tests
{
    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("-e address-only", "IA_NA")]
    [InlineData("-e prefix-only", "IA_PD")]
    [InlineData("-e address-and-prefix", "IA_NA IA_PD")]
    [InlineData("-A 1", "IA_NA")]
    [InlineData("-A 3 -e prefix-only", "IA_PD")]
    public void A_rate_over_a_period_begins_and_completes_exactly_that_many(string flags, string asked)
    {
        var port = Port();
        var run = Run(flags + " -r 100 -p 2 -R 1000 -W 10000", port);

        Assert.Equal(0, run.Status);
        Assert.Equal((200, 200), (run.Statistics[Stage.Discover].Sent, run.Statistics[Stage.Discover].Received));
        Assert.Equal((200, 200), (run.Statistics[Stage.Request].Sent, run.Statistics[Stage.Request].Received));
        Assert.Equal(200, run.Statistics.Completed);
        Assert.Equal(["SOLICIT-ADVERTISE", "REQUEST-REPLY"], run.Statistics.Shown.Select(p => p.Name));
        Assert.All(port.Sent, q => Assert.Equal(asked, Asked(q)));
    }

    [Fact]
    public void Each_message_has_a_transaction_id_of_its_own__RFC8415_16_1()
    {
        var port = Port();
        Run("-r 100 -n 20 -R 20", port);

        Assert.Equal(40, port.Sent.Select(q => Convert.ToHexString(q, 1, 3)).Distinct().Count());
    }

    [Fact]
    public void Transaction_ids_go_around_after_24_bits()
    {
        var port = Port();
        var run = Run("-i -r 100 -n 10 -R 10", port, new Foretold(0xFF_FFFE));

        Assert.Equal((0, 10), (run.Status, run.Statistics.Completed));
        Assert.Equal(["FFFFFE", "FFFFFF", "000000", "000001"], port.Sent.Take(4).Select(q => Convert.ToHexString(q, 1, 3)));
    }

    [Fact]
    public void A_rapid_commit_is_a_whole_exchange_of_two_messages__RFC8415_18_2_1()
    {
        var port = Port();
        var run = Run("-i -c -r 100 -n 10 -R 10", port);

        Assert.Equal((0, 10), (run.Status, run.Statistics.Completed));
        Assert.All(port.Sent, q => Assert.Equal(1, q[0]));
    }

    [Fact]
    public void A_server_may_answer_a_rapid_commit_with_an_advertise()
    {
        var run = Run("-i -c -r 100 -n 10 -R 10", Port((_, answer) =>
        {
            answer[0] = 2;
            return answer;
        }));

        Assert.Equal((0, 10), (run.Status, run.Statistics.Completed));
    }

    [Fact]
    public void Without_rapid_commit_a_reply_to_a_solicit_is_an_orphan()
    {
        var run = Run("-i -r 100 -n 3 -R 3", Port((_, answer) =>
        {
            answer[0] = 7;
            return answer;
        }));

        Assert.Equal((3, 0, 3), (run.Status, run.Statistics.Completed, run.Statistics[Stage.Request].Orphans));
    }

    [Fact]
    public void Renewals_and_releases_have_rates_of_their_own_and_their_replies_are_counted()
    {
        var port = Port();
        var run = Run("-r 100 -f 50 -F 20 -p 2 -R 1000 -W 10000 -e address-and-prefix", port);

        Assert.Equal(0, run.Status);
        Assert.InRange(run.Statistics[Stage.Renew].Sent, 95, 100);
        Assert.Equal(run.Statistics[Stage.Renew].Sent, run.Statistics[Stage.Renew].Received);
        Assert.InRange(run.Statistics[Stage.Release].Sent, 38, 40);
        Assert.Equal(run.Statistics[Stage.Release].Sent, run.Statistics[Stage.Release].Received);
        Assert.Equal(run.Statistics[Stage.Release].Sent, port.Sent.Count(q => q[0] == 8));
        Assert.All(port.Sent.Where(q => q[0] is 5 or 8), q => Assert.NotEqual(UInt128.Zero, Address(q)));
    }

    [Fact]
    public void A_release_without_a_reply_is_a_drop()
    {
        var run = Run("-r 100 -F 100 -p 1 -R 1000 -W 2000000", Port((_, answer) => IsReleased(answer) ? null : answer));

        Assert.Equal(3, run.Status);
        Assert.True(run.Statistics[Stage.Release].Sent > 90);
        Assert.Equal(run.Statistics[Stage.Release].Sent, run.Statistics[Stage.Release].Drops);
    }

    [Fact]
    public void A_prefix_that_is_missing_where_both_were_asked_for_is_a_rejected_lease()
    {
        var port = new FakePort(_clock, TimeSpan.FromMilliseconds(1), OnlyAddresses());
        var run = Run("-i -r 100 -n 4 -R 4 -e address-and-prefix", port);

        Assert.Equal((3, 4, 0), (run.Status, run.Statistics[Stage.Discover].Rejected, run.Statistics.Completed));
    }

    [Fact]
    public void Renew_mode_makes_leases_first_and_measures_renewals_only()
    {
        var run = Run("--mode renew --closed-loop 5 -n 50 -R 20 -e prefix-only", Port());

        Assert.Equal((0, 50), (run.Status, run.Statistics.Completed));
        Assert.Equal("RENEW-REPLY", Assert.Single(run.Statistics.Shown).Name);
    }

    [Fact]
    public void A_closed_loop_goes_on_when_answers_are_lost()
    {
        var run = Run("--closed-loop 4 -n 100 -d 0.1", Port((number, answer) => number % 7 == 0 ? null : answer));

        Assert.Equal(3, run.Status);
        Assert.Equal(100, run.Statistics[Stage.Discover].Sent);
        Assert.Equal(100, run.Statistics.Completed + run.Statistics.Shown.Sum(p => p.Collected));
    }

    [Fact]
    public void An_avalanche_asks_again_after_1_2_and_4_seconds_until_all_are_served()
    {
        long start = _clock.GetTimestamp();
        var run = Run("--scenario avalanche -R 5", Port((number, answer) => number < 15 ? null : answer));

        Assert.Equal((0, 5), (run.Status, run.Statistics.Completed));
        Assert.InRange((_clock.GetTimestamp() - start) / 1e9, 7.0, 7.2);
        Assert.Contains("Requests resent: 15", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Elapsed_time_grows_from_one_time_on_for_another_in_hundredths_of_a_second__RFC8415_21_9()
    {
        var port = Port();
        Run("-i -r 1 -p 6 -Y 2 -y 3", port);

        Assert.Equal([0, 0, 100, 200, 300, 0], port.Sent.Select(Elapsed));
    }

    [Fact]
    public void The_first_server_is_named_in_every_request()
    {
        int servers = 0;
        var port = Port((_, answer) =>
        {
            answer[17] = (byte)++servers; // the last octet of the server's DUID, which stands first
            return answer;
        });
        Run("-1 -r 100 -n 5 -R 5", port);

        Assert.All(port.Sent.Where(q => q[0] == 3), q => Assert.Equal(1, q[^1]));
    }

    [Fact]
    public void The_report_lists_leases_with_prefixes_and_the_first_server()
    {
        var run = Run("-r 10 -n 2 -R 2 -e address-and-prefix -x lsa", Port());

        foreach (string line in (string[])
            ["***Statistics for: SOLICIT-ADVERTISE***", "***Statistics for: REQUEST-REPLY***", "sent packets: 2",
             "Server id: 00030001020000000001", "***Leases for REQUEST-REPLY***", "client_id,address,prefix",
             "00:03:00:01:00:0c:01:02:03:05,2001:db8:1::3,3000:0:4::"])
        {
            Assert.Contains(line, run.Output.Split('\n'));
        }
    }

    [Fact]
    public void Prefixes_given_twice_are_counted()
    {
        byte[] first = [];
        var run = Run("-u -i -r 10 -n 4 -e prefix-only", Port((_, answer) =>
        {
            first = first.Length == 0 ? answer : [answer[0], answer[1], answer[2], answer[3], .. first[4..]];
            return first;
        }));

        Assert.Equal(3, run.Statistics[Stage.Discover].NotUnique);
    }

    /// <summary>A server that has no prefixes.</summary>
    private static Responder.Answer OnlyAddresses()
    {
        var all = Responder.Null6();
        return (buffer, length) =>
        {
            int answered = all(buffer, length);
            return answered - (OptionCode6.HeaderLength + 41); // the IA_PD is the last option
        };
    }

    private static bool IsReleased(byte[] answer) =>
        OptionCode6.Find(answer, Message6.OptionsPlace, OptionCode6.StatusCode, out _) >= 0;

    /// <summary>The associations of a query, out of its relay messages.</summary>
    private static string Asked(byte[] query)
    {
        while (query[0] == (byte)MessageType6.RelayForward)
        {
            int at = OptionCode6.Find(query, PacketTemplate6.RelayHeaderLength, OptionCode6.RelayMessage, out int length);
            query = query[at..(at + length)];
        }

        return string.Join(' ', new[] { (OptionCode6.IaNa, "IA_NA"), (OptionCode6.IaPd, "IA_PD") }
            .Where(ia => OptionCode6.Find(query, Message6.OptionsPlace, ia.Item1, out _) >= 0).Select(ia => ia.Item2));
    }

    private static UInt128 Address(byte[] query) =>
        BinaryPrimitives.ReadUInt128BigEndian(query.AsSpan(Message6.AddressPlace(query)));

    private static int Elapsed(byte[] query) => BinaryPrimitives.ReadUInt16BigEndian(
        query.AsSpan(OptionCode6.Find(query, Message6.OptionsPlace, OptionCode6.ElapsedTime, out _)));

    private FakePort Port(Func<int, byte[], byte[]?>? change = null) =>
        new(_clock, TimeSpan.FromMilliseconds(1), Responder.Null6()) { Change = change ?? ((_, answer) => answer) };

    private Result Run(string line, FakePort port, Random? dice = null)
    {
        var settings = new Settings();
        Assert.Null(CommandLineParser.Parse(["-6", .. line.Split(' '), "2001:db8::1"], settings));
        var context = new RunContext(
            settings,
            TemplateSet.Load(settings, out _)!,
            new ClientSet(settings.BaseMac, settings.Clients ?? 1, [], [UInt128.One], new Random(1)),
            port,
            new RunStatistics(settings),
            _clock,
            dice ?? new Random(1),
            TestContext.Current.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };
        int status = MeasureJob.Measure(context, output, out _);
        return new Result(status, context.Statistics, output.ToString());
    }

    /// <summary>Falls as told.</summary>
    private sealed class Foretold(long number) : Random
    {
        public override long NextInt64(long maxValue) => number;
    }

    private sealed record Result(int Status, RunStatistics Statistics, string Output);
}
