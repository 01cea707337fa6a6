using Nestor.Model.Logging;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Log messages about clients that are told to come back. Kea has nothing like it, so the ids are ours.</summary>
internal static class ReconfigureLog
{
    private static readonly LogId ToldId = LogId.Info("NESTOR_RECONFIGURE_SENT");
    private static readonly LogId GivenUpId = LogId.Warn("NESTOR_RECONFIGURE_NO_ANSWER");
    private static readonly LogId NoWayId = LogId.Warn("NESTOR_RECONFIGURE_NO_WAY");

    public static void Told<T>(Logger log, T lease, T to)
        where T : IUtf8SpanFormattable =>
        log.Write(ToldId, $"the client of lease {lease} is told to come back, by a message to {to}");

    public static void LastTry<T>(Logger log, T lease)
        where T : IUtf8SpanFormattable =>
        log.Write(GivenUpId, $"the client of lease {lease} was told as often as may be and did not come: this was the last time");

    public static void NoWay<T>(Logger log, T lease)
        where T : IUtf8SpanFormattable =>
        log.Write(NoWayId, $"the client of lease {lease} cannot be told: no interface leads there");
}
