using Nestor.Model.Logging;

namespace Nestor.Server.Runtime;

/// <summary>Log messages about the server as a whole that each family has under its own id.</summary>
public sealed class HostLogIds
{
    public static readonly HostLogIds V4 = new()
    {
        Starting = LogId.Info("DHCP4_STARTING"),
        Started = LogId.Info("DHCP4_STARTED"),
        Shutdown = LogId.Info("DHCP4_SHUTDOWN"),
        ConfigComplete = LogId.Info("DHCP4_CONFIG_COMPLETE"),
        ConfigLoadFail = LogId.Error("DHCP4_CONFIG_LOAD_FAIL"),
        InitFail = LogId.Error("DHCP4_INIT_FAIL"),
        AlreadyRunning = LogId.Fatal("DHCP4_ALREADY_RUNNING"),
        StartInfo = LogId.Debug(0, "DHCP4_START_INFO"),
        RootUser = LogId.Warn("DHCP4_ROOT_USER_SECURITY_WARNING"),
        SecurityOff = LogId.Warn("DHCP4_SECURITY_CHECKS_DISABLED"),
        RepairMode = LogId.Warn("DHCP4_CB_REPAIR_MODE_ENABLED"),
        TestingToSource = LogId.Warn("DHCP4_TESTING_MODE_SEND_TO_SOURCE_ENABLED"),
        ServerFailed = LogId.Fatal("DHCP4_SERVER_FAILED"),
        ShutdownRequest = LogId.Debug(40, "DHCP4_SHUTDOWN_REQUEST"),
        ConfigStart = LogId.Debug(10, "DHCP4_CONFIG_START"),
        ConfigReceived = LogId.Debug(10, "DHCP4_CONFIG_RECEIVED"),
        OpenSocket = LogId.Debug(0, "DHCP4_OPEN_SOCKET"),
        ReclaimSkipped = LogId.Debug(40, "DHCP4_RECLAIM_EXPIRED_LEASES_SKIPPED"),
        Reconfigure = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION"),
        ReconfigureDone = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS"),
        ReconfigureFail = LogId.Error("DHCP4_DYNAMIC_RECONFIGURATION_FAIL"),
        SocketsFailed = LogId.Error("DHCP4_OPEN_SOCKETS_FAILED"),
        StoreGivenUp = LogId.Error("DHCP4_DB_RECONNECT_FAILED"),
        ParserFail = LogId.Error("DHCP4_PARSER_FAIL"),
        SyntaxWarning = LogId.Warn("DHCP4_CONFIG_SYNTAX_WARNING"),
        NewSubnet = LogId.Info("DHCPSRV_CFGMGR_NEW_SUBNET4"),
        Threads = LogId.Info("DHCP4_MULTI_THREADING_INFO"),
        PacketQueue = LogId.Info("DHCP4_CONFIG_PACKET_QUEUE"),
    };

