using Nestor.Engine.Statistics;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

public sealed class HostileTests
{
    private const string Wide = """
        "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "interface": "eth0", "pools": [ { "pool": "10.0.0.1 - 10.255.255.254" } ] } ]
        """;

    [Fact]
    public void No_bytes_stop_the_engine_and_every_packet_is_counted_once()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var dice = new Random(4711);
        byte[] packet = new byte[1500];
        for (int i = 0; i < 200_000; i++)
        {
            var query = new Query((MessageType4)dice.Next(1, 9)) { Client = (byte)dice.Next(0, 40) }
                .With((byte)dice.Next(1, 255), new byte[dice.Next(0, 20)])
                .With(OptionCode4.RequestedAddress, new Ip4(0xC0000200 + (uint)dice.Next(0, 30)));
            int length = query.Write(packet);
            for (int flips = dice.Next(0, 6); flips > 0; flips--)
            {
                packet[dice.Next(0, length)] = (byte)dice.Next(0, 256);
            }

            bench.Send(packet.AsSpan(0, dice.Next(0, 4) == 0 ? dice.Next(0, length) : length), query);
        }

        var counts = bench.Engine.Statistics;
        Assert.Equal(200_000, counts[Counter4.Received]);
        Assert.Equal(0, counts[Counter4.ProcessingFailed]);
        Assert.True(bench.Engine.Leases.Count <= 10);
        Assert.InRange(counts[Counter4.Assigned], 0, 10);
    }

    [Fact]
    public void An_exchange_allocates_nothing()
    {
        var bench = new Bench(Wide);
        var discover = new byte[400];
        var request = new byte[400];
        int discoverLength = new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, 1, 3, 6, 15, 51).Write(discover);
        int requestLength = new Query(MessageType4.Request).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address)
            .With(OptionCode4.RequestedAddress, default(Ip4)).Write(request);
        Exchange(bench, discover, discoverLength, request, requestLength, 1, 3000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(bench, discover, discoverLength, request, requestLength, 3001, 1000);
        Assert.Equal(4000, bench.Engine.Leases.Count);
        long perExchange = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;

        // A table that grows takes a new block every few thousand leases; an exchange itself takes nothing.
        Assert.True(perExchange < 300, $"{perExchange} bytes");
        Renew(bench, request, requestLength, 3000);
        before = GC.GetAllocatedBytesForCurrentThread();
        Renew(bench, request, requestLength, 1000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1, bench.Batch.CommittedCount);
        Assert.Equal(0, allocated);
    }

    private static void Exchange(Bench bench, byte[] discover, int discoverLength, byte[] request, int requestLength, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            Mark(discover, i);
            Feed(bench, discover, discoverLength);
            var offer = bench.Batch.Immediate[0];
            Mark(request, i);
            offer.Buffer.AsSpan(offer.Start + 16, 4).CopyTo(request.AsSpan(requestLength - 5));
            Feed(bench, request, requestLength);
        }
    }

    private static void Renew(Bench bench, byte[] request, int length, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Feed(bench, request, length);
        }
    }

    private static void Mark(byte[] packet, int client)
    {
        packet[31] = (byte)(client >> 16);
        packet[32] = (byte)(client >> 8);
        packet[33] = (byte)client;
    }

    private static void Feed(Bench bench, byte[] packet, int length)
    {
        bench.Batch.Clear();
        packet.AsSpan(0, length).CopyTo(bench.Batch.Slab);
        ref var arrival = ref bench.Batch.Arrivals[0];
        arrival.Interface = Bench.Eth0;
        arrival.Buffer = bench.Batch.Slab;
        arrival.Start = 0;
        arrival.Length = length;
        arrival.Destination = Ip4.Broadcast;
        bench.Batch.ArrivalCount = 1;
        bench.Loop.Run(bench.Batch, bench.Now);
    }
}
