using System.Globalization;
using PerfDhcp.Clients;
using PerfDhcp.Runs;

namespace PerfDhcp.Reports;

/// <summary>How long the whole population took, and how often it had to ask again.</summary>
internal static class AvalancheReport
{
    /// <param name="resent">Null: this was no avalanche.</param>
    public static void Write(TextWriter to, RunContext context, long? resent)
    {
        if (resent is not { } again)
        {
            return;
        }

        var statistics = context.Statistics;
        long sent = statistics[Stage.Discover].Sent + statistics[Stage.Request].Sent + again;
        long received = statistics[Stage.Discover].Received + statistics[Stage.Request].Received;
        var took = context.Span(statistics.Ended - statistics.Started);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            It took {took:hh\:mm\:ss\.ffffff} to provision {statistics.Completed} clients. 
            Requests sent + resent: {sent}
            Requests resent: {again}
            Responses received: {received}
            """));
    }
}
