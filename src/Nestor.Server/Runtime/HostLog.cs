using Nestor.Json;
using Nestor.Model.Logging;

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
    public static readonly LogId Reconfigure = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION");
    public static readonly LogId ReconfigureDone = LogId.Info("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS");
    public static readonly LogId ReconfigureFail = LogId.Error("DHCP4_DYNAMIC_RECONFIGURATION_FAIL");
    public static readonly LogId SocketsFailed = LogId.Error("DHCP4_OPEN_SOCKETS_FAILED");

    /// <summary>Leases cannot be written: what on-fail says happens.</summary>
    public static readonly LogId StoreFailed = LogId.Error("NESTOR_LEASE_STORE_FAILED");
    public static readonly LogId StoreBack = LogId.Info("NESTOR_LEASE_STORE_RECOVERED");

    /// <summary>The counters could not be written where NESTOR_STATISTICS_FILE says.</summary>
    public static readonly LogId ReportFailed = LogId.Warn("NESTOR_STATISTICS_FILE_FAILED");

    /// <summary>Work that is done from time to time failed in a way nobody foresaw; it is done again when its time comes.</summary>
    public static readonly LogId TimerFailed = LogId.Error("NESTOR_TIMER_FAILED");

    private static readonly LogId ParserFail = LogId.Error("DHCP4_PARSER_FAIL");
    private static readonly LogId SyntaxWarning = LogId.Warn("DHCP4_CONFIG_SYNTAX_WARNING");

    /// <summary>Each error and warning of a configuration on a line of its own.</summary>
    public static void Tell(Logger log, Diagnostics diagnostics)
    {
        foreach (var diagnostic in diagnostics.All)
        {
            log.Write(diagnostic.IsError ? ParserFail : SyntaxWarning, $"{diagnostic.Place}: {diagnostic.Text}");
        }
    }
}
