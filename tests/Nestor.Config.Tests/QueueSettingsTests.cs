using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>Threads, queues and samples: each keyword reaches its setting, and what Kea refuses is refused.</summary>
public sealed class QueueSettingsTests
{
    private static DhcpSettings Good(Universe universe, string members) => universe == Universe.V4 ? Texts.Good(members) : Texts.Good6(members);

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void Each_keyword_reaches_its_setting(Universe universe)
    {
        string ring = universe == Universe.V4 ? "kea-ring4" : "kea-ring6";
        var usual = Good(universe, "");
        Assert.Equal((true, 0u, 64u), (usual.MultiThreading.IsEnabled, usual.MultiThreading.ThreadPoolSize, usual.MultiThreading.PacketQueueSize));
        Assert.Equal((false, 64), (usual.PacketQueue.IsEnabled, usual.PacketQueue.Capacity));
        Assert.Equal((new SampleSettings(20, 0), "", false), (usual.Samples, usual.ServerTag, usual.ReservationsLookupFirst));

        var set = Good(universe, $$"""
            "multi-threading": { "enable-multi-threading": false, "thread-pool-size": 65535, "packet-queue-size": 0, "comment": "a" },
            "dhcp-queue-control": { "enable-queue": true, "queue-type": "{{ring}}", "capacity": 100000, "user-context": { "b": 1 } },
            "statistic-default-sample-count": 7, "statistic-default-sample-age": 8, "server-tag": "t", "reservations-lookup-first": true,
            "parked-packet-limit": 9
            """);
        Assert.Equal((false, 65535u, 0u), (set.MultiThreading.IsEnabled, set.MultiThreading.ThreadPoolSize, set.MultiThreading.PacketQueueSize));
        Assert.Equal((true, 100000), (set.PacketQueue.IsEnabled, set.PacketQueue.Capacity));
        Assert.Equal(("a", 1L), (set.MultiThreading.UserContext!["comment"]!.Text, set.PacketQueue.UserContext!["b"]!.Integer));
        Assert.Equal((new SampleSettings(7, 8), "t", true, 9u), (set.Samples, set.ServerTag, set.ReservationsLookupFirst, set.ParkedPacketLimit));
    }

    [Theory]
    [InlineData("\"multi-threading\": { \"thread-pool-size\": 65536 }", "found 65536, wanted a number from 0 to 65535 for \"thread-pool-size\"")]
    [InlineData("\"multi-threading\": { \"packet-queue-size\": -1 }", "found -1, wanted a number from 0 to 65535 for \"packet-queue-size\"")]
    [InlineData("\"dhcp-queue-control\": { \"capacity\": 5 }", "found dhcp-queue-control without \"enable-queue\", wanted it")]
    [InlineData("\"dhcp-queue-control\": { \"enable-queue\": true, \"capacity\": 0 }", "found capacity 0, wanted room for a query at least")]
    [InlineData("\"dhcp-queue-control\": { \"enable-queue\": true, \"queue-type\": \"kea-ring6\" }", "found queue-type \"kea-ring6\", wanted kea-ring4")]
    public void What_cannot_be_is_refused(string members, string text) =>
        Assert.Equal(text, Assert.Single(Texts.Load(members).Diagnostics.All).Text);

    [Fact]
    public void A_queue_that_is_off_may_be_of_any_kind() =>
        Assert.Empty(Texts.Load("\"dhcp-queue-control\": { \"enable-queue\": false, \"queue-type\": \"kea-ring6\", \"capacity\": 0 }").Diagnostics.All);
}
