using Nestor.Model.Logging;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>Log messages about metrics that are sent; the logger is <c>dhcpsrv</c>.</summary>
internal static class OtlpLog
{
    public static readonly LogId Started = LogId.Info("NESTOR_OTLP_STARTED");
    public static readonly LogId Stopped = LogId.Info("NESTOR_OTLP_STOPPED");

    /// <summary>The collector does not take them: told once, until it does again.</summary>
    public static readonly LogId Failed = LogId.Warn("NESTOR_OTLP_FAILED");
    public static readonly LogId Back = LogId.Info("NESTOR_OTLP_RECOVERED");
}
