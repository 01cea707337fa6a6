namespace Nestor.Hooks.Points;

/// <summary>
/// A query that waits for one or more parties. Each of them says once, on any thread, that it may go on or that it is to
/// be dropped; what comes after that from it is its mistake and does nothing worse than let another's part be over early.
/// </summary>
public sealed class ParkedQuery
{
    // One of them is the server's, until it has put the query away.
    private int _waiting = 1;
    private int _isDropped;
    private Action<bool>? _released;

    /// <summary>This party has what it waited for.</summary>
    public void Resume() => Leave();

    /// <summary>The query gets no answer, whatever others say.</summary>
    public void Drop()
    {
        Volatile.Write(ref _isDropped, 1);
        Leave();
    }

    internal void Join() => Interlocked.Increment(ref _waiting);

    /// <summary>For the server, once: the query has been put away.</summary>
    /// <param name="released">Called once, on any thread, when all parties have spoken; true when it goes on.</param>
    public void Arm(Action<bool> released)
    {
        _released = released;
        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            Interlocked.Exchange(ref _released, null)?.Invoke(Volatile.Read(ref _isDropped) == 0);
        }
    }
}
