namespace Nestor.Hooks.Exchange;

/// <summary>A query of either family on its way, as far as the loop and parking go.</summary>
public interface IExchange
{
    /// <summary>What the query is known by while it is parked; set by the stage that parks it.</summary>
    long Ticket { get; }

    /// <summary>There is something to send back.</summary>
    bool HasReply { get; }

    /// <summary>Copies the query's bytes, so that it outlives the batch it came with.</summary>
    void Keep();
}
