using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;
using Nestor.Server.Tests.Metrics;

namespace Conformance.Observing;

/// <summary>What a collector of OpenTelemetry sees of a running server.</summary>
public sealed class OtlpSending
{
    private readonly int _port = WebClient.FreePort();

    private static string Otlp(OtlpCollector collector, string more = "") =>
        $$"""
        "otlp": { "endpoint": "{{collector.Address}}", "interval": 1{{more}} },
        """;

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_collector_sees_the_figures_that_a_scrape_has(int family)
    {
        using OtlpCollector collector = new();
        using Daemon daemon = new(family);
        daemon.Configure(Otlp(collector) + $$"""
            "control-sockets": [ { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": {{Daemon.Text(_port)}}, "endpoints": [ "metrics" ] } ],
            """);
        daemon.Serve();
        for (byte i = 1; i <= 40; i++)
        {
            Assert.NotNull(daemon.Lease(i));
        }

        string first = $"kea_dhcp{family}_packets_received_total{{operation=\"{(family == 4 ? "discover" : "solicit")}\"}}";
        string held = family == 4
            ? "kea_dhcp4_addresses_assigned_total{subnet=\"127.0.0.0/8\",subnet_id=\"1\",pool=\"\"}"
            : "kea_dhcp6_na_assigned_total{subnet=\"2001:db8:1::/64\",subnet_id=\"1\",pool=\"\"}";
        collector.Await(m => m.Samples[first] == 40 && m.Samples[held] == 40);
        using WebClient client = new(_port);
        Dictionary<string, double> scrape = OpenMetricsChecker.Check(client.Get("/metrics").Body).Samples;
        OtlpMessage message = collector.Next().Message;
        Assert.Equal($"kea-dhcp{family}", message.Resource["service.name"]);

        // What nothing was counted in yet is sent once there is something.
        Assert.Equal([], message.Samples.Keys.Except(scrape.Keys));
        Assert.Equal([], scrape.Keys.Where(k => scrape[k] != 0).Except(message.Samples.Keys));
        foreach ((string name, double value) in message.Samples.Where(s => s.Key.StartsWith("kea_", StringComparison.Ordinal)))
        {
            Assert.Equal((name, scrape[name]), (name, value));
        }

        string commits = $"nestor_dhcp{family}_commit_seconds_";
        Assert.Equal(scrape[commits + "count"], message.Samples[commits + "count"]);
        Assert.Equal(scrape[commits + "sum"], message.Samples[commits + "sum"], 1e-9);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_reload_turns_sending_on_and_off(int family)
    {
        using OtlpCollector collector = new();
        using Daemon daemon = new(family);
        RunningProgram program = daemon.Serve();
        Assert.True(collector.IsQuiet(1500));
        Assert.DoesNotContain(Threads(program), t => t == "otlp");
        Reload(daemon, program, Otlp(collector));
        collector.Next();
        Assert.Contains(Threads(program), t => t == "otlp");
        Reload(daemon, program, Otlp(collector, ", \"headers\": [ { \"name\": \"x-new\", \"value\": \"1\" } ]"));
        Assert.True(Wait.Until(() => collector.Next().Head.Contains("x-new: 1", StringComparison.Ordinal), 10));
        Reload(daemon, program, "");
        Assert.True(Wait.Until(() => !Threads(program).Contains("otlp"), 10));
        Assert.True(collector.IsQuiet(1500));
        Assert.NotNull(daemon.Lease(1));
    }

    [Fact]
    public void A_collector_that_is_away_or_hangs_costs_clients_nothing_and_is_logged_once()
    {
        using OtlpCollector collector = new() { Answer = "" };
        using Daemon daemon = new();
        daemon.Configure(Otlp(collector));
        RunningProgram program = daemon.Serve();
        collector.Next();
        for (byte i = 1; i <= 100; i++)
        {
            Assert.NotNull(daemon.Lease(i));
        }

        program.WaitFor("NESTOR_OTLP_FAILED", 10);
        collector.Next();
        collector.Next();
        int port = collector.Port;
        collector.Dispose();
        Thread.Sleep(2500);
        Assert.NotNull(daemon.Lease(101));
        using OtlpCollector next = new(port);
        OtlpMessage message = next.Next().Message;
        program.WaitFor("NESTOR_OTLP_RECOVERED", 10);
        Assert.True(message.Samples["nestor_dhcp4_otlp_exports_total{result=\"failed\"}"] >= 3);
        Assert.Equal(2, program.Text.Split("NESTOR_OTLP_FAILED").Length);

        // Stages are timed though no listener tells metrics.
        Assert.True(message.Samples["nestor_dhcp4_stage_seconds_count{stage=\"select-subnet\"}"] > 0);
        program.Signal(RunningProgram.Terminate);
        Assert.Equal(0, program.End());
    }

    [Fact]
    public void Secrets_of_headers_are_not_shown()
    {
        using OtlpCollector collector = new();
        using Daemon daemon = new();
        daemon.Configure(Otlp(collector, ", \"headers\": [ { \"name\": \"x-key\", \"secret\": \"hush-hush\" } ]") + $$"""
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" } ],
            """);
        RunningProgram program = daemon.Serve();
        Assert.Contains("x-key: hush-hush", collector.Next().Head, StringComparison.Ordinal);
        JsonElement answer = ControlClient.Ask(daemon.In("s"), "config-get");
        Assert.Contains("x-key", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", answer + program.Text, StringComparison.Ordinal);
    }

    private static void Reload(Daemon daemon, RunningProgram program, string members)
    {
        daemon.Configure(members);
        int before = program.Text.Length;
        program.Signal(RunningProgram.HangUp);
        program.WaitFor("_DYNAMIC_RECONFIGURATION_SUCCESS", 15, before);
    }

    private static string[] Threads(RunningProgram program) =>
        [.. Directory.GetDirectories($"/proc/{program.Id}/task").Select(t => File.ReadAllText(Path.Combine(t, "comm")).Trim())];
}
