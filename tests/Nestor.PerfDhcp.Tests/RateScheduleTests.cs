using PerfDhcp.Runs;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

public sealed class RateScheduleTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void The_first_is_due_at_once_and_the_next_after_one_interval()
    {
        var schedule = new RateSchedule(100, Second);
        schedule.Start(5 * Second);

        Assert.Equal(1, schedule.Due(5 * Second));
        schedule.Done();
        Assert.Equal((5 * Second) + (Second / 100), schedule.NextAt);
        Assert.Equal(0, schedule.Due(schedule.NextAt - 1));
        Assert.Equal(1, schedule.Due(schedule.NextAt));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9_999)]
    [InlineData(200_000)]
    public void A_period_holds_exactly_rate_times_seconds(int rate)
    {
        var schedule = new RateSchedule(rate, Second);
        schedule.Start(0);
        long done = 0;
        for (long now = 0; now < 2 * Second; now = schedule.NextAt)
        {
            Assert.Equal(1, schedule.Due(now));
            schedule.Done();
            done++;
        }

        Assert.Equal(2L * rate, done);
    }

    [Fact]
    public void Lost_time_is_caught_up()
    {
        var schedule = new RateSchedule(1000, Second);
        schedule.Start(0);
        schedule.Done();

        Assert.Equal(500, schedule.Due(Second / 2));
    }

    [Fact]
    public void Rate_zero_is_never_due()
    {
        var schedule = new RateSchedule(0, Second);
        schedule.Start(0);

        Assert.Equal(0, schedule.Due(100 * Second));
        Assert.Equal(long.MaxValue, schedule.NextAt);
    }

    [Fact]
    public void A_day_at_a_high_rate_does_not_overflow()
    {
        var schedule = new RateSchedule(1_000_000, Second);
        schedule.Start(0);

        Assert.Equal((86_400L * 1_000_000) + 1, schedule.Due(86_400 * Second));
    }
}
