namespace Nestor.Engine.Statistics;

/// <summary>Kea's names of the DHCPv6 server's counters, one row each, in the order of the enumerations.</summary>
internal static class Counters6
{
    public static readonly string[] Global =
    [
        "pkt6-received",
        "pkt6-solicit-received",
        "pkt6-advertise-received",
        "pkt6-request-received",
        "pkt6-reply-received",
        "pkt6-renew-received",
        "pkt6-rebind-received",
        "pkt6-release-received",
        "pkt6-decline-received",
        "pkt6-infrequest-received",
        "pkt6-lease-query-received",
        "pkt6-dhcpv4-query-received",
        "pkt6-dhcpv4-response-received",
        "pkt6-addr-reg-inform-received",
        "pkt6-addr-reg-reply-received",
        "pkt6-unknown-received",
        "pkt6-confirm-received",
        "pkt6-reconfigure-received",
        "pkt6-sent",
        "pkt6-advertise-sent",
        "pkt6-reply-sent",
        "pkt6-lease-query-reply-sent",
        "pkt6-dhcpv4-response-sent",
        "pkt6-addr-reg-reply-sent",
        "pkt6-service-disabled",
        "pkt6-parse-failed",
        "pkt6-queue-full",
        "pkt6-duplicate",
        "pkt6-rfc-violation",
        "pkt6-admin-filtered",
        "pkt6-not-for-us",
        "pkt6-processing-failed",
        "pkt6-limit-exceeded",
        "pkt6-receive-drop",
        "v6-allocation-fail",
        "v6-allocation-fail-shared-network",
        "v6-allocation-fail-subnet",
        "v6-allocation-fail-no-pools",
        "v6-allocation-fail-classes",
        "v6-ia-na-lease-reuses",
        "v6-ia-pd-lease-reuses",
        "assigned-nas",
        "cumulative-assigned-nas",
        "assigned-pds",
        "cumulative-assigned-pds",
        "declined-addresses",
        "reclaimed-declined-addresses",
        "reclaimed-leases",
        "cumulative-registered-nas",
        "quarantined-entries",
    ];

    public static readonly string[] Subnet =
    [
        "assigned-nas",
        "cumulative-assigned-nas",
        "declined-addresses",
        "reclaimed-declined-addresses",
        "reclaimed-leases",
        "assigned-pds",
        "cumulative-assigned-pds",
        "registered-nas",
        "cumulative-registered-nas",
        "v6-allocation-fail",
        "v6-allocation-fail-shared-network",
        "v6-allocation-fail-subnet",
        "v6-allocation-fail-no-pools",
        "v6-allocation-fail-classes",
        "v6-ia-na-lease-reuses",
        "v6-ia-pd-lease-reuses",
    ];

    /// <summary>The first five.</summary>
    public static readonly PoolKind Pool = new("pool", "total-nas", 0b11111);

    /// <summary>Reclaimed leases, prefixes now and ever.</summary>
    public static readonly PoolKind PdPool = new("pd-pool", "total-pds", 0b1110000);

    /// <summary>What follows from the leases.</summary>
    public const ulong Derived = (1 << (int)SubnetCounter6.AssignedNas) | (1 << (int)SubnetCounter6.AssignedPds)
        | (1 << (int)SubnetCounter6.Declined) | (1 << (int)SubnetCounter6.RegisteredNas);
}
