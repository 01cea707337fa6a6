using System.Buffers;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Libraries;
using Nestor.Model.Settings;
using Nestor.Server.Metrics;

namespace Nestor.Server.Tests.Metrics;

/// <summary>What a scrape of either server says.</summary>
public sealed class DhcpMetricsTests
{
    private readonly ServerMeters _meters = new();

    [Fact]
    public void Names_and_labels_of_DHCPv4_are_those_of_kea_exporter() => Assert.Equal(KeaExporterNames.V4.Order(), KeaExporterNames.In(Scrape4(Settings4())));

    [Fact]
    public void Names_and_labels_of_DHCPv6_are_those_of_kea_exporter()
    {
        var checker = Scrape6(Settings6());
        Assert.Equal(KeaExporterNames.V6.Order(), KeaExporterNames.In(checker));
        Assert.Contains("kea_dhcp6_reservation_conflicts", checker.Types.Keys);
    }

    [Fact]
    public void Figures_of_subnets_and_pools_stand_behind_their_labels()
    {
        var settings = Settings4();
        var statistics = Statistics(settings);
        statistics.Add(Counter4.DiscoverReceived, 7);
        statistics.Drop(Counter4.RfcViolation);
        statistics.Add(settings.Subnets[0], settings.Subnets[0].Pools[0], SubnetCounter4.Assigned, 3);
        statistics.Add(settings.Subnets[0], null, SubnetCounter4.Assigned);
        statistics.Add(settings.Subnets[0], null, SubnetCounter4.AllocationFailClasses, 2);
        var samples = Scrape(settings, statistics).Samples;
        Assert.Equal(7, samples["kea_dhcp4_packets_received_total{operation=\"discover\"}"]);
        Assert.Equal(1, samples["kea_dhcp4_packets_received_total{operation=\"drop\"}"]);
        Assert.Equal(4, samples["kea_dhcp4_addresses_assigned_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"\"}"]);
        Assert.Equal(3, samples["kea_dhcp4_addresses_assigned_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"192.0.2.1-192.0.2.9\"}"]);
        Assert.Equal(0, samples["kea_dhcp4_addresses_assigned_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"192.0.2.20-192.0.2.29\"}"]);
        Assert.Equal(19, samples["kea_dhcp4_addresses_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"\"}"]);
        Assert.Equal(10, samples["kea_dhcp4_addresses_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",pool=\"192.0.2.20-192.0.2.29\"}"]);
        Assert.Equal(2, samples["kea_dhcp4_allocations_failed_total{subnet=\"192.0.2.0/24\",subnet_id=\"1\",context=\"classes\"}"]);
        Assert.Equal(1, samples["nestor_dhcp4_drops_total{reason=\"rfc-violation\"}"]);
        Assert.Equal(0, samples["nestor_dhcp4_drops_total{reason=\"duplicate\"}"]);
    }

    [Fact]
    public void Addresses_beyond_64_bits_are_told_whole()
    {
        var samples = Scrape6(Settings6()).Samples;
        Assert.Equal(Math.Pow(2, 68), samples["kea_dhcp6_na_total{subnet=\"2001:db8::/56\",subnet_id=\"1\",pool=\"\"}"]);
        Assert.Equal(256, samples["kea_dhcp6_pd_total{subnet=\"2001:db8::/56\",subnet_id=\"1\"}"]);
    }

    [Fact]
    public void Latencies_batches_and_what_is_left_out_are_told()
    {
        var settings = Configured.From("\"on-error\": \"quarantine\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"x\" } ]");
        _meters.Batches.Record(3);
        _meters.Commits.Record(1_500_000);
        _meters.Stages = new StageTimes(Pipeline4.Names, TimeProvider.System);
        var samples = Scrape4(settings).Samples;
        Assert.Equal(0, samples["nestor_dhcp4_batch_queries_bucket{le=\"2.0\"}"]);
        Assert.Equal(1, samples["nestor_dhcp4_batch_queries_bucket{le=\"4.0\"}"]);
        Assert.Equal(0, samples["nestor_dhcp4_commit_seconds_bucket{le=\"0.001\"}"]);
        Assert.Equal(1, samples["nestor_dhcp4_commit_seconds_bucket{le=\"0.002\"}"]);
        Assert.Equal(0.0015, samples["nestor_dhcp4_commit_seconds_sum"]);
        Assert.Equal(0, samples["nestor_dhcp4_stage_seconds_count{stage=\"select-subnet\"}"]);
        Assert.Equal(1, samples["nestor_dhcp4_quarantined_entries"]);
    }

    [Fact]
    public void What_each_hook_library_costs_is_told()
    {
        var guard = new LibraryGuard("libdhcp_toy", GuardPolicy.Usual with { TimeBudget = TimeSpan.Zero }, Model.Logging.Logger.Silent);
        guard.Watch("here", () => true);
        Assert.Throws<InvalidOperationException>(() => guard.Watch<bool>("there", () => throw new InvalidOperationException("on purpose")));
        guard.CountStuck();
        _meters.Libraries = [guard, guard];
        var samples = Scrape4(Settings4()).Samples;
        string labels = "{library=\"libdhcp_toy\",place=\"1\"}";
        Assert.Equal(2, samples["nestor_dhcp4_library_calls_total" + labels]);
        Assert.Equal(2, samples["nestor_dhcp4_library_calls_total{library=\"libdhcp_toy\",place=\"2\"}"]);
        Assert.Equal(1, samples["nestor_dhcp4_library_errors_total" + labels]);
        Assert.Equal(2, samples["nestor_dhcp4_library_slow_calls_total" + labels]);
        Assert.Equal(1, samples["nestor_dhcp4_library_stuck_total" + labels]);
        Assert.Equal(0, samples["nestor_dhcp4_library_cut_off" + labels]);
        Assert.True(samples["nestor_dhcp4_library_seconds_total" + labels] > 0);
        Assert.True(samples["nestor_dhcp4_library_longest_seconds" + labels] > 0);
    }

