using System.IO.Pipelines;
using System.Text;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Metrics;

/// <summary>Writes all figures in steps, and tells after each how many bytes there are.</summary>
internal delegate IEnumerable<long> MetricSource(OpenMetricsWriter writer);

/// <summary><c>GET /metrics</c>: one scrape at a time, for it takes a processor while it lasts.</summary>
internal sealed class MetricsEndpoint(MetricSource source)
{
    private const int Piece = 32 * 1024;

    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static void Register(HttpEndpoints endpoints, MetricSource source)
    {
        var endpoint = new MetricsEndpoint(source);
        endpoints.Add("/metrics", question => ValueTask.FromResult(endpoint.Answer(question)));
    }

    private HttpAnswer? Answer(HttpQuestion question) => question.Socket.Offers.HasFlag(HttpOffers.Metrics)
        ? new HttpAnswer(200, OpenMetricsWriter.ContentType, new StringBuilder()) { Body = Write }
        : null;

    private async Task Write(PipeWriter to, CancellationToken end)
    {
        await OneAtATime.WaitAsync(end);
        try
        {
            var writer = new OpenMetricsWriter(to);
            long sent = 0;
            foreach (long written in source(writer))
            {
                if (written - sent < Piece)
                {
                    continue;
                }

                sent = written;
                if ((await to.FlushAsync(end)).IsCompleted)
                {
                    return;
                }
            }

            await to.FlushAsync(end);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
