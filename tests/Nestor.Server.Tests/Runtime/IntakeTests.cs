using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using Nestor.Server.Tests.Logging;

namespace Nestor.Server.Tests.Runtime;

/// <summary>dhcp-queue-control and multi-threading, from the configuration's text to what reaches the loop.</summary>
public sealed class IntakeTests
{
    private const string NoThreads = "\"multi-threading\": { \"enable-multi-threading\": false }, ";

    private readonly ListLogger _log = new();
    private readonly List<int> _dropped = [];
    private int _sent;
    private int _received;

    /// <summary>What the sockets do: up to a batch full of the packets that are on their way, each with its number.</summary>
    private void Receive(Batch<Arrival4, Departure4, LeaseChanges4> batch)
    {
        while (_received < _sent && batch.ArrivalCount < Batch.MaxQueries)
        {
            int start = batch.ArrivalCount * Batch.SlotSize;
            batch.Slab[start] = (byte)++_received;
            batch.Arrivals[batch.ArrivalCount++] = new Arrival4 { Buffer = batch.Slab, Start = start, Length = 1, Socket = _received };
        }
    }

    private Intake<Arrival4, Departure4, LeaseChanges4> Intake(string members)
    {
        var intake = new Intake<Arrival4, Departure4, LeaseChanges4>(Receive, (in arrival) => _dropped.Add(arrival.Socket), HostLogIds.V4, _log);
        intake.Configure(Configured.From(members));
        return intake;
    }

    /// <summary>The numbers of a turn's packets.</summary>
    private static List<int> Turn(Intake<Arrival4, Departure4, LeaseChanges4> intake)
    {
        var batch = new Batch4();
        intake.Receive(batch);
        var arrivals = batch.Arrivals[..batch.ArrivalCount];
        Assert.All(arrivals, a => Assert.Equal((byte)a.Socket, a.Bytes[0]));
        Assert.All(arrivals, a => Assert.Same(batch.Slab, a.Buffer));
        return [.. arrivals.Select(a => a.Socket)];
    }

    [Theory]
    [InlineData("\"capacity\": 5", 5)]
    [InlineData("\"capacity\": 200, \"queue-type\": \"kea-ring4\"", 200)]
    [InlineData("\"queue-type\": \"kea-ring4\"", 64)]
    [InlineData("\"capacity\": 300", 300)]
    public void The_newest_queries_are_kept_up_to_the_capacity_and_the_others_are_counted(string set, int capacity)
    {
        var intake = Intake($"{NoThreads}\"dhcp-queue-control\": {{ \"enable-queue\": true, {set} }}");
        _sent = 1000;
        List<int> got = [];

        // What does not fit into a turn waits for the next, and the loop does not sleep before that.
        do
        {
            got.AddRange(Turn(intake));
        }
        while (!intake.IsEmpty);

        // The sockets are emptied as far as the queue may hold it; what is still in them comes later.
        got.AddRange(Turn(intake));
        while (_received < _sent)
        {
            got.AddRange(Turn(intake));
        }

        Assert.Equal(1000, got.Count + _dropped.Count);
        Assert.Equal(Enumerable.Range(1, 1000), got.Concat(_dropped).Order());
        Assert.Equal(got.Order(), got);
        Assert.True(_dropped.Count > 0);
        Assert.Contains(1000, got);
        Assert.Contains(1, _dropped);
        Assert.Contains(_log.Lines, l => l.StartsWith("DHCP4_CONFIG_PACKET_QUEUE ", StringComparison.Ordinal) && l.Contains($" {capacity} ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_queue_that_is_never_full_drops_nothing_and_keeps_the_order()
    {
        var intake = Intake(NoThreads + "\"dhcp-queue-control\": { \"enable-queue\": true, \"capacity\": 5 }");
        _sent = 5;
        Assert.Equal([1, 2, 3, 4, 5], Turn(intake));
        _sent = 7;
        Assert.Equal([6, 7], Turn(intake));
        Assert.Empty(_dropped);
        Assert.True(intake.IsEmpty);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(NoThreads + "\"dhcp-queue-control\": { \"enable-queue\": false, \"capacity\": 5 }", "")]
    [InlineData("\"dhcp-queue-control\": { \"enable-queue\": true, \"capacity\": 5 }", "DHCPSRV_MT_DISABLED_QUEUE_CONTROL")]
    public void Without_a_queue_or_with_threads_queries_wait_in_the_sockets(string members, string id)
    {
        var intake = Intake(members);
        _sent = 300;
        Assert.Equal(Enumerable.Range(1, 256), Turn(intake));
        Assert.Equal(Enumerable.Range(257, 44), Turn(intake));
        Assert.Empty(_dropped);
        Assert.Equal(id.Length > 0, _log.Lines.Exists(l => l.StartsWith("DHCPSRV_MT_DISABLED_QUEUE_CONTROL ", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Lines, l => l.StartsWith("DHCP4_CONFIG_PACKET_QUEUE ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_waits_in_the_queue_is_served_though_the_next_configuration_has_none()
    {
        var intake = Intake(NoThreads + "\"dhcp-queue-control\": { \"enable-queue\": true, \"capacity\": 400 }");
        _sent = 300;
        Assert.Equal(256, Turn(intake).Count);
        intake.Configure(Configured.From(""));
        Assert.Equal(Enumerable.Range(257, 44), Turn(intake));
        Assert.True(intake.IsEmpty);
    }

    [Theory]
    [InlineData("", "enabled: yes, threads: 0, queue size: 64;")]
    [InlineData("\"multi-threading\": { \"enable-multi-threading\": false, \"thread-pool-size\": 4, \"packet-queue-size\": 16 }", "enabled: no, threads: 4, queue size: 16;")]
    public void What_multi_threading_says_is_told_once_in_each_configuration(string members, string text)
    {
        var intake = Intake(members);
        Turn(intake);
        Assert.Contains(text, Assert.Single(_log.Lines, l => l.StartsWith("DHCP4_MULTI_THREADING_INFO ", StringComparison.Ordinal)), StringComparison.Ordinal);
        var log = new ListLogger();
        new Intake<Arrival6, Departure6, LeaseChanges6>(_ => { }, (in _) => { }, HostLogIds.V6, log).Configure(Configured.From6(members));
        Assert.Contains(text, Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.StartsWith("DHCP6_MULTI_THREADING_INFO ", log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_queries_wait_is_averaged_over_ten_a_hundred_and_a_thousand_of_them()
    {
        var intake = Intake("");
        _sent = 10;
        Turn(intake);
        Assert.Equal([10.0, 1.0, 0.1], intake.Waiting.Select(w => Math.Round(w, 6)));
        Turn(intake);
        Assert.Equal(10.0, intake.Waiting[0]);
    }
}
