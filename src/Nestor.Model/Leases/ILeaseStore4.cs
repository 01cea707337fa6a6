namespace Nestor.Model.Leases;

/// <summary>Where committed leases live. Called by the committer, one call at a time, never by the loop itself.</summary>
public interface ILeaseStore4
{
    /// <summary>Takes changes in, after those before, for the next <see cref="Commit"/>.</summary>
    void Add(LeaseChanges4 changes);

    /// <summary>
    /// Makes what was taken in as durable as configured before it returns. False: nothing of it may be answered; the
    /// store has logged why and decides with <c>on-fail</c> what comes next.
    /// </summary>
    bool Commit();
}
