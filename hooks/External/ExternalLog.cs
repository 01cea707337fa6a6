using Nestor.Model.Logging;

namespace StandardLibraries.External;

/// <summary>What is said of programs outside.</summary>
internal static class ExternalLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "external-hooks";

    public static readonly LogId Up = LogId.Info("NESTOR_EXTERNAL_HOOK_UP");
    public static readonly LogId Down = LogId.Warn("NESTOR_EXTERNAL_HOOK_DOWN");
    public static readonly LogId Late = LogId.Warn("NESTOR_EXTERNAL_HOOK_LATE");
    public static readonly LogId Nonsense = LogId.Error("NESTOR_EXTERNAL_HOOK_NONSENSE");
    public static readonly LogId Lost = LogId.Error("NESTOR_EXTERNAL_HOOK_QUEUE_FULL");
    public static readonly LogId Said = LogId.Info("NESTOR_EXTERNAL_HOOK_OUTPUT");
}
