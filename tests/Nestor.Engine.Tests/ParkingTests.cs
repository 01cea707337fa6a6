using Nestor.Engine.Loop;
using Nestor.Engine.Pipeline;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

public sealed class ParkingTests
{
    private static readonly List<long> Tickets = [];

    private static Verdict ParkHere(Engine4 engine, Exchange4 exchange)
    {
        _ = engine;
        exchange.Ticket = Tickets.Count + 1;
        Tickets.Add(exchange.Ticket);
        return Verdict.Park;
    }

    private static (EngineLoop4 Loop, Bench Bench) Parking(string members)
    {
        Tickets.Clear();
        var bench = new Bench(members);
        Stage<Engine4, Exchange4>[] stages = [.. Pipeline4.Stages[..4], ParkHere, .. Pipeline4.Stages[4..]];
        return (new EngineLoop4(bench.Engine, stages), bench);
    }

    private static void Feed(EngineLoop4 loop, Bench bench, byte client)
    {
        bench.Batch.Clear();
        int length = new Query(MessageType4.Discover) { Client = client }.Write(bench.Batch.Slab);
        bench.Batch.Arrivals[0] = new Arrival4
        {
            Interface = Bench.Eth0,
            Buffer = bench.Batch.Slab,
            Length = length,
            Destination = Ip4.Broadcast,
        };
        bench.Batch.ArrivalCount = 1;
        loop.Run(bench.Batch, bench.Now);
    }

    [Fact]
    public void A_parked_query_is_answered_when_it_comes_back_and_others_overtake_it()
    {
        var (loop, bench) = Parking(Bench.PlainSubnet);
        Feed(loop, bench, 1);
        Feed(loop, bench, 2);
        Assert.Equal((0, 2), (bench.Batch.ImmediateCount, loop.Parking.Count));

        // The buffer it came in has other bytes by now.
        Array.Clear(bench.Batch.Slab);
        bench.Batch.Clear();
        loop.Resume(1, bench.Batch);
        Assert.Equal((1, 1), (bench.Batch.ImmediateCount, loop.Parking.Count));
        var reply = bench.Batch.Immediate[0];
        Assert.Equal(1, reply.Buffer[reply.Start + 33]);
        loop.Resume(1, bench.Batch);
        Assert.Equal(1, bench.Batch.ImmediateCount);
    }

    [Fact]
    public void Beyond_the_limit_queries_are_dropped_and_counted()
    {
        var (loop, bench) = Parking("\"parked-packet-limit\": 3, " + Bench.PlainSubnet);
        for (byte client = 1; client <= 5; client++)
        {
            Feed(loop, bench, client);
        }

        Assert.Equal((3, 2L), (loop.Parking.Count, bench.Engine.Statistics[Counter4.QueueFull]));
    }
}