    public static readonly HostLogIds V6 = new()
    {
        Starting = LogId.Info("DHCP6_STARTING"),
        Started = LogId.Info("DHCP6_STARTED"),
        Shutdown = LogId.Info("DHCP6_SHUTDOWN"),
        ConfigComplete = LogId.Info("DHCP6_CONFIG_COMPLETE"),
        ConfigLoadFail = LogId.Error("DHCP6_CONFIG_LOAD_FAIL"),
        InitFail = LogId.Error("DHCP6_INIT_FAIL"),
        AlreadyRunning = LogId.Fatal("DHCP6_ALREADY_RUNNING"),
        StartInfo = LogId.Debug(0, "DHCP6_START_INFO"),
        RootUser = LogId.Warn("DHCP6_ROOT_USER_SECURITY_WARNING"),
        SecurityOff = LogId.Warn("DHCP6_SECURITY_CHECKS_DISABLED"),
        RepairMode = LogId.Warn("DHCP6_CB_REPAIR_MODE_ENABLED"),
        TestingToSource = LogId.Warn("NESTOR_TESTING_MODE_SEND_TO_SOURCE_ENABLED"),
        ServerFailed = LogId.Fatal("DHCP6_SERVER_FAILED"),
        ShutdownRequest = LogId.Debug(40, "DHCP6_SHUTDOWN_REQUEST"),
        ConfigStart = LogId.Debug(10, "DHCP6_CONFIG_START"),
        ConfigReceived = LogId.Debug(10, "DHCP6_CONFIG_RECEIVED"),
        OpenSocket = LogId.Debug(0, "DHCP6_OPEN_SOCKET"),
        ReclaimSkipped = LogId.Debug(40, "DHCP6_RECLAIM_EXPIRED_LEASES_SKIPPED"),
        Reconfigure = LogId.Info("DHCP6_DYNAMIC_RECONFIGURATION"),
        ReconfigureDone = LogId.Info("DHCP6_DYNAMIC_RECONFIGURATION_SUCCESS"),
        ReconfigureFail = LogId.Error("DHCP6_DYNAMIC_RECONFIGURATION_FAIL"),
        SocketsFailed = LogId.Error("DHCP6_OPEN_SOCKETS_FAILED"),
        StoreGivenUp = LogId.Error("DHCP6_DB_RECONNECT_FAILED"),
        ParserFail = LogId.Error("DHCP6_PARSER_FAIL"),
        SyntaxWarning = LogId.Warn("DHCP6_CONFIG_SYNTAX_WARNING"),
        NewSubnet = LogId.Info("DHCPSRV_CFGMGR_NEW_SUBNET6"),
        Threads = LogId.Info("DHCP6_MULTI_THREADING_INFO"),
        PacketQueue = LogId.Info("DHCP6_CONFIG_PACKET_QUEUE"),
    };

    public required LogId Starting { get; init; }

    public required LogId Started { get; init; }

    public required LogId Shutdown { get; init; }

    public required LogId ConfigComplete { get; init; }

    public required LogId ConfigLoadFail { get; init; }

    public required LogId InitFail { get; init; }

    public required LogId AlreadyRunning { get; init; }

    /// <summary>Process and ports, for debugging.</summary>
    public required LogId StartInfo { get; init; }

    /// <summary>Nothing but the ports below 1024 and raw sockets needs root: CAP_NET_BIND_SERVICE and CAP_NET_RAW do.</summary>
    public required LogId RootUser { get; init; }

    /// <summary>Flag -X.</summary>
    public required LogId SecurityOff { get; init; }

    /// <summary>Flag -R: no client is answered.</summary>
    public required LogId RepairMode { get; init; }

    /// <summary>KEA_TEST_SEND_RESPONSES_TO_SOURCE is set: answers go back to where queries came from.</summary>
    public required LogId TestingToSource { get; init; }

    /// <summary>Something nobody foresaw ends the server.</summary>
    public required LogId ServerFailed { get; init; }

    /// <summary>A signal asks the server to end.</summary>
    public required LogId ShutdownRequest { get; init; }

    public required LogId ConfigStart { get; init; }

    /// <summary>By command.</summary>
    public required LogId ConfigReceived { get; init; }

    public required LogId OpenSocket { get; init; }

    /// <summary>While the service is disabled leases that ran out are left as they are.</summary>
    public required LogId ReclaimSkipped { get; init; }

    public required LogId Reconfigure { get; init; }

    public required LogId ReconfigureDone { get; init; }

    public required LogId ReconfigureFail { get; init; }

    public required LogId SocketsFailed { get; init; }

    /// <summary>The lease file could not be written as often as max-reconnect-tries allows: the server ends.</summary>
    public required LogId StoreGivenUp { get; init; }

    public required LogId ParserFail { get; init; }

    public required LogId SyntaxWarning { get; init; }

    public required LogId NewSubnet { get; init; }

    /// <summary>What multi-threading comes to, which is nothing.</summary>
    public required LogId Threads { get; init; }

    /// <summary>Queries wait in a queue of ours.</summary>
    public required LogId PacketQueue { get; init; }
}
