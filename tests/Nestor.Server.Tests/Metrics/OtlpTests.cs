using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Model.Settings;
using Nestor.Server.Metrics;
using Nestor.Server.Metrics.Otlp;
using Nestor.Server.Tests.Control.Http;
using Nestor.Server.Tests.Logging;

namespace Nestor.Server.Tests.Metrics;

/// <summary>What a collector of OpenTelemetry is sent.</summary>
public sealed class OtlpTests
{
    private const string Subnets4 = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.1-192.0.2.9" }, { "pool": "192.0.2.20-192.0.2.29", "pool-id": 7 } ] } ]
        """;

    private const string Subnets6 = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8::/56", "pools": [ { "pool": "2001:db8::/60" } ],
          "pd-pools": [ { "prefix": "2001:db8:1::", "prefix-len": 48, "delegated-len": 56 } ] } ]
        """;

    private readonly ServerMeters _meters = new();
    private readonly ListLogger _log = new();

    [Fact]
    public void A_collector_gets_what_a_scrape_of_DHCPv4_has()
    {
        using var collector = new OtlpCollector();
        var settings = Configured.From(Otlp(collector) + Subnets4);
        var statistics = new Statistics4();
        statistics.Reconfigure(settings);
        statistics.Add(Counter4.DiscoverReceived, 7);
        statistics.Drop(Counter4.RfcViolation);
        statistics.Add(settings.Subnets[0], settings.Subnets[0].Pools[0], SubnetCounter4.Assigned, 3);
        statistics.Add(settings.Subnets[0], null, SubnetCounter4.AllocationFailClasses, 2);
        _meters.Stages = new StageTimes(Pipeline4.Names, TimeProvider.System);
        using var provider = Provider(settings, () => new DhcpInstruments<Counter4, SubnetCounter4>(Families4.Table, statistics, _meters, settings, new HistogramMarks(_meters), SubnetNames.Of(settings)));
        Record();
        Assert.True(provider.Send(), provider.Problem);
        var message = collector.Next().Message;
        Assert.Equal(7, message.Samples["kea_dhcp4_packets_received_total{operation=\"discover\"}"]);
        Assert.Equal(3, message.Samples["kea_dhcp4_addresses_assigned_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"192.0.2.1-192.0.2.9\"}"]);
        Compare(
            new DhcpMetrics<Counter4, SubnetCounter4, Dhcp4Settings>(Families4.Table, statistics, _meters, () => settings, SubnetLabels.Of).Write, message);
    }

    [Fact]
    public void A_collector_gets_what_a_scrape_of_DHCPv6_has()
    {
        using var collector = new OtlpCollector();
        var settings = Configured.From6(Otlp(collector) + Subnets6);
        var statistics = new Statistics6();
        statistics.Reconfigure(settings);
        using var provider = Provider(settings, () => new DhcpInstruments<Counter6, SubnetCounter6>(Families6.Table, statistics, _meters, settings, new HistogramMarks(_meters), SubnetNames.Of(settings)));
        Record();
        Assert.True(provider.Send(), provider.Problem);
        var message = collector.Next().Message;
        Assert.Equal(Math.Pow(2, 68), message.Samples["kea_dhcp6_na_total{subnet=\"2001:db8::/56\",subnet_id=\"1\",pool=\"\"}"]);
        Compare(
            new DhcpMetrics<Counter6, SubnetCounter6, Dhcp6Settings>(Families6.Table, statistics, _meters, () => settings, SubnetLabels.Of).Write, message);
    }

