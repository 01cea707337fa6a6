using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>How many things may be under way or kept at one time: threads, waiting queries, samples of statistics.</summary>
internal static class QueueReader
{
    public static MultiThreadingSettings Threads(Reading reading, Element? map) => map is null ? new() : new()
    {
        IsEnabled = Reading.Boolean(map, "enable-multi-threading", true),
        ThreadPoolSize = reading.UInt32(map, "thread-pool-size", 0, ushort.MaxValue),
        PacketQueueSize = reading.UInt32(map, "packet-queue-size", 64, ushort.MaxValue),
        UserContext = Reading.UserContext(map),
    };

    /// <param name="type">The only kind of queue there is in this family.</param>
    public static PacketQueueSettings Queue(Reading reading, Element? map, string type)
    {
        if (map is null)
        {
            return new();
        }

        bool isEnabled = Reading.Boolean(map, "enable-queue", false);
        if (map["enable-queue"] is null)
        {
            reading.Diagnostics.Error(map.Place, "found dhcp-queue-control without \"enable-queue\", wanted it");
        }

        if (isEnabled && map["queue-type"] is { } found && found.Text != type)
        {
            reading.Diagnostics.Error(found.Place, $"found queue-type \"{found.Text}\", wanted {type}");
        }

        uint capacity = reading.UInt32(map, "capacity", 64, int.MaxValue);
        if (isEnabled && capacity == 0)
        {
            reading.Diagnostics.Error(map["capacity"]!.Place, "found capacity 0, wanted room for a query at least");
        }

        return new() { IsEnabled = isEnabled, Capacity = (int)capacity, UserContext = Reading.UserContext(map) };
    }

    public static SampleSettings Samples(Reading reading, Element server) => new(
        reading.UInt32(server, "statistic-default-sample-count", 20), reading.UInt32(server, "statistic-default-sample-age", 0));
}
