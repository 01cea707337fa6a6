using Nestor.Model.Logging;

namespace Nestor.Engine.Reclaim;

/// <summary>Log messages about leases that ran out; each family has its own.</summary>
public sealed class ReclaimLogIds
{
    public static readonly LogId Reclaimed = LogId.Debug(40, "ALLOC_ENGINE_LEASE_RECLAIMED");

    public static readonly ReclaimLogIds V4 = new()
    {
        Start = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_START"),
        Complete = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE"),
        NoMore = LogId.Debug(40, "ALLOC_ENGINE_V4_NO_MORE_EXPIRED_LEASES"),
        Timeout = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASES_RECLAMATION_TIMEOUT"),
        Slow = LogId.Warn("ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW"),
        Reclaim = LogId.Debug(40, "ALLOC_ENGINE_V4_LEASE_RECLAIM"),
        Recovered = LogId.Info("ALLOC_ENGINE_V4_DECLINED_RECOVERED"),
        Delete = LogId.Debug(40, "ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE"),
        Deleted = LogId.Debug(40, "ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE_COMPLETE"),
    };

    public static readonly ReclaimLogIds V6 = new()
    {
        Start = LogId.Debug(40, "ALLOC_ENGINE_V6_LEASES_RECLAMATION_START"),
        Complete = LogId.Debug(40, "ALLOC_ENGINE_V6_LEASES_RECLAMATION_COMPLETE"),
        NoMore = LogId.Debug(40, "ALLOC_ENGINE_V6_NO_MORE_EXPIRED_LEASES"),
        Timeout = LogId.Debug(40, "ALLOC_ENGINE_V6_LEASES_RECLAMATION_TIMEOUT"),
        Slow = LogId.Warn("ALLOC_ENGINE_V6_LEASES_RECLAMATION_SLOW"),
        Reclaim = LogId.Debug(40, "ALLOC_ENGINE_V6_LEASE_RECLAIM"),
        Recovered = LogId.Info("ALLOC_ENGINE_V6_DECLINED_RECOVERED"),
        Delete = LogId.Debug(40, "ALLOC_ENGINE_V6_RECLAIMED_LEASES_DELETE"),
        Deleted = LogId.Debug(40, "ALLOC_ENGINE_V6_RECLAIMED_LEASES_DELETE_COMPLETE"),
    };

    public required LogId Start { get; init; }

    public required LogId Complete { get; init; }

    public required LogId NoMore { get; init; }

    public required LogId Timeout { get; init; }

    public required LogId Slow { get; init; }

    public required LogId Reclaim { get; init; }

    public required LogId Recovered { get; init; }

    public required LogId Delete { get; init; }

    public required LogId Deleted { get; init; }
}
