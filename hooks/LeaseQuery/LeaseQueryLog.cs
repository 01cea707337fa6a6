using Nestor.Model.Logging;

namespace StandardLibraries.LeaseQuery;

/// <summary>What is said of lease queries.</summary>
internal static class LeaseQueryLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "lease-query-hooks";

    public static readonly LogId Received4 = LogId.Debug(40, "DHCP4_LEASE_QUERY_RECEIVED");
    public static readonly LogId Sent4 = LogId.Debug(40, "DHCP4_LEASE_QUERY_RESPONSE_SENT");
    public static readonly LogId Failed4 = LogId.Debug(40, "DHCP4_LEASE_QUERY_PROCESS_FAILED");
    public static readonly LogId Received6 = LogId.Debug(40, "DHCP6_LEASE_QUERY_RECEIVED");
    public static readonly LogId Sent6 = LogId.Debug(40, "DHCP6_LEASE_QUERY_REPLY_SENT");
    public static readonly LogId Failed6 = LogId.Debug(40, "DHCP6_LEASE_QUERY_PROCESS_FAILED");
    public static readonly LogId BadRelayInfo6 = LogId.Warn("DHCP6_LEASE_QUERY_ERROR_GETTING_RELAY_INFO");
    public static readonly LogId Lengths6 = LogId.Debug(40, "DHCP6_LEASE_QUERY_PREFIX_LENGTH_LIST");
}
