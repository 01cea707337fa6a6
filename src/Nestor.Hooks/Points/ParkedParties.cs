namespace Nestor.Hooks.Points;

/// <summary>All whom a query waits for. For the server: libraries have a <see cref="ParkedQuery"/> each.</summary>
public sealed class ParkedParties
{
    // One of them is the server's, until it has put the query away.
    private int _waiting = 1;
    private int _outcome;
    private Action<ParkOutcome>? _released;
    private ParkedQuery? _last;

    internal ParkedQuery Join()
    {
        Interlocked.Increment(ref _waiting);
        return _last = new ParkedQuery(this);
    }

    /// <summary>Who joined last; null for nobody.</summary>
    internal ParkedQuery? Last => _last;

    /// <summary>Once: the query has been put away.</summary>
    /// <param name="released">Called once, on any thread, when all parties have spoken.</param>
    public void Arm(Action<ParkOutcome> released)
    {
        _released = released;
        Leave(ParkOutcome.GoesOn);
    }

    internal void Leave(ParkOutcome outcome)
    {
        int before;
        while ((before = Volatile.Read(ref _outcome)) < (int)outcome
            && Interlocked.CompareExchange(ref _outcome, (int)outcome, before) != before)
        {
        }

        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            _released?.Invoke((ParkOutcome)Volatile.Read(ref _outcome));
        }
    }
}
