using Nestor.Model.Logging;

namespace StandardLibraries.PingCheck;

/// <summary>What is said of checks.</summary>
internal static class PingCheckLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "ping-check-hooks";

    public static readonly LogId Sent = LogId.Debug(50, "PING_CHECK_CHANNEL_ECHO_REQUEST_SENT");
    public static readonly LogId SendFailed = LogId.Error("PING_CHECK_CHANNEL_NETWORK_WRITE_ERROR");
    public static readonly LogId Duplicate = LogId.Debug(40, "PING_CHECK_DUPLICATE_CHECK");
    public static readonly LogId Down = LogId.Error("PING_CHECK_MGR_CHANNEL_DOWN");
    public static readonly LogId Free = LogId.Debug(40, "PING_CHECK_MGR_LEASE_FREE_TO_USE");
    public static readonly LogId Replied = LogId.Debug(40, "PING_CHECK_MGR_RECEIVED_ECHO_REPLY");
    public static readonly LogId Unreachable = LogId.Debug(50, "PING_CHECK_MGR_RECEIVED_UNREACHABLE_MSG");
    public static readonly LogId TimedOut = LogId.Debug(50, "PING_CHECK_MGR_REPLY_TIMEOUT_EXPIRED");
    public static readonly LogId ArpFailed = LogId.Warn("NESTOR_PING_CHECK_ARP_FAILED");
    public static readonly LogId ArpHeard = LogId.Debug(40, "NESTOR_PING_CHECK_ARP_HEARD");
}
