using Nestor.Model.Logging;

namespace Nestor.Server.Agent;

/// <summary>Log messages of the control agent; the loggers are <c>dctl</c> for the process and <c>ctrl-agent</c> for commands.</summary>
internal static class AgentLog
{
    public static readonly LogId Starting = LogId.Info("DCTL_STARTING");
    public static readonly LogId ConfigComplete = LogId.Info("DCTL_CONFIG_COMPLETE");

    /// <summary>What is wrong with a configuration, a line each.</summary>
    public static readonly LogId ParserFail = LogId.Error("DCTL_PARSER_FAIL");
    public static readonly LogId ConfigLoadFail = LogId.Fatal("DCTL_CONFIG_FILE_LOAD_FAIL");
    public static readonly LogId AlreadyRunning = LogId.Fatal("DCTL_ALREADY_RUNNING");
    public static readonly LogId RootUser = LogId.Warn("DCTL_ROOT_USER_SECURITY_WARNING");
    public static readonly LogId ReloadSignal = LogId.Info("DCTL_CFG_FILE_RELOAD_SIGNAL_RECVD");
    public static readonly LogId ReloadError = LogId.Error("DCTL_CFG_FILE_RELOAD_ERROR");
    public static readonly LogId ShutdownSignal = LogId.Debug(0, "DCTL_SHUTDOWN_SIGNAL_RECVD");
    public static readonly LogId Shutdown = LogId.Info("DCTL_SHUTDOWN");

    /// <summary>It takes commands.</summary>
    public static readonly LogId Started = LogId.Info("CTRL_AGENT_STARTED");
    public static readonly LogId HttpStarted = LogId.Info("CTRL_AGENT_HTTP_SERVICE_STARTED");
    public static readonly LogId Received = LogId.Info("CTRL_AGENT_COMMAND_RECEIVED");
    public static readonly LogId Forwarded = LogId.Info("CTRL_AGENT_COMMAND_FORWARDED");
    public static readonly LogId ForwardFailed = LogId.Debug(40, "CTRL_AGENT_COMMAND_FORWARD_FAILED");

    /// <summary>Something in the configuration that is read and means less than it says, or is not safe.</summary>
    public static readonly LogId ConfigWarning = LogId.Warn("NESTOR_AGENT_CONFIG_WARNING");
}
