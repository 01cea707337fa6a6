using System.Diagnostics;
using SideBySide.Grammar;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Soak;

/// <summary>Good, damaged and random packets as fast as they can be sent.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const long AllowedGrowth = 64L << 20;

    // NESTOR_SOAK_SECONDS: 600 is the long form.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("NESTOR_SOAK_SECONDS"), out int seconds) ? seconds : 60);

    private static readonly Terrain Terrain = new()
    {
        Relays = ["10.10.0.1", "10.77.0.1"],
        Pool = ["192.0.2.10", "10.10.1.1", "10.77.0.20", "192.0.2.250"],
        OutOfPool = ["192.0.2.5", "10.10.9.9"],
    };

    [Fact]
    public void A_storm_of_random_and_damaged_packets_leaves_a_server_that_serves()
    {
        Requirements.Check();
        output.WriteLine($"NESTOR_SEED={Bench.Seed}, {Duration.TotalSeconds} s");
        string folder = Bench.NewFolder("soak");
        try
        {
            using var side = new Side(ServerCommand.Subject, Terrain.ServerAddresses, Terrain.Gateway, folder,
                (command, at) => Fixture.Complete(Fixture.Text("soak"), command, at));
            side.Server.Start();
            side.AwaitReady(Terrain.Fence(1));
            Storm(side);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Storm(Side side)
    {
        var storm = new StormSource(Terrain, Bench.Seed);
        long start = Stopwatch.GetTimestamp();
        long warm = 0;
        long sent = 0;
        long answers = 0;
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            for (int i = 0; i < 64; i++, sent++)
            {
                side.Send(storm.Next());
            }

            while (side.Receive(TimeSpan.Zero) is not null)
            {
                answers++;
            }

            Assert.True(side.Server.IsAlive, $"gone after {sent} packets. " + side.Server.Said);
            if (warm == 0 && Stopwatch.GetElapsedTime(start) > Duration / 4)
            {
                warm = side.Server.ResidentBytes();
            }
        }

        // What waits in socket buffers is worked off before the server is asked.
        while (side.Receive(TimeSpan.FromMilliseconds(500)) is not null)
        {
            answers++;
        }

        AssertServes(side);
        long growth = side.Server.ResidentBytes() - warm;
        SortedDictionary<string, string> counters = side.Server.ReadCounters();
        output.WriteLine($"{sent} sent, {answers} answered, received {counters["pkt4-received"]}, dropped " +
            $"{counters["pkt4-receive-drop"]}, parse-failed {counters["pkt4-parse-failed"]}, " +
            $"{warm >> 10} KiB resident, then {growth >> 10} KiB more");
        Assert.Empty(PacketBalance.Faults(counters));
        Assert.True(growth < AllowedGrowth, $"{growth >> 20} MiB more memory");
    }

    /// <summary>An INFORM is answered whatever became of the pools.</summary>
    private static void AssertServes(Side side)
    {
        for (uint i = 0; i < 20; i++)
        {
            side.Send(Terrain.Fence(0xfe000100 + i));
            if (side.Receive(TimeSpan.FromMilliseconds(500)) is { Type: MessageType.Ack })
            {
                break;
            }

            Assert.True(i < 19, "no answer after the storm. " + side.Server.Said);
        }

        var client = new Client("after") { Mac = "02:00:00:00:66:66", Relay = "10.10.0.1" };
        side.Send(client.Ask(MessageType.Discover, "after the storm", Terrain));
        Reply? offer = side.Receive(TimeSpan.FromSeconds(5));
        Assert.Equal(MessageType.Offer, offer?.Type);
    }
}
