using Nestor.Model.Logging;

namespace StandardLibraries.RunScript;

/// <summary>What is said of the program.</summary>
internal static class ScriptLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "run-script-hooks";

    public static readonly LogId StartFailed = LogId.Error("NESTOR_RUN_SCRIPT_START_FAILED");
    public static readonly LogId Ended = LogId.Debug(50, "NESTOR_RUN_SCRIPT_ENDED");
    public static readonly LogId BadStatus = LogId.Warn("NESTOR_RUN_SCRIPT_BAD_STATUS");
    public static readonly LogId Killed = LogId.Warn("NESTOR_RUN_SCRIPT_KILLED");
    public static readonly LogId QueueFull = LogId.Error("NESTOR_RUN_SCRIPT_QUEUE_FULL");
    public static readonly LogId QueueBack = LogId.Info("NESTOR_RUN_SCRIPT_QUEUE_RECOVERED");
    public static readonly LogId Late = LogId.Warn("NESTOR_RUN_SCRIPT_LATE");
    public static readonly LogId Output = LogId.Info("NESTOR_RUN_SCRIPT_OUTPUT");
}
