using Nestor.Engine.Statistics;

namespace Nestor.Server.Metrics;

/// <summary>The families of the DHCPv6 server.</summary>
internal static class Families6
{
    public static readonly FamilyTable<Counter6, SubnetCounter6> Table = new(
        [
            new("kea_dhcp6_packets_sent_total", "Packets sent, by kind", (Counter6.AdvertiseSent, "advertise"), (Counter6.ReplySent, "reply")),
            new("kea_dhcp6_packets_received_total", "Packets received, by kind; drop and parse-failed are among the others too",
                (Counter6.ReceiveDrop, "drop"), (Counter6.ParseFailed, "parse-failed"), (Counter6.SolicitReceived, "solicit"),
                (Counter6.AdvertiseReceived, "advertise"), (Counter6.RequestReceived, "request"), (Counter6.ReplyReceived, "reply"),
                (Counter6.RenewReceived, "renew"), (Counter6.RebindReceived, "rebind"), (Counter6.ReleaseReceived, "release"),
                (Counter6.DeclineReceived, "decline"), (Counter6.InfRequestReceived, "infrequest"), (Counter6.UnknownReceived, "unknown")),
            new("kea_dhcp6_packets_sent_dhcp4_total", "Packets with DHCPv4 inside that were sent", (Counter6.DhcpV4ResponseSent, "response")),
            new("kea_dhcp6_packets_received_dhcp4_total", "Packets with DHCPv4 inside that were received",
                (Counter6.DhcpV4QueryReceived, "query"), (Counter6.DhcpV4ResponseReceived, "response")),
        ],
        new("kea_dhcp6_allocations_failed_total", "Queries for which no address or prefix was found, by where it was looked for",
            (SubnetCounter6.AllocationFailSharedNetwork, "shared-network"), (SubnetCounter6.AllocationFailSubnet, "subnet"),
            (SubnetCounter6.AllocationFailNoPools, "no-pools"), (SubnetCounter6.AllocationFailClasses, "classes")),
        [
            new("kea_dhcp6_addresses_declined_total", MetricType.Gauge, "Addresses out of use, for a client found them taken", SubnetCounter6.Declined),
            new("kea_dhcp6_addresses_declined_reclaimed_total", MetricType.Counter, "Declined addresses that came back into use", SubnetCounter6.ReclaimedDeclined),
            new("kea_dhcp6_addresses_reclaimed_total", MetricType.Counter, "Leases that ran out and were reclaimed", SubnetCounter6.Reclaimed),
            new("kea_dhcp6_na_assigned_total", MetricType.Gauge, "Addresses that clients have", SubnetCounter6.AssignedNas),
            new("kea_dhcp6_na_total", MetricType.Gauge, "Addresses of the pools", null),
            new("kea_dhcp6_na_reuses_total", MetricType.Counter, "Renewals of an address that changed nothing in the lease", SubnetCounter6.NaLeaseReuses, HasPools: false),
            new("kea_dhcp6_pd_assigned_total", MetricType.Gauge, "Prefixes that clients have", SubnetCounter6.AssignedPds, Kind: 1, HasPools: false, HasLabel: false),
            new("kea_dhcp6_pd_total", MetricType.Gauge, "Prefixes of the pools", null, Kind: 1, HasPools: false, HasLabel: false),
            new("kea_dhcp6_pd_reuses_total", MetricType.Counter, "Renewals of a prefix that changed nothing in the lease", SubnetCounter6.PdLeaseReuses, HasPools: false),
        ],
        [
            (Counter6.ServiceDisabled, "service-disabled"), (Counter6.ParseFailed, "parse-failed"), (Counter6.QueueFull, "queue-full"),
            (Counter6.Duplicate, "duplicate"), (Counter6.RfcViolation, "rfc-violation"), (Counter6.AdminFiltered, "admin-filtered"),
            (Counter6.NotForUs, "not-for-us"), (Counter6.ProcessingFailed, "processing-failed"), (Counter6.LimitExceeded, "limit-exceeded"),
        ],
        "nestor_dhcp6")
    {
        Unfilled = "kea_dhcp6_reservation_conflicts_total",
    };
}
