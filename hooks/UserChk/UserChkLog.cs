using Nestor.Model.Logging;

namespace StandardLibraries.UserChk;

/// <summary>What is said of users.</summary>
internal static class UserChkLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "user_chk";

    public static readonly LogId Refreshed = LogId.Info("NESTOR_USER_CHK_REGISTRY_READ");
    public static readonly LogId BadRegistry = LogId.Warn("NESTOR_USER_CHK_BAD_REGISTRY");
    public static readonly LogId OutcomeFailed = LogId.Error("NESTOR_USER_CHK_OUTCOME_FAILED");
}
