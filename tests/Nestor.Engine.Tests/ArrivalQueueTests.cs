using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Tests;

public sealed class ArrivalQueueTests
{
    private readonly ArrivalQueue<Arrival4> _queue = new() { Capacity = 3 };
    private readonly byte[] _slab = new byte[10 * Batch.SlotSize];
    private readonly byte[] _packet = new byte[Batch.SlotSize];

    /// <summary>A packet whose only byte is its number; the number of the one that had to go, or 0.</summary>
    private byte Put(byte number)
    {
        _packet[7] = number;
        bool isFull = _queue.Put(new Arrival4 { Buffer = _packet, Start = 7, Length = 1, Socket = number }, out var dropped);
        _packet[7] = 0;
        return isFull ? (byte)dropped.Socket : (byte)0;
    }

    private byte Take()
    {
        bool isThere = _queue.TryTake(_slab, 2 * Batch.SlotSize, out var arrival);
        return isThere && arrival.Buffer == _slab && arrival.Start == 2 * Batch.SlotSize && _slab[arrival.Start] == arrival.Socket
            ? arrival.Bytes[0]
            : (byte)0;
    }

    [Fact]
    public void Queries_come_out_in_their_order_with_their_bytes()
    {
        Assert.Equal([0, 0, 0], (byte[])[Put(1), Put(2), Put(3)]);
        Assert.Equal([1, 2, 3, 0], (byte[])[Take(), Take(), Take(), Take()]);
    }

    [Fact]
    public void A_query_that_finds_the_queue_full_takes_the_place_of_the_oldest()
    {
        Assert.Equal([0, 0, 0, 1, 2], (byte[])[Put(1), Put(2), Put(3), Put(4), Put(5)]);
        Assert.Equal([3, 4, 5, 0], (byte[])[Take(), Take(), Take(), Take()]);
    }

    [Fact]
    public void Once_it_was_full_it_allocates_nothing()
    {
        for (byte i = 1; i < 20; i++)
        {
            Put(i);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Put(1);
            Put(2);
            Take();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
