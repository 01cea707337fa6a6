namespace Nestor.Model.Settings;

/// <summary>How free addresses of a pool are handed out.</summary>
public enum AllocatorKind : byte
{
    Iterative,
    Random,
    FreeLeaseQueue,
}

/// <summary>
/// The parameters of both families that a subnet may set itself or inherit from its shared network and the global
/// scope. In a subnet they are resolved: what is here is what holds.
/// </summary>
public abstract record ScopeParameters
{
    public Triplet ValidLifetime { get; init; } = Triplet.Of(7200);

    /// <summary>T1 in seconds; null when not configured.</summary>
    public uint? RenewTimer { get; init; }

    /// <summary>T2 in seconds; null when not configured.</summary>
    public uint? RebindTimer { get; init; }

    public bool CalculateTeeTimes { get; init; }

    public double T1Percent { get; init; } = 0.5;

    public double T2Percent { get; init; }

    /// <summary>Share of the lifetime during which a renewal reuses the lease unwritten; 0 switches it off.</summary>
    public double CacheThreshold { get; init; } = 0.25;

    /// <summary>Upper bound of that time in seconds; null when not configured.</summary>
    public uint? CacheMaxAge { get; init; }

    public AllocatorKind Allocator { get; init; }

    /// <summary>
    /// Share of a subnet's pools above which new clients get the shortest lifetime; only of those given by the queue of free leases.
    /// 1 switches it off.
    /// </summary>
    public double AdaptiveLeaseTimeThreshold { get; init; } = 1;

    public bool ReservationsGlobal { get; init; }

    public bool ReservationsInSubnet { get; init; } = true;

    public bool ReservationsOutOfPool { get; init; }

    public bool StoreExtendedInfo { get; init; }

    public DdnsParameters Ddns { get; init; } = DdnsParameters.Default;
}
