using Nestor.Engine.Loop;
using Nestor.Server.Runtime;
using Nestor.Server.Tests.Logging;

namespace Nestor.Server.Tests.Runtime;

public sealed class TimersTests
{
    [Fact]
    public void Work_that_fails_is_logged_and_comes_again_and_the_others_are_done()
    {
        var log = new ListLogger();
        var timers = new Timers<Batch4>(TimeProvider.System, log);
        int done = 0;
        timers.Every("bad", TimeSpan.FromTicks(1), _ => throw new InvalidOperationException("on purpose"));
        timers.Every("good", TimeSpan.FromTicks(1), _ => done++);
        timers.Every("off", TimeSpan.Zero, _ => done += 100);
        var batch = new Batch4();
        timers.RunDue(batch);
        timers.RunDue(batch);
        Assert.Equal((2, 2), (done, log.Lines.Count));
        Assert.All(log.Lines, line => Assert.StartsWith("DHCPSRV_TIMERMGR_CALLBACK_FAILED bad: System.InvalidOperationException: on purpose", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Work_that_says_it_is_done_does_not_come_again()
    {
        var timers = new Timers<Batch4>(TimeProvider.System, new ListLogger());
        int done = 0;
        int others = 0;
        timers.Every("few", TimeSpan.FromTicks(1), () => ++done < 3);
        timers.Every("other", TimeSpan.FromTicks(1), _ => others++);
        var batch = new Batch4();
        for (int i = 0; i < 1_000_000 && others < 10; i++)
        {
            timers.RunDue(batch);
        }

        Assert.Equal((3, 10), (done, others));
    }
}