    [Fact]
    public void A_scrape_while_the_loop_counts_and_configurations_change_is_right_at_every_time()
    {
        var both = new[] { Settings4(), Configured.From("\"subnet4\": [ { \"id\": 2, \"subnet\": \"10.0.0.0/8\", \"pools\": [ { \"pool\": \"10.0.0.0/16\" } ] } ]") };
        var statistics = Statistics(both[0]);
        var current = both[0];
        var metrics = new DhcpMetrics<Counter4, SubnetCounter4, Dhcp4Settings>(
            Families4.Table, statistics, _meters, () => Volatile.Read(ref current), SubnetLabels.Of);
        bool isEnded = false;
        var loop = new Thread(() =>
        {
            for (int i = 0; !Volatile.Read(ref isEnded); i++)
            {
                var settings = both[i / 100 % 2];
                if (i % 100 == 0)
                {
                    Volatile.Write(ref current, settings);
                    statistics.Reconfigure(settings);
                }

                statistics.Add(settings.Subnets[0], settings.Subnets[0].Pools[0], SubnetCounter4.Assigned);
                _meters.Batches.Record(i % 300);
            }
        });
        loop.Start();
        for (int i = 0; i < 300; i++)
        {
            Assert.Null(Check(metrics).Problem);
        }

        Volatile.Write(ref isEnded, true);
        loop.Join();
    }

    [Fact]
    public void A_scrape_of_ten_thousand_subnets_leaves_little_for_the_garbage_collector()
    {
        var settings = Configured.From($"\"subnet4\": [ {string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"{{ \"id\": {i + 1}, \"subnet\": \"10.{i / 256}.{i % 256}.0/24\", \"pools\": [ {{ \"pool\": \"10.{i / 256}.{i % 256}.0/25\" }} ] }}"))} ]");
        var metrics = new DhcpMetrics<Counter4, SubnetCounter4, Dhcp4Settings>(Families4.Table, Statistics(settings), _meters, () => settings, SubnetLabels.Of);
        var sink = new Sink();
        foreach (long _ in metrics.Write(new OpenMetricsWriter(sink)))
        {
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (long _ in metrics.Write(new OpenMetricsWriter(sink)))
        {
        }

        Assert.InRange(sink.Written, 20_000_000, 60_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static Dhcp4Settings Settings4() => Configured.From("""
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.1-192.0.2.9" }, { "pool": "192.0.2.20-192.0.2.29", "pool-id": 7 } ] } ]
        """);

    private static Dhcp6Settings Settings6() => Configured.From6("""
        "subnet6": [ { "id": 1, "subnet": "2001:db8::/56", "pools": [ { "pool": "2001:db8::/60" } ],
          "pd-pools": [ { "prefix": "2001:db8:1::", "prefix-len": 48, "delegated-len": 56 } ] } ]
        """);

    private static Statistics4 Statistics(Dhcp4Settings settings)
    {
        var statistics = new Statistics4();
        statistics.Reconfigure(settings);
        return statistics;
    }

    private OpenMetricsChecker Scrape4(Dhcp4Settings settings) => Scrape(settings, Statistics(settings));

    private OpenMetricsChecker Scrape(Dhcp4Settings settings, Statistics4 statistics) =>
        Right(Check(new DhcpMetrics<Counter4, SubnetCounter4, Dhcp4Settings>(Families4.Table, statistics, _meters, () => settings, SubnetLabels.Of)));

    private OpenMetricsChecker Scrape6(Dhcp6Settings settings)
    {
        var statistics = new Statistics6();
        statistics.Reconfigure(settings);
        return Right(Check(new DhcpMetrics<Counter6, SubnetCounter6, Dhcp6Settings>(Families6.Table, statistics, _meters, () => settings, SubnetLabels.Of)));
    }

    private static OpenMetricsChecker Right(OpenMetricsChecker checker)
    {
        Assert.Null(checker.Problem);
        return checker;
    }

    private static OpenMetricsChecker Check<TCounter, TSubnetCounter, TSettings>(DhcpMetrics<TCounter, TSubnetCounter, TSettings> metrics)
        where TCounter : struct, Enum
        where TSubnetCounter : struct, Enum
        where TSettings : DhcpSettings
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (long _ in metrics.Write(new OpenMetricsWriter(buffer)))
        {
        }

        return OpenMetricsChecker.Check(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Takes bytes and keeps none.</summary>
    private sealed class Sink : IBufferWriter<byte>
    {
        private readonly byte[] _room = new byte[64 * 1024];

        public long Written { get; private set; }

        public void Advance(int count) => Written += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _room;

        public Span<byte> GetSpan(int sizeHint = 0) => _room;
    }
}
