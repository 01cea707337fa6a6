using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Soak;

/// <summary>Good, damaged and random packets as fast as they can be sent.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
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
        string folder = Bench.NewFolder("soak");
        try
        {
            using var side = new Side(ServerCommand.Subject, Terrain.ServerAddresses, Terrain.Gateway, folder,
                (command, at) => Fixture.Complete(Fixture.Text("soak"), command, at));
            side.Server.Start();
            side.AwaitReady(Terrain.Fence(1));
            new Storm<Reply>(side, PacketBalance.V4, output).Blow(new StormSource(Terrain, Bench.Seed).Next, () => AssertServes(side));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
