namespace Nestor.Server.Tests.Metrics;

/// <summary>The names of kea-exporter 0.7 with the labels each has.</summary>
internal static class KeaExporterNames
{
    public static readonly string[] V4 =
    [
        "kea_dhcp4_packets_sent_total operation", "kea_dhcp4_packets_received_total operation",
        "kea_dhcp4_allocations_failed_total subnet,subnet_id,context", "kea_dhcp4_addresses_assigned_total subnet,subnet_id,pool",
        "kea_dhcp4_addresses_declined_total subnet,subnet_id,pool", "kea_dhcp4_addresses_declined_reclaimed_total subnet,subnet_id,pool",
        "kea_dhcp4_addresses_reclaimed_total subnet,subnet_id,pool", "kea_dhcp4_addresses_total subnet,subnet_id,pool",
        "kea_dhcp4_reservation_conflicts_total subnet,subnet_id", "kea_dhcp4_leases_reused_total subnet,subnet_id",
    ];

    /// <summary>But for kea_dhcp6_reservation_conflicts_total, which Kea never fills.</summary>
    public static readonly string[] V6 =
    [
        "kea_dhcp6_packets_sent_total operation", "kea_dhcp6_packets_received_total operation", "kea_dhcp6_packets_sent_dhcp4_total operation",
        "kea_dhcp6_packets_received_dhcp4_total operation", "kea_dhcp6_allocations_failed_total subnet,subnet_id,context",
        "kea_dhcp6_addresses_declined_total subnet,subnet_id,pool", "kea_dhcp6_addresses_declined_reclaimed_total subnet,subnet_id,pool",
        "kea_dhcp6_addresses_reclaimed_total subnet,subnet_id,pool", "kea_dhcp6_na_assigned_total subnet,subnet_id,pool",
        "kea_dhcp6_na_total subnet,subnet_id,pool", "kea_dhcp6_na_reuses_total subnet,subnet_id,pool", "kea_dhcp6_pd_assigned_total subnet,subnet_id",
        "kea_dhcp6_pd_total subnet,subnet_id", "kea_dhcp6_pd_reuses_total subnet,subnet_id,pool",
    ];

    /// <summary>Names and labels that a scrape has of these.</summary>
    public static IEnumerable<string> In(OpenMetricsChecker scrape) => scrape.Samples.Keys
        .Where(s => s.StartsWith("kea_", StringComparison.Ordinal))
        .Select(s => $"{s[..s.IndexOf('{', StringComparison.Ordinal)]} {string.Join(',', OpenMetricsChecker.LabelsOf(s).Keys)}")
        .Distinct().Order();
}
