namespace Nestor.Leases;

/// <summary>Slots of a lease table as they were before each change of a trial.</summary>
/// <param name="order">Which lists of times were in order.</param>
internal sealed class LeaseTrial<TRecord>((bool Expired, bool Reclaimed) order)
    where TRecord : struct
{
    private readonly Stack<(int Slot, bool HadLease, TRecord Before)> _changes = [];

    public (bool Expired, bool Reclaimed) Order => order;

    /// <summary>The lease in the slot is about to change.</summary>
    public void Keep(int slot, in TRecord before) => _changes.Push((slot, true, before));

    /// <summary>The slot was free until now.</summary>
    public void KeepNone(int slot) => _changes.Push((slot, false, default));

    /// <summary>The last change that was not taken yet; false when there is none.</summary>
    public bool TryTake(out int slot, out bool hadLease, out TRecord before)
    {
        bool hasOne = _changes.TryPop(out var change);
        (slot, hadLease, before) = change;
        return hasOne;
    }
}
