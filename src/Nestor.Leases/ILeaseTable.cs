namespace Nestor.Leases;

/// <summary>A table of leases of either family, to whoever fills it without knowing which.</summary>
/// <typeparam name="TView">A whole lease.</typeparam>
/// <typeparam name="TAddr">What a lease is found by.</typeparam>
public interface ILeaseTable<TView, TAddr>
    where TView : struct, allows ref struct
    where TAddr : struct
{
    /// <summary>From here on leases need not be found but by address.</summary>
    void BeginLoad();

    /// <summary>Makes the indexes that were put off.</summary>
    void EndLoad();

    /// <summary>Puts a lease in, or changes the one of the same address. Returns its slot.</summary>
    int Put(in TView lease);

    /// <summary>False when there was no lease of the address.</summary>
    bool Remove(TAddr address);
}
