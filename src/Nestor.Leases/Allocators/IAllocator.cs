namespace Nestor.Leases.Allocators;

/// <summary>
/// Chooses the next free address or delegated prefix of one pool, in constant time. They are known by their number in
/// the pool, see <see cref="PoolUnits{TAddr}"/>, so that the allocators are the same for both families.
/// </summary>
public interface IAllocator
{
    /// <summary>Addresses that are neither used nor kept back.</summary>
    ulong FreeCount { get; }

    /// <summary>Places looked at by all picks so far: their cost, as no clock can say it twice the same.</summary>
    ulong Steps { get; }

    /// <summary>A free address; it stays free until <see cref="Used"/>. False when the pool is used up.</summary>
    bool TryPick(out ulong index);

    /// <summary>The address is taken from now on. Telling it twice does no harm.</summary>
    void Used(ulong index);

    /// <summary>The address is free again. Telling it twice does no harm.</summary>
    void Freed(ulong index);

    /// <summary>What happens from here on is only tried: <see cref="EndTrial"/> takes it back.</summary>
    void BeginTrial();

    /// <summary>Takes back everything since <see cref="BeginTrial"/>: the next pick is the one it would have been.</summary>
    void EndTrial();
}
