namespace Nestor.Hooks.Points;

/// <summary>
/// What a callout is given. One object a point serves one call after the other: nothing of it may be kept beyond the
/// call. Each library's callout sees what those before it left, <see cref="Next"/> too.
/// </summary>
public abstract class HookCall
{
    private ParkedParties? _parked;

    /// <summary>What the callouts so far want.</summary>
    public NextStep Next { get; set; }

    /// <summary>What a query that is dropped is counted as.</summary>
    public DropReason Reason { get; set; }

    /// <summary>
    /// Lets the query wait once all callouts have run, where the point allows it: it goes on when each party that parked
    /// it has said so, and ends when one of them drops it.
    /// </summary>
    public ParkedQuery Park()
    {
        Next = NextStep.Park;
        _parked ??= new ParkedParties();
        return _parked.Join();
    }

    /// <summary>Makes the object ready for the next call.</summary>
    internal void Start()
    {
        Next = NextStep.Continue;
        Reason = DropReason.AdminFiltered;
        _parked = null;
    }

    /// <summary>Who parked the query last; null for nobody.</summary>
    internal ParkedQuery? LastParked => _parked?.Last;

    /// <summary>For the server, after a call that ended with <see cref="NextStep.Park"/>: whom the query waits for.</summary>
    public ParkedParties? TakeParked() => Interlocked.Exchange(ref _parked, null);
}
