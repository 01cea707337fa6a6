using System.Globalization;
using PerfDhcp.Runs;
using PerfDhcp.Statistics;

namespace PerfDhcp.Reports;

/// <summary>The line of -t: sent, received, drops and rejected of each pair, in Kea's form; with -C only the numbers.</summary>
internal sealed class InterimReport(RunContext context, TextWriter to)
{
    private readonly long _interval = context.Ticks(context.Settings.ReportInterval);
    private long _next = context.Statistics.Started + context.Ticks(context.Settings.ReportInterval);

    public void WriteWhenDue(long now)
    {
        if (_interval == 0 || now < _next)
        {
            return;
        }

        _next += _interval;
        to.WriteLine(Line(context.Statistics, context.Settings.Separator));
        to.Flush();
    }

    public static string Line(RunStatistics statistics, string? separator)
    {
        string sent = Column(p => p.Sent);
        string received = Column(p => p.Received);
        string drops = Column(p => p.Drops);
        string rejected = Column(p => p.Rejected);
        return separator is null
            ? $"sent: {sent}; received: {received}; drops: {drops}; rejected: {rejected}"
            : string.Join(separator, sent, received, drops, rejected);

        string Column(Func<ExchangeStatistics, long> pick) => string.Join(
            separator ?? "/", statistics.Shown.Select(p => pick(p).ToString(CultureInfo.InvariantCulture)));
    }
}
