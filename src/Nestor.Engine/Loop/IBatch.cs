namespace Nestor.Engine.Loop;

/// <summary>One turn of a loop, as far as committing it goes.</summary>
/// <typeparam name="TChanges">What it changed.</typeparam>
public interface IBatch<TChanges>
    where TChanges : class
{
    /// <summary>Queries of this turn.</summary>
    int ArrivalCount { get; }

    /// <summary>Replies that wait for the changes to be durable.</summary>
    int CommittedCount { get; }

    TChanges Changes { get; }

    /// <summary>Leases put and deleted.</summary>
    int ChangeCount { get; }

    /// <summary>Called once the changes are durable (true) or could not be made so (false); on the committing thread.</summary>
    IReadOnlyList<Action<bool>> WhenCommitted { get; }

    /// <summary>Empties the batch for its next turn.</summary>
    void Clear();
}
