namespace Nestor.Engine.Statistics;

/// <summary>Kea's names of the counters, one row each.</summary>
public static class Counters4
{
    private static readonly string[] GlobalNames =
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
    ];

    private static readonly string[] SubnetNames =
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

    /// <summary>The first this many subnet counters are kept for each pool too.</summary>
    public const int PoolCounters = 5;

    public static int GlobalCount => GlobalNames.Length;

    public static int SubnetCount => SubnetNames.Length;

    public static string Name(Counter4 counter) => GlobalNames[(int)counter];

    /// <summary>The part after <c>subnet[id].</c> or <c>subnet[id].pool[pid].</c>.</summary>
    public static string Name(SubnetCounter4 counter) => SubnetNames[(int)counter];
}
