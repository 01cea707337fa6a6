namespace Nestor.Engine.Statistics;

/// <summary>Kea's names of the DHCPv4 server's counters, one row each, in the order of the enumerations.</summary>
internal static class Counters4
{
    public static readonly string[] Global =
    [
        "pkt4-received",
        "pkt4-discover-received",
        "pkt4-offer-received",
        "pkt4-request-received",
        "pkt4-ack-received",
        "pkt4-nak-received",
        "pkt4-release-received",
        "pkt4-decline-received",
        "pkt4-inform-received",
        "pkt4-lease-query-received",
        "pkt4-unknown-received",
        "pkt4-sent",
        "pkt4-offer-sent",
        "pkt4-ack-sent",
        "pkt4-nak-sent",
        "pkt4-lease-query-response-unassigned-sent",
        "pkt4-lease-query-response-unknown-sent",
        "pkt4-lease-query-response-active-sent",
        "pkt4-service-disabled",
        "pkt4-parse-failed",
        "pkt4-queue-full",
        "pkt4-duplicate",
        "pkt4-rfc-violation",
        "pkt4-admin-filtered",
        "pkt4-not-for-us",
        "pkt4-processing-failed",
        "pkt4-limit-exceeded",
        "pkt4-receive-drop",
        "v4-allocation-fail",
        "v4-allocation-fail-shared-network",
        "v4-allocation-fail-subnet",
        "v4-allocation-fail-no-pools",
        "v4-allocation-fail-classes",
        "v4-lease-reuses",
        "v4-reservation-conflicts",
        "assigned-addresses",
        "cumulative-assigned-addresses",
        "reclaimed-leases",
        "declined-addresses",
        "reclaimed-declined-addresses",
        "quarantined-entries",
    ];

    public static readonly string[] Subnet =
    [
        "assigned-addresses",
        "cumulative-assigned-addresses",
        "reclaimed-leases",
        "declined-addresses",
        "reclaimed-declined-addresses",
        "v4-allocation-fail",
        "v4-allocation-fail-shared-network",
        "v4-allocation-fail-subnet",
        "v4-allocation-fail-no-pools",
        "v4-allocation-fail-classes",
        "v4-lease-reuses",
        "v4-reservation-conflicts",
    ];

    /// <summary>The first five are kept for each pool too.</summary>
    public static readonly PoolKind Pool = new("pool", "total-addresses", 0b11111);

    /// <summary>Assigned and declined addresses follow from the leases.</summary>
    public const ulong Derived = (1 << (int)SubnetCounter4.Assigned) | (1 << (int)SubnetCounter4.Declined);
}
