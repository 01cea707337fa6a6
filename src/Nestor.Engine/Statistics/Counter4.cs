namespace Nestor.Engine.Statistics;

/// <summary>Global counters of the DHCPv4 server; <see cref="Counters4"/> has their names.</summary>
public enum Counter4
{
    Received,
    DiscoverReceived,
    OfferReceived,
    RequestReceived,
    AckReceived,
    NakReceived,
    ReleaseReceived,
    DeclineReceived,
    InformReceived,
    LeaseQueryReceived,
    UnknownReceived,
    Sent,
    OfferSent,
    AckSent,
    NakSent,
    LeaseQueryUnassignedSent,
    LeaseQueryUnknownSent,
    LeaseQueryActiveSent,
    ServiceDisabled,
    ParseFailed,
    QueueFull,
    Duplicate,
    RfcViolation,
    AdminFiltered,
    NotForUs,
    ProcessingFailed,
    LimitExceeded,
    ReceiveDrop,
    AllocationFail,
    AllocationFailSharedNetwork,
    AllocationFailSubnet,
    AllocationFailNoPools,
    AllocationFailClasses,
    LeaseReuses,
    ReservationConflicts,
    Assigned,
    CumulativeAssigned,
    Reclaimed,
    Declined,
    ReclaimedDeclined,

    /// <summary>Ours: entries of the configuration that are left out.</summary>
    Quarantined,
}

/// <summary>Counters kept for each subnet, some of them for each pool too.</summary>
public enum SubnetCounter4
{
    Assigned,
    CumulativeAssigned,
    Reclaimed,
    Declined,
    ReclaimedDeclined,
    AllocationFail,
    AllocationFailSharedNetwork,
    AllocationFailSubnet,
    AllocationFailNoPools,
    AllocationFailClasses,
    LeaseReuses,
    ReservationConflicts,
}
