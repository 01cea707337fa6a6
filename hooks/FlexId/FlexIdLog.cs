using Nestor.Model.Logging;

namespace StandardLibraries.FlexId;

/// <summary>What is said of identifiers.</summary>
internal static class FlexIdLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "flex-id-hooks";

    public static readonly LogId Evaluated = LogId.Debug(40, "FLEX_ID_EXPRESSION_HEX");
    public static readonly LogId UsedAsClientId = LogId.Debug(40, "FLEX_ID_USED_AS_CLIENT_ID");
    public static readonly LogId UsedAsDuid = LogId.Debug(40, "FLEX_ID_USED_AS_DUID");
    public static readonly LogId RestoredClientId = LogId.Debug(40, "FLEX_ID_RESTORE_CLIENT_ID");
    public static readonly LogId RestoredDuid = LogId.Debug(40, "FLEX_ID_RESTORE_DUID");
    public static readonly LogId IgnoredNa = LogId.Debug(40, "FLEX_ID_IGNORE_IAID_APPLIED_ON_NA");
    public static readonly LogId IgnoredPd = LogId.Debug(40, "FLEX_ID_IGNORE_IAID_APPLIED_ON_PD");
    public static readonly LogId SeveralNa = LogId.Warn("FLEX_ID_IGNORE_IAID_NOT_APPLIED_ON_NA");
    public static readonly LogId SeveralPd = LogId.Warn("FLEX_ID_IGNORE_IAID_NOT_APPLIED_ON_PD");
    public static readonly LogId TooLong = LogId.Warn("NESTOR_FLEX_ID_TOO_LONG");

    /// <summary>Bytes for people.</summary>
    public static void Write(Logger log, LogId id, ReadOnlySpan<byte> value)
    {
        if (log.IsEnabled(id))
        {
            log.Write(id, $"{Convert.ToHexString(value)} ({value.Length} bytes)");
        }
    }
}
