using Nestor.Hooks.Points;

namespace Nestor.Hooks.Exchange;

/// <summary>A query of either family on its way, as far as the loop and parking go.</summary>
public interface IExchange
{
    /// <summary>What the query is known by while it is parked; set by the stage that parks it.</summary>
    long Ticket { get; }

    /// <summary>Who lets a query that is to be parked go on; null when that is the stage's own business.</summary>
    ParkedParties? Parked { get; set; }

    /// <summary>Which of the changes of its batch is the query's first, if it makes any.</summary>
    int FirstChange { get; set; }

    /// <summary>When its batch was read, by the clock of <see cref="HookPoints.EventClock"/>; 0 while nobody wants to know.</summary>
    long ReadAt { get; set; }

    /// <summary>When it left the batch to be answered, by the same clock.</summary>
    long StartedAt { get; set; }

    /// <summary>There is something to send back.</summary>
    bool HasReply { get; }

    /// <summary>Copies the query's bytes, so that it outlives the batch it came with.</summary>
    void Keep();
}
