using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>Log messages about the server as a whole.</summary>
public static class HostLog
{
    public static readonly LogId Starting = LogId.Info("DHCP4_STARTING");
    public static readonly LogId Started = LogId.Info("DHCP4_STARTED");
    public static readonly LogId Shutdown = LogId.Info("DHCP4_SHUTDOWN");
    public static readonly LogId ConfigComplete = LogId.Info("DHCP4_CONFIG_COMPLETE");
    public static readonly LogId ConfigLoadFail = LogId.Error("DHCP4_CONFIG_LOAD_FAIL");
    public static readonly LogId InitFail = LogId.Error("DHCP4_INIT_FAIL");
    public static readonly LogId AlreadyRunning = LogId.Fatal("DHCP4_ALREADY_RUNNING");
    /// <summary>Process and ports, for debugging.</summary>
    public static readonly LogId StartInfo = LogId.Debug(0, "DHCP4_START_INFO");

    /// <summary>Nothing but the ports below 1024 and raw sockets needs root: CAP_NET_BIND_SERVICE and CAP_NET_RAW do.</summary>
    public static readonly LogId RootUser = LogId.Warn("DHCP4_ROOT_USER_SECURITY_WARNING");

    /// <summary>Flag -X.</summary>
    public static readonly LogId SecurityOff = LogId.Warn("DHCP4_SECURITY_CHECKS_DISABLED");

    /// <summary>Flag -R: no client is answered.</summary>
    public static readonly LogId RepairMode = LogId.Warn("DHCP4_CB_REPAIR_MODE_ENABLED");

    /// <summary>KEA_TEST_SEND_RESPONSES_TO_SOURCE is set: answers go back to where queries came from.</summary>
    public static readonly LogId TestingToSource = LogId.Warn("DHCP4_TESTING_MODE_SEND_TO_SOURCE_ENABLED");

    /// <summary>Something nobody foresaw ends the server.</summary>
    public static readonly LogId ServerFailed = LogId.Fatal("DHCP4_SERVER_FAILED");

    /// <summary>A signal asks the server to end.</summary>
    public static readonly LogId ShutdownRequest = LogId.Debug(40, "DHCP4_SHUTDOWN_REQUEST");

    public static readonly LogId ConfigStart = LogId.Debug(10, "DHCP4_CONFIG_START");
    public static readonly LogId OpenSocket = LogId.Debug(0, "DHCP4_OPEN_SOCKET");
    public static readonly LogId Reconfigure = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION");
    public static readonly LogId ReconfigureDone = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS");
    public static readonly LogId ReconfigureFail = LogId.Error("DHCP4_DYNAMIC_RECONFIGURATION_FAIL");
    public static readonly LogId SocketsFailed = LogId.Error("DHCP4_OPEN_SOCKETS_FAILED");

    /// <summary>Leases cannot be written: what on-fail says happens.</summary>
    public static readonly LogId StoreFailed = LogId.Error("NESTOR_LEASE_STORE_FAILED");
    public static readonly LogId StoreBack = LogId.Info("NESTOR_LEASE_STORE_RECOVERED");

    /// <summary>The counters could not be written where NESTOR_STATISTICS_FILE says.</summary>
    public static readonly LogId ReportFailed = LogId.Warn("NESTOR_STATISTICS_FILE_FAILED");

    /// <summary>The lease file could not be written as often as max-reconnect-tries allows: the server ends.</summary>
    public static readonly LogId StoreGivenUp = LogId.Error("DHCP4_DB_RECONNECT_FAILED");

    private static readonly LogId ParserFail = LogId.Error("DHCP4_PARSER_FAIL");
    private static readonly LogId SyntaxWarning = LogId.Warn("DHCP4_CONFIG_SYNTAX_WARNING");

    private static readonly LogId SocketType = LogId.Info("DHCPSRV_CFGMGR_SOCKET_TYPE_SELECT");
    private static readonly LogId NewSubnet = LogId.Info("DHCPSRV_CFGMGR_NEW_SUBNET4");
    private static readonly LogId UseAllocator = LogId.Info("DHCPSRV_CFGMGR_USE_ALLOCATOR");

    /// <summary>What a configuration that is accepted comes to.</summary>
    public static void Accepted(Logger log, Dhcp4Settings settings)
    {
        log.Write(SocketType, $"{(settings.Interfaces.IsRaw ? "raw" : "UDP")} sockets are used");
        foreach (var subnet in settings.Subnets)
        {
            log.Write(NewSubnet, $"subnet {subnet.Text} with id {subnet.Id}, {subnet.Pools.Count} pools, valid lifetime {subnet.Parameters.ValidLifetime.Default}");
            log.Write(UseAllocator, $"subnet {subnet.Text}: {AllocatorName(subnet.Parameters.Allocator)} allocator");
        }
    }

    private static string AllocatorName(AllocatorKind kind) => kind switch
    {
        AllocatorKind.Random => "random",
        AllocatorKind.FreeLeaseQueue => "flq",
        _ => "iterative",
    };

    /// <summary>Each error and warning of a configuration on a line of its own.</summary>
    public static void Tell(Logger log, Diagnostics diagnostics)
    {
        foreach (var diagnostic in diagnostics.All)
        {
            log.Write(diagnostic.IsError ? ParserFail : SyntaxWarning, $"{diagnostic.Place}: {diagnostic.Text}");
        }
    }
}
