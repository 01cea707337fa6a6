using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.Limits;

/// <summary>libdhcp_limits: how many queries are answered in a span of time.</summary>
public sealed class RateLimitTests
{
    private static string Config(string classRate, string subnetRate) => $$"""
        "hooks-libraries": [ { "library": "/x/libdhcp_limits.so" } ],
        "client-classes": [ { "name": "gold", "test": "option[60].text == 'gold'", "user-context": { "limits": { {{classRate}} } } },
          { "name": "named", "test": "option[12].exists", "user-context": { "limits": { "rate-limit": "100 packets per day" } } } ],
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ], "user-context": { "limits": { {{subnetRate}} } } } ]
        """;

    private static bool IsAnswered(LibraryBench4 bench, string vendor = "gold", byte client = 1, string? name = null)
    {
        var query = new Query(MessageType4.Discover) { Client = client }.With(OptionCode4.VendorClass, Encoding.ASCII.GetBytes(vendor));
        return bench.Bench.Send(name is null ? query : query.With(OptionCode4.HostName, Encoding.ASCII.GetBytes(name))) is not null;
    }

    [Theory]
    [InlineData("1 packet per second", 1, 1)]
    [InlineData("3 packets per second", 3, 1)]
    [InlineData("4 packets per minute", 4, 60)]
    [InlineData("2 packets per hour", 2, 3600)]
    [InlineData("2 packets per day", 2, 86400)]
    [InlineData("2 packets per week", 2, 604800)]
    [InlineData("2 packets per month", 2, 2592000)]
    [InlineData("2 packets per year", 2, 31536000)]
    [InlineData("1500 packets per minute", 1500, 60)]
    public void In_no_span_of_time_more_queries_are_answered_than_the_limit_says(string rate, int count, int seconds)
    {
        foreach (string config in (string[])[Config($"\"rate-limit\": \"{rate}\"", ""), Config("", $"\"rate-limit\": \"{rate}\"")])
        {
            var clock = new ManualClock();
            using var bench = new LibraryBench4(config, clock: clock);
            for (int i = 0; i < count; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds * 0.4 / count));
                Assert.True(IsAnswered(bench));
            }

            Assert.False(IsAnswered(bench));
            clock.Advance(TimeSpan.FromSeconds(seconds * 0.59));
            Assert.False(IsAnswered(bench));

            // The first of them is a whole span ago; with many it may be a thousandth more.
            clock.Advance(TimeSpan.FromSeconds((seconds * 0.012) + (seconds * 0.4 / count)));
            Assert.True(IsAnswered(bench));
            clock.Advance(TimeSpan.FromSeconds(seconds * 2.5));
            for (int i = 0; i < count; i++)
            {
                Assert.True(IsAnswered(bench));
            }

            Assert.False(IsAnswered(bench));
            Assert.Equal(3, bench.Bench.Engine.Statistics[Counter4.LimitExceeded]);
            Assert.Equal(3, bench.Bench.Engine.Statistics[Counter4.ReceiveDrop]);
            Assert.Equal(0, bench.Bench.Engine.Statistics[Counter4.AdminFiltered]);
        }
    }

    [Theory]
    [InlineData("\"rate-limit\": \"0 packets per second\"", "")]
    [InlineData("", "\"rate-limit\": \"0 packets per year\"")]
    public void A_rate_of_0_is_no_answer_at_all(string classRate, string subnetRate)
    {
        using var bench = new LibraryBench4(Config(classRate, subnetRate), clock: new ManualClock());
        Assert.False(IsAnswered(bench));
    }

    [Fact]
    public void Others_are_answered_while_a_class_has_had_its_share_and_what_is_dropped_counts_for_no_other_class()
    {
        using var bench = new LibraryBench4(Config("\"rate-limit\": \"1 packet per day\"", ""), clock: new ManualClock());
        Assert.True(IsAnswered(bench, name: "a"));
        for (int i = 0; i < 200; i++)
        {
            Assert.False(IsAnswered(bench, name: "a"));
        }

        for (int i = 0; i < 99; i++)
        {
            Assert.True(IsAnswered(bench, "other", 2, "a"));
        }

        Assert.False(IsAnswered(bench, "other", 2, "a"));
        Assert.True(IsAnswered(bench, "other", 3));
    }

    [Fact]
    public void A_query_costs_no_memory()
    {
        using var bench = new LibraryBench4(Config(
            "\"rate-limit\": \"4000000000 packets per year\", \"address-limit\": 100", "\"rate-limit\": \"4000000000 packets per year\", \"address-limit\": 100"));
        var offer = bench.Bench.Send(new Query(MessageType4.Discover).With(OptionCode4.VendorClass, "gold"u8.ToArray()));
        var query = new Query(MessageType4.Request).With(OptionCode4.VendorClass, "gold"u8.ToArray()).With(OptionCode4.RequestedAddress, offer!.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);
        byte[] bytes = new byte[300];
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
        Assert.Equal(1, batch.CommittedCount);
    }
}
