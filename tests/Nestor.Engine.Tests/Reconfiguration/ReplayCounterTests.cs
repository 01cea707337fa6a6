using Nestor.Engine.Reconfiguration;

namespace Nestor.Engine.Tests.Reconfiguration;

/// <summary>A client refuses what is not above the last value it saw (RFC 3118 section 2).</summary>
public sealed class ReplayCounterTests
{
    private const long Now = 1_795_558_741;

    [Fact]
    public void A_process_that_begins_within_the_second_of_the_last_one_goes_on_above_it()
    {
        var clock = new Watch { Time = DateTimeOffset.FromUnixTimeSeconds(Now).AddMilliseconds(200) };
        var first = new ReplayCounter { Clock = clock };
        ulong last = 0;
        for (int i = 0; i < 1000; i++)
        {
            last = first.Next(Now);
        }

        clock.Time += TimeSpan.FromMilliseconds(1);
        Assert.True(new ReplayCounter { Clock = clock }.Next(Now) > last);
        Assert.Equal((ulong)Now, last >> 32);
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_take_the_counter_with_it()
    {
        var clock = new Watch { Time = DateTimeOffset.FromUnixTimeSeconds(Now) };
        var counter = new ReplayCounter { Clock = clock };
        ulong last = counter.Next(Now);
        clock.Time -= TimeSpan.FromHours(1);
        Assert.Equal(last + 1, counter.Next(Now));
        Assert.Equal((ulong)Now << 32, new ReplayCounter().Next(Now));
    }

    private sealed class Watch : TimeProvider
    {
        public DateTimeOffset Time { get; set; }

        public override DateTimeOffset GetUtcNow() => Time;
    }
}
