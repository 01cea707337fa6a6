namespace Nestor.Hooks.Points;

/// <summary>
/// One party's hold on a query that waits. It says once, on any thread, what is to become of the query; what it says
/// after that does nothing.
/// </summary>
public sealed class ParkedQuery
{
    private readonly ParkedParties _parties;
    private int _isOver;

    internal ParkedQuery(ParkedParties parties) => _parties = parties;

    /// <summary>This party has what it waited for.</summary>
    public void Resume() => Leave(ParkOutcome.GoesOn);

    /// <summary>The query gets no answer, whatever others say.</summary>
    public void Drop() => Leave(ParkOutcome.Dropped);

    /// <summary>
    /// At lease4_offer: somebody else has the address that would be offered. There is no offer; the address is put aside as if
    /// the client had declined it, and lease4_server_decline is called. The client asks again and is offered another
    /// address. At other points the same as <see cref="Drop"/>.
    /// </summary>
    public void AddressInUse() => Leave(ParkOutcome.AddressInUse);

    internal void Leave(ParkOutcome outcome)
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _parties.Leave(outcome);
        }
    }
}

/// <summary>What becomes of a query that waited; of several parties' words the last of these counts.</summary>
public enum ParkOutcome : byte
{
    GoesOn,
    Dropped,
    AddressInUse,
}
