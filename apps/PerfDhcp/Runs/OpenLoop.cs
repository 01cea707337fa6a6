using PerfDhcp.CommandLine;

namespace PerfDhcp.Runs;

/// <summary>Begins exchanges at a rate, whatever the server makes of them; without a rate as fast as the kernel takes them.</summary>
internal static class OpenLoop
{
    /// <summary>Waiting for less costs more than it evens out.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMicroseconds(50);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    public static void Run(RunContext context, Exchanger exchanger, Answers answers, Action<long> report)
    {
        var settings = context.Settings;
        var end = new RunEnd(context);
        long frequency = context.Clock.TimestampFrequency;
        RateSchedule main = new(settings.Rate, frequency);
        RateSchedule renewals = new(settings.RenewRate, frequency);
        RateSchedule releases = new(settings.ReleaseRate, frequency);
        long now = context.Statistics.Started;
        main.Start(now);
        renewals.Start(now);
        releases.Start(now);
        for (int i = 0; i < settings.Preload && !end.HasBegunAll; i++)
        {
            exchanger.Begin();
        }

        Func<bool> renew = exchanger.RenewAny; // made once: the loop allocates nothing
        Func<bool> release = exchanger.ReleaseAny;
        string? reason;
        while ((reason = end.Reason(now)) is null)
        {
            answers.Receive();
            exchanger.GiveUpLate(now);
            long due = settings.Rate == 0 ? settings.BatchSize : Math.Min(main.Due(now), settings.BatchSize);
            for (; due > 0 && !end.HasBegunAll; due--)
            {
                exchanger.Begin();
                main.Done();
            }

            Extra(renewals, now, settings, renew);
            Extra(releases, now, settings, release);
            exchanger.Flush();
            report(now);
            if (settings.Rate > 0)
            {
                long next = Math.Min(Math.Min(main.NextAt, end.At), Math.Min(renewals.NextAt, releases.NextAt));
                Pause(context, next);
            }

            now = context.Now;
        }

        context.Statistics.ExitReason = reason;
        Drain(context, exchanger, answers, waitForAll: end.HasBegunAll && reason != "Interrupted.");
    }

    /// <summary>Answers still come in, and offers are still taken, but nothing new is begun.</summary>
    /// <param name="waitForAll">Until nothing is under way any more, each query having its drop time.</param>
    public static void Drain(RunContext context, Exchanger exchanger, Answers answers, bool waitForAll)
    {
        long limit = context.Now + context.Ticks(context.Settings.ExitWaitMicroseconds / 1e6);
        for (long now = context.Now; now < limit || waitForAll; now = context.Now)
        {
            if (answers.Receive() == 0 && context.Port.Queued == 0)
            {
                context.Port.Wait(TimeSpan.FromMilliseconds(1));
            }

            exchanger.Flush();
            if (waitForAll)
            {
                exchanger.GiveUpLate(now);
            }

            if (exchanger.InFlight == 0 || (context.Stop.IsCancellationRequested && now >= limit))
            {
                break;
            }
        }
    }

    private static void Extra(RateSchedule schedule, long now, Settings settings, Func<bool> send)
    {
        for (long due = Math.Min(schedule.Due(now), settings.BatchSize); due > 0; due--)
        {
            schedule.Done();
            if (!send())
            {
                break; // no lease yet to renew or release: this turn is left out
            }
        }
    }

    private static void Pause(RunContext context, long until)
    {
        long left = until - context.Now;
        if (left <= 0)
        {
            return;
        }

        var wait = context.Span(left);
        context.Statistics.Waits++;
        context.Port.Wait(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait);
    }
}
