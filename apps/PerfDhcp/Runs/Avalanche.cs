using PerfDhcp.Clients;

namespace PerfDhcp.Runs;

/// <summary>
/// All clients ask at once, as after a power failure, and each asks again after 1, 2, 4, ... 64 seconds until it is served
/// (RFC 2131 section 4.1 with short times). Ends when every client has its answer.
/// </summary>
internal sealed class Avalanche(RunContext context, Exchanger exchanger, Answers answers)
{
    private const int LongestShift = 6;

    public long Resent { get; private set; }

    public void Run(Action<long> report)
    {
        long now = context.Statistics.Started;
        long begun = 0;
        long scanAt = now;
        while (begun < context.Clients.Count || exchanger.InFlight > 0)
        {
            for (int i = 0; i < context.Settings.BatchSize && begun < context.Clients.Count; i++, begun++)
            {
                exchanger.Begin();
            }

            exchanger.Flush();
            answers.Receive();
            exchanger.Flush();
            now = context.Now;
            if (now >= scanAt)
            {
                Resend(now);
                report(now);
                scanAt = now + context.Ticks(0.01);
            }

            if (context.Stop.IsCancellationRequested)
            {
                context.Statistics.ExitReason = "Interrupted.";
                return;
            }

            if (begun == context.Clients.Count)
            {
                context.Port.Wait(TimeSpan.FromMilliseconds(1));
            }
        }

        context.Statistics.ExitReason = "Every client was served.";
    }

    private void Resend(long now)
    {
        var (from, to) = exchanger.Table.Window;
        for (uint xid = from; xid != to; xid++)
        {
            ref var exchange = ref exchanger.Table.At(xid);
            if (exchange.Stage != Stage.Idle
                && now - exchange.Sent > context.Ticks(1 << Math.Min((int)exchange.Retries, LongestShift)))
            {
                exchanger.Resend(ref exchange);
                Resent++;
            }
        }

        exchanger.Flush();
    }
}
