using Nestor.Model.Logging;

namespace StandardLibraries.FlexOption;

/// <summary>What is said of options.</summary>
internal static class FlexLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "flex-option-hooks";

    public static readonly LogId Added = LogId.Debug(40, "FLEX_OPTION_PROCESS_ADD");
    public static readonly LogId Superseded = LogId.Debug(40, "FLEX_OPTION_PROCESS_SUPERSEDE");
    public static readonly LogId Removed = LogId.Debug(40, "FLEX_OPTION_PROCESS_REMOVE");
    public static readonly LogId ClassSkipped = LogId.Debug(40, "FLEX_OPTION_PROCESS_CLIENT_CLASS");
    public static readonly LogId Failed = LogId.Error("FLEX_OPTION_PROCESS_ERROR");
    public static readonly LogId SubAdded = LogId.Debug(40, "FLEX_OPTION_PROCESS_SUB_ADD");
    public static readonly LogId SubSuperseded = LogId.Debug(40, "FLEX_OPTION_PROCESS_SUB_SUPERSEDE");
    public static readonly LogId SubRemoved = LogId.Debug(40, "FLEX_OPTION_PROCESS_SUB_REMOVE");
    public static readonly LogId SubClassSkipped = LogId.Debug(40, "FLEX_OPTION_PROCESS_SUB_CLIENT_CLASS");
    public static readonly LogId OtherEnterprise = LogId.Debug(40, "FLEX_OPTION_PROCESS_VENDOR_ID_MISMATCH");
}
