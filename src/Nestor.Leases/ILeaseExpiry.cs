namespace Nestor.Leases;

/// <summary>Hears of leases that ran out.</summary>
public interface ILeaseExpiry
{
    /// <summary>The lease in this slot has run out just now; its address may be given to anybody.</summary>
    void Expired(int slot);
}