    [Fact]
    public void What_was_counted_before_metrics_are_sent_is_not_counted_again_and_what_comes_later_is_counted_once()
    {
        using var collector = new OtlpCollector();
        var settings = Configured.From(Otlp(collector) + Subnets4);
        _meters.Commits.Record(5_000_000_000);
        using var provider = Provider(settings, () => new OtlpInstruments("x", _meters, settings, new HistogramMarks(_meters)));
        foreach (int i in Enumerable.Range(1, 1000))
        {
            _meters.Commits.Record(i * 3_000);
            _meters.Batches.Record(i % 300);
        }

        provider.Send();
        var first = collector.Next().Message;
        Assert.Equal((1000, 1000), (first.Samples["x_commit_seconds_count"], first.Samples["x_batch_queries_count"]));
        Assert.Equal(1.5015, first.Samples["x_commit_seconds_sum"], 1e-9);
        Assert.Equal(333, first.Samples["x_commit_seconds_bucket{le=\"0.001\"}"]);
        _meters.Commits.Record(2_500_000_000);
        provider.Send();
        var second = collector.Next().Message;
        Assert.Equal((1001, 1000), (second.Samples["x_commit_seconds_count"], second.Samples["x_batch_queries_count"]));
        Assert.Equal(4.0015, second.Samples["x_commit_seconds_sum"], 1e-9);
        Assert.Equal(1000, second.Samples["x_commit_seconds_bucket{le=\"1.0\"}"]);
    }

    [Fact]
    public void What_is_counted_while_a_configuration_comes_is_told_under_the_next()
    {
        using var collector = new OtlpCollector();
        var settings = Configured.From(Otlp(collector) + Subnets4);
        var marks = new HistogramMarks(_meters);
        Enumerable.Repeat(4_000L, 2).ToList().ForEach(_meters.Commits.Record);
        foreach (int count in new[] { 2, 3 })
        {
            using var provider = Provider(settings, () => new OtlpInstruments("x", _meters, settings, marks));
            provider.Send();
            var samples = collector.Next().Message.Samples;
            Assert.Equal((count, count * 4e-6), (samples["x_commit_seconds_count"], Math.Round(samples["x_commit_seconds_sum"], 12)));
            Enumerable.Repeat(4_000L, 3).ToList().ForEach(_meters.Commits.Record);
        }
    }

