using System.Globalization;
using Nestor.Model.Logging;

namespace StandardLibraries.Perfmon;

/// <summary>What is said of durations.</summary>
internal static class PerfmonLog
{
    /// <summary>The name of the logger.</summary>
    public const string Logger = "perfmon-hooks";

    public static readonly LogId AlarmTriggered = LogId.Warn("PERFMON_ALARM_TRIGGERED");
    public static readonly LogId AlarmCleared = LogId.Info("PERFMON_ALARM_CLEARED");
    public static readonly LogId ControlDone = LogId.Info("PERFMON_CMDS_CONTROL_OK");
    public static readonly LogId ControlFailed = LogId.Error("PERFMON_CMDS_CONTROL_ERROR");
    public static readonly LogId DurationsDone = LogId.Debug(50, "PERFMON_CMDS_GET_ALL_DURATIONS_OK");
    public static readonly LogId DurationsFailed = LogId.Error("PERFMON_CMDS_GET_ALL_DURATIONS_ERROR");
    public static readonly LogId Events4 = LogId.Debug(50, "PERFMON_DHCP4_PKT_EVENTS");
    public static readonly LogId Events6 = LogId.Debug(50, "PERFMON_DHCP6_PKT_EVENTS");

    /// <summary>As commands tell it, in universal time.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>As Kea writes it, with microseconds.</summary>
    public static string Span(long micros) => TimeSpan.FromMicroseconds(micros).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);

    /// <summary>A moment of a query.</summary>
    public static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MMM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
