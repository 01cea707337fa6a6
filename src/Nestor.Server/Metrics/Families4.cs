using Nestor.Engine.Statistics;

namespace Nestor.Server.Metrics;

/// <summary>The families of the DHCPv4 server.</summary>
internal static class Families4
{
    public static readonly FamilyTable<Counter4, SubnetCounter4> Table = new(
        [
            new("kea_dhcp4_packets_sent_total", "Packets sent, by kind",
                (Counter4.AckSent, "ack"), (Counter4.NakSent, "nak"), (Counter4.OfferSent, "offer")),
            new("kea_dhcp4_packets_received_total", "Packets received, by kind; drop and parse-failed are among the others too",
                (Counter4.DiscoverReceived, "discover"), (Counter4.OfferReceived, "offer"), (Counter4.RequestReceived, "request"),
                (Counter4.AckReceived, "ack"), (Counter4.NakReceived, "nak"), (Counter4.ReleaseReceived, "release"),
                (Counter4.DeclineReceived, "decline"), (Counter4.InformReceived, "inform"), (Counter4.UnknownReceived, "unknown"),
                (Counter4.ParseFailed, "parse-failed"), (Counter4.ReceiveDrop, "drop")),
        ],
        new("kea_dhcp4_allocations_failed_total", "Queries for which no address was found, by where it was looked for",
            (SubnetCounter4.AllocationFailSubnet, "subnet"), (SubnetCounter4.AllocationFailSharedNetwork, "shared-network"),
            (SubnetCounter4.AllocationFailNoPools, "no-pools"), (SubnetCounter4.AllocationFailClasses, "classes")),
        [
            new("kea_dhcp4_addresses_assigned_total", MetricType.Gauge, "Addresses that clients have", SubnetCounter4.Assigned),
            new("kea_dhcp4_addresses_declined_total", MetricType.Gauge, "Addresses out of use, for a client found them taken", SubnetCounter4.Declined),
            new("kea_dhcp4_addresses_declined_reclaimed_total", MetricType.Counter, "Declined addresses that came back into use", SubnetCounter4.ReclaimedDeclined),
            new("kea_dhcp4_addresses_reclaimed_total", MetricType.Counter, "Leases that ran out and were reclaimed", SubnetCounter4.Reclaimed),
            new("kea_dhcp4_addresses_total", MetricType.Gauge, "Addresses of the pools", null),
            new("kea_dhcp4_reservation_conflicts_total", MetricType.Counter, "Reserved addresses that somebody else had", SubnetCounter4.ReservationConflicts, HasPools: false, HasLabel: false),
            new("kea_dhcp4_leases_reused_total", MetricType.Counter, "Renewals that changed nothing in the lease", SubnetCounter4.LeaseReuses, HasPools: false, HasLabel: false),
        ],
        [
            (Counter4.ServiceDisabled, "service-disabled"), (Counter4.ParseFailed, "parse-failed"), (Counter4.QueueFull, "queue-full"),
            (Counter4.Duplicate, "duplicate"), (Counter4.RfcViolation, "rfc-violation"), (Counter4.AdminFiltered, "admin-filtered"),
            (Counter4.NotForUs, "not-for-us"), (Counter4.ProcessingFailed, "processing-failed"), (Counter4.LimitExceeded, "limit-exceeded"),
        ],
        "nestor_dhcp4");
}