    [Fact]
    public void The_server_says_who_it_is_and_sends_the_headers_of_its_configuration()
    {
        using var collector = new OtlpCollector();
        var settings = Configured.From(Otlp(collector, ", \"headers\": [ { \"name\": \"X-Key\", \"secret\": \"a,b=c%20d\" }, { \"name\": \"x-scope\", \"value\": \"1\" } ]") + Subnets4);
        using var provider = Provider(settings, () => new OtlpInstruments("x", _meters, settings, new HistogramMarks(_meters)));
        Assert.True(provider.Send(), provider.Problem);
        var (head, message) = collector.Next();
        Assert.StartsWith("POST /v1/metrics HTTP/1.1\n", head, StringComparison.Ordinal);
        Assert.Contains("X-Key: a,b=c%20d\n", head, StringComparison.Ordinal);
        Assert.Contains("x-scope: 1\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-protobuf\n", head, StringComparison.Ordinal);
        Assert.Equal(("kea-test", "nestor", "one"), (message.Resource["service.name"], message.Resource["service.namespace"], message.Resource["service.instance.id"]));
        _meters.Commits.Record(1);
        provider.Send();
        Assert.Equal("s", collector.Next().Message.Units["x_commit_seconds"]);
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "it answers 503")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "it answers 302")]
    [InlineData("no HTTP at all\r\n\r\n", "")]
    [InlineData("", "it does not answer in time")]
    public void A_collector_that_does_not_take_them_is_waited_for_as_long_as_configured(string answer, string problem)
    {
        using var collector = new OtlpCollector { Answer = answer };
        var settings = Configured.From(Otlp(collector) + Subnets4);
        using var provider = Provider(settings, () => new OtlpInstruments("x", _meters, settings, new HistogramMarks(_meters)));
        long start = TimeProvider.System.GetTimestamp();
        Assert.False(provider.Send());
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 8);
        Assert.StartsWith(problem, provider.Problem, StringComparison.Ordinal);
        collector.Mend();
        Assert.True(provider.Send(), provider.Problem);
    }

    [Fact]
    public void A_collector_that_goes_and_comes_is_logged_once_each_time_and_each_sending_is_counted()
    {
        using var collector = new OtlpCollector { Answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n" };
        var settings = Configured.From(Otlp(collector) + Subnets4);
        using var export = Export();
        export.Take(settings);
        for (int i = 0; i < 3; i++)
        {
            collector.Next();
        }

        Assert.True(SpinWait.SpinUntil(() => _meters.OtlpFailed >= 2, 10_000));
        collector.Mend();
        Assert.True(SpinWait.SpinUntil(() => _meters.OtlpSent >= 2, 10_000));
        export.Take(Configured.From(Subnets4));
        Assert.True(collector.IsQuiet(1500));
        Assert.Equal(
            ["NESTOR_OTLP_STARTED", "NESTOR_OTLP_FAILED", "NESTOR_OTLP_RECOVERED", "NESTOR_OTLP_STOPPED"],
            _log.Lines.Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public void Without_a_collector_there_is_no_thread()
    {
        int before = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
        var exports = Enumerable.Range(0, 50).Select(_ => Export()).ToList();
        exports.ForEach(e => e.Take(Configured.From(Subnets4)));
        Assert.InRange(System.Diagnostics.Process.GetCurrentProcess().Threads.Count, 0, before + 20);
        Assert.Empty(_log.Lines);
        exports.ForEach(e => e.Dispose());
    }

    [Fact]
    public void Subnets_of_another_configuration_are_told_and_those_that_went_are_not()
    {
        using var collector = new OtlpCollector();
        var statistics = new Statistics4();
        var first = Configured.From(Otlp(collector) + Subnets4);
        var second = Configured.From(Otlp(collector) + "\"subnet4\": [ { \"id\": 2, \"subnet\": \"10.0.0.0/8\", \"pools\": [ { \"pool\": \"10.0.0.0/16\" } ] } ]");
        using var export = new OtlpExport<Dhcp4Settings>(
            (s, marks) => new DhcpInstruments<Counter4, SubnetCounter4>(Families4.Table, statistics, _meters, s, marks, SubnetNames.Of(s)), "x", _meters, TimeProvider.System, _log);
        statistics.Reconfigure(first);
        export.Take(first);
        _meters.Commits.Record(1000);
        collector.Await(m => m.Samples.ContainsKey("kea_dhcp4_addresses_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"\"}"));
        _meters.Commits.Record(1000);
        _meters.Commits.Record(1000);
        statistics.Reconfigure(second);
        export.Take(second);
        var message = collector.Await(m => m.Samples.ContainsKey("kea_dhcp4_addresses_total{subnet=\"10.0.0.0/8\",subnet_id=\"2\",pool=\"\"}"));
        Assert.DoesNotContain(message.Samples.Keys, k => k.Contains("192.0.2", StringComparison.Ordinal));
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void A_thousand_subnets_are_all_told()
    {
        using var collector = new OtlpCollector();
        var subnets = Enumerable.Range(0, 3000).Select(i => $$"""{ "id": {{i + 1}}, "subnet": "10.{{i / 256}}.{{i % 256}}.0/24", "pools": [ { "pool": "10.{{i / 256}}.{{i % 256}}.0/25" } ] }""");
        var settings = Configured.From(Otlp(collector) + "\"subnet4\": [ " + string.Join(", ", subnets) + " ]");
        var statistics = new Statistics4();
        statistics.Reconfigure(settings);
        using var provider = Provider(settings, () => new DhcpInstruments<Counter4, SubnetCounter4>(Families4.Table, statistics, _meters, settings, new HistogramMarks(_meters), SubnetNames.Of(settings)));
        Assert.True(provider.Send(), provider.Problem);
        var samples = collector.Next().Message.Samples;
        Assert.Equal(6000, samples.Keys.Count(k => k.StartsWith("kea_dhcp4_addresses_total", StringComparison.Ordinal)));
        Assert.DoesNotContain(samples.Keys, k => k.Contains("overflow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_gRPC_and_with_TLS_the_same_is_sent()
    {
        var folder = Directory.CreateTempSubdirectory("nestor-otlp-");
        try
        {
            var authority = new TestAuthority(folder.FullName);
            using var certificate = authority.Issue("collector");
            OtlpMessage? message = null;
            string path = "";
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l =>
            {
                l.Protocols = HttpProtocols.Http2;
                l.UseHttps(certificate);
            }));
            await using var app = builder.Build();
            app.Run(async context =>
            {
                var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                (path, message) = (context.Request.Path, OtlpMessage.Read(body.ToArray().AsMemory(5)));
                context.Response.ContentType = "application/grpc";
                context.Response.DeclareTrailer("grpc-status");
                await context.Response.Body.WriteAsync(new byte[5]);
                context.Response.AppendTrailer("grpc-status", "0");
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            string address = app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
            foreach (string anchor in new[] { authority.TrustAnchor, new TestAuthority(folder.FullName, "other").TrustAnchor })
            {
                message = null;
                var settings = Configured.From($"\"otlp\": {{ \"endpoint\": \"{address}\", \"protocol\": \"grpc\", \"interval\": 1, \"trust-anchor\": \"{anchor}\" }}, {Subnets4}");
                using var provider = Provider(settings, () => new OtlpInstruments("x", _meters, settings, new HistogramMarks(_meters)));
                Assert.Equal(anchor == authority.TrustAnchor, await Task.Run(provider.Send, TestContext.Current.CancellationToken));
                Assert.Equal(anchor == authority.TrustAnchor ? 0 : null, message?.Samples["x_quarantined_entries"]);
            }

            Assert.Equal("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_of_TLS_that_is_not_there_is_told_and_nothing_is_sent()
    {
        var settings = Configured.From($"\"otlp\": {{ \"endpoint\": \"https://127.0.0.1:1\", \"trust-anchor\": \"/nonexistent/a\" }}, {Subnets4}");
        Assert.Null(OtlpProvider.TryMake(settings.Otlp!, () => new OtlpInstruments("x", _meters, settings, new HistogramMarks(_meters)), "kea-test", "one", out string error));
        Assert.StartsWith("/nonexistent/a: ", error, StringComparison.Ordinal);
    }

    private static string Otlp(OtlpCollector collector, string more = "") =>
        $"\"otlp\": {{ \"endpoint\": \"{collector.Address}\", \"interval\": 1{more} }}, ";

    private static OtlpProvider Provider(DhcpSettings settings, Func<OtlpInstruments> instruments)
    {
        var provider = OtlpProvider.TryMake(settings.Otlp!, instruments, "kea-test", "one", out string error);
        Assert.True(provider is not null, error);
        return provider;
    }

    private OtlpExport<Dhcp4Settings> Export() => new((s, marks) => new OtlpInstruments("x", _meters, s, marks), "kea-test", _meters, TimeProvider.System, _log);

    /// <summary>Something in each bucket.</summary>
    private void Record()
    {
        foreach (long time in new long[] { 1, 700, 1_500, 30_000, 1_500_000, 3_000_000_000 })
        {
            _meters.Commits.Record(time);
        }

        int stage = _meters.Stages?.Names.ToList().IndexOf("decode") ?? -1;
        if (stage >= 0)
        {
            _meters.Stages![stage].Record(1_700);
        }

        foreach (int size in new[] { 1, 2, 3, 200, 256 })
        {
            _meters.Batches.Record(size);
        }
    }

    private static void Compare(MetricSource scrape, OtlpMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (long _ in scrape(new OpenMetricsWriter(buffer)))
        {
        }

        // A histogram in which nothing was counted yet is not sent.
        var expected = OpenMetricsChecker.Check(buffer.WrittenSpan.ToArray());
        Assert.Null(expected.Problem);
        var samples = expected.Samples.Where(s => !s.Key.Contains("_stage_seconds", StringComparison.Ordinal) || s.Key.Contains("decode", StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(samples.Keys.Order(), message.Samples.Keys.Order());
        foreach (var (name, value) in samples)
        {
            Assert.Equal(value, message.Samples[name], Math.Abs(value) * 1e-9);
        }

        foreach (var (name, type) in message.Types)
        {
            string wanted = name.EndsWith("_build_info", StringComparison.Ordinal) ? "gauge" : expected.Types[type == "counter" ? name[..^"_total".Length] : name];
            Assert.Equal(wanted, type);
        }
    }
}
