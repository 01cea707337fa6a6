namespace Nestor.Model.Leases;

/// <summary>Where committed leases live. Called by the committer, one call at a time, never by the loop itself.</summary>
/// <typeparam name="TChanges"><see cref="LeaseChanges4"/> or <see cref="LeaseChanges6"/>.</typeparam>
public interface ILeaseStore<TChanges>
    where TChanges : class
{
    /// <summary>Takes changes in, after those before, for the next <see cref="Commit"/>.</summary>
    void Add(TChanges changes);

    /// <summary>
    /// Makes what was taken in as durable as configured before it returns. False: nothing of it may be answered; the
    /// store has logged why and decides with <c>on-fail</c> what comes next.
    /// </summary>
    bool Commit();
}
