using Nestor.Model.Logging;

namespace StandardLibraries.Limits;

/// <summary>What is said of limits.</summary>
internal static class LimitsLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "limits-hooks";

    public static readonly LogId ClassAddresses = LogId.Info("LIMITS_CONFIGURED_ADDRESS_LIMIT_BY_CLIENT_CLASS");
    public static readonly LogId SubnetAddresses = LogId.Info("LIMITS_CONFIGURED_ADDRESS_LIMIT_BY_SUBNET");
    public static readonly LogId ClassPrefixes = LogId.Info("LIMITS_CONFIGURED_PREFIX_LIMIT_BY_CLIENT_CLASS");
    public static readonly LogId SubnetPrefixes = LogId.Info("LIMITS_CONFIGURED_PREFIX_LIMIT_BY_SUBNET");
    public static readonly LogId ClassRate = LogId.Info("LIMITS_CONFIGURED_RATE_LIMIT_BY_CLIENT_CLASS");
    public static readonly LogId SubnetRate = LogId.Info("LIMITS_CONFIGURED_RATE_LIMIT_BY_SUBNET");
    public static readonly LogId LeaseExceeded = LogId.Debug(40, "LIMITS_LEASE_LIMIT_EXCEEDED");
    public static readonly LogId LeaseWithin = LogId.Debug(40, "LIMITS_LEASE_WITHIN_LIMITS");
    public static readonly LogId ClassDropped = LogId.Debug(40, "LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED");
    public static readonly LogId ClassHonored = LogId.Debug(40, "LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_HONORED");
    public static readonly LogId SubnetDropped = LogId.Debug(40, "LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED");
    public static readonly LogId SubnetHonored = LogId.Debug(40, "LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_HONORED");
}
