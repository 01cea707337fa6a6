using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Soak;

/// <summary>Good, damaged and random DHCPv6 packets as fast as they can be sent.</summary>
public sealed class Soak6Tests(ITestOutputHelper output)
{
    private static readonly Terrain6 Terrain = new()
    {
        Relays =
        [
            [new Hop6("2001:db8:10::1", "fe80::1:1", [])],
            [new Hop6("2001:db8:10::1", "fe80::1:2", []), new Hop6("::", "2001:db8:10::1", []), new Hop6("::", "fe80::1:9", [])],
        ],
    };

    [Fact]
    public void A_storm_of_random_and_damaged_DHCPv6_packets_leaves_a_server_that_serves()
    {
        Requirements.Check(ServerCommand.Subject6);
        string folder = Bench.NewFolder("soak6");
        try
        {
            using var side = new Side6(ServerCommand.Subject6, Terrain.ServerAddresses, folder,
                (command, at) => Fixture.Complete(Fixture.Text("v6-soak"), command, at));
            side.Server.Start();
            side.AwaitReady(Terrain6.Fence(1));
            new Storm<Reply6>(side, PacketBalance.V6, output).Blow(new StormSource6(Terrain, Bench.Seed).Next, () => AssertServes(side));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Questions are answered whatever became of the pools, and a client with a reservation gets its address.</summary>
    private static void AssertServes(Side6 side)
    {
        for (uint i = 0; i < 20; i++)
        {
            side.Send(Terrain6.Fence(0xfe0100 + i));
            if (side.Receive(TimeSpan.FromMilliseconds(500)) is { Type: MessageType6.Reply })
            {
                break;
            }

            Assert.True(i < 19, "no answer after the storm. " + side.Server.Said);
        }

        var client = new Client6("after") { Mac = "02:00:00:00:66:66" };
        side.Send(client.Ask(MessageType6.Solicit, "after the storm").Add(Option6.Na(1)));
        Reply6? offer = side.Receive(TimeSpan.FromSeconds(5));
        Assert.Equal(MessageType6.Advertise, offer?.Type);
        Assert.Equal("2001:db8:1::6666", Assert.Single(offer!.Addresses));
    }
}
