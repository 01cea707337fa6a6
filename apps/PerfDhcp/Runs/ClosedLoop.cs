using PerfDhcp.CommandLine;

namespace PerfDhcp.Runs;

/// <summary>
/// A fixed number of clients is always in an exchange, and when one ends the next begins: the server sets the pace, so what
/// comes out is its own ceiling.
/// </summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    public static void Run(RunContext context, Exchanger exchanger, Answers answers, Action<long> report)
    {
        var end = new RunEnd(context);
        int missing = context.Settings.ClosedLoop;
        long scanEvery = context.Ticks(0.05);
        long scanAt = context.Statistics.Started + scanEvery;
        string? reason;
        long now = context.Statistics.Started;
        while ((reason = end.Reason(now)) is null)
        {
            for (; missing > 0 && !end.HasBegunAll && exchanger.Begin(); missing--)
            {
            }

            exchanger.Flush();
            context.Port.Wait(LongestWait);
            missing += answers.Receive();
            now = context.Now;
            if (now >= scanAt)
            {
                missing += exchanger.GiveUpLate(now);
                scanAt = now + scanEvery;
                report(now);
            }
        }

        context.Statistics.ExitReason = reason;
        if (end.HasBegunAll)
        {
            OpenLoop.Drain(context, exchanger, answers, waitForAll: !context.Stop.IsCancellationRequested);
        }

        exchanger.Forget();
    }

    /// <summary>Gives every client its lease before the clock starts (modes known and renew).</summary>
    /// <returns>False when the server answers none of them.</returns>
    public static bool WarmUp(RunContext context, Exchanger exchanger, Answers answers)
    {
        const int window = 48;
        long wanted = context.Clients.Count;
        long ended = 0;
        long begun = 0;
        while (ended < wanted && !context.Stop.IsCancellationRequested)
        {
            for (; begun < wanted && begun - ended < window; begun++)
            {
                exchanger.Begin();
            }

            exchanger.Flush();
            context.Port.Wait(LongestWait);
            ended += answers.Receive();
            ended += exchanger.GiveUpLate(context.Now);
            if (exchanger.Lost >= 2 * window && context.Statistics[Clients.Stage.Request].Received == 0)
            {
                return false;
            }
        }

        return context.Statistics[Clients.Stage.Request].Received > 0;
    }
}
