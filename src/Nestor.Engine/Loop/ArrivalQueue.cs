using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Loop;

/// <summary>
/// Queries that wait for the loop, as many as there is room for: a newer one takes the place of the oldest, whose client
/// will have asked again by the time its turn came. Once it was full it allocates no more.
/// </summary>
public sealed class ArrivalQueue<TArrival>
    where TArrival : struct, IArrival<TArrival>
{
    private readonly Queue<(TArrival Arrival, byte[] Buffer)> _waiting = new();
    private readonly Stack<byte[]> _spare = new();

    /// <summary>Queries that may wait.</summary>
    public int Capacity { get; set; }

    public int Count => _waiting.Count;

    /// <summary>Takes a query in, with a copy of its bytes.</summary>
    /// <param name="dropped">The one that had to go for it; its bytes are gone.</param>
    /// <returns>True when one had to.</returns>
    public bool Put(in TArrival arrival, out TArrival dropped)
    {
        bool isFull = _waiting.Count >= Capacity;
        dropped = isFull ? Leave() : default;
        byte[] buffer = _spare.TryPop(out var spare) ? spare : new byte[Batch.SlotSize];
        arrival.Bytes.CopyTo(buffer);
        _waiting.Enqueue((arrival.At(buffer, 0), buffer));
        return isFull;
    }

    /// <summary>The next query, its bytes copied into the room that is given for them; false when none waits.</summary>
    /// <param name="start">Where in the buffer <see cref="Batch.SlotSize"/> bytes are free.</param>
    public bool TryTake(byte[] buffer, int start, out TArrival arrival)
    {
        if (_waiting.Count == 0)
        {
            arrival = default;
            return false;
        }

        arrival = Leave();
        arrival.Bytes.CopyTo(buffer.AsSpan(start));
        arrival = arrival.At(buffer, start);
        return true;
    }

    /// <summary>The oldest, which keeps its bytes until another comes in.</summary>
    private TArrival Leave()
    {
        var (arrival, buffer) = _waiting.Dequeue();
        _spare.Push(buffer);
        return arrival;
    }
}
