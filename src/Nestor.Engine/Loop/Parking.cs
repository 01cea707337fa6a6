using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Loop;

/// <summary>
/// Queries that wait for something outside the loop (a hook's own work, a look-up far away). Each is kept whole under
/// a ticket; the answer comes back to the loop as a message with that ticket.
/// </summary>
public sealed class Parking<TExchange>
    where TExchange : class, IExchange, new()
{
    private readonly Dictionary<long, (TExchange Exchange, int NextStage)> _parked = [];
    private readonly Stack<TExchange> _spare = new();

    public int Count => _parked.Count;

    /// <summary>Takes a query in; false when there is no room. The caller goes on with another exchange object.</summary>
    /// <param name="limit">Kea's parked-packet-limit; 0 is no limit.</param>
    public bool TryPark(TExchange exchange, int nextStage, uint limit)
    {
        if (limit > 0 && _parked.Count >= limit)
        {
            return false;
        }

        exchange.Keep();
        return _parked.TryAdd(exchange.Ticket, (exchange, nextStage));
    }

    /// <summary>Takes a query out again; false when its ticket is not (or no longer) known.</summary>
    public bool TryResume(long ticket, out TExchange exchange, out int nextStage)
    {
        bool isKnown = _parked.Remove(ticket, out var entry);
        (exchange, nextStage) = entry;
        return isKnown;
    }

    /// <summary>Forgets all of them; how many there were.</summary>
    public int Clear()
    {
        int count = _parked.Count;
        foreach (var (exchange, _) in _parked.Values)
        {
            _spare.Push(exchange);
        }

        _parked.Clear();
        return count;
    }

    /// <summary>An exchange object that nobody uses.</summary>
    public TExchange Spare() => _spare.TryPop(out var exchange) ? exchange : new TExchange();

    public void Return(TExchange exchange) => _spare.Push(exchange);
}
