using PerfDhcp.Clients;

namespace PerfDhcp.Runs;

/// <summary>Field secs or option elapsed time of a query: how long its client says it has been at it (RFC 2131 section 2).</summary>
internal static class SecsField
{
    /// <summary>
    /// With -y and -Y the field grows for a time from a time on, as if the clients waited in vain; a REQUEST of a
    /// template (-E) tells how long its client has been at it.
    /// </summary>
    public static ushort Of(RunContext context, in Exchange exchange)
    {
        var settings = context.Settings;
        if (settings.SecsGrowFor == 0)
        {
            return settings.SecsOffset > 0 && exchange.Stage == Stage.Request
                ? Field(context, context.Seconds(context.Now - exchange.Began))
                : (ushort)0;
        }

        double since = context.Seconds(context.Now - context.Statistics.Started) - settings.SecsGrowAfter;
        return since >= 0 && since < settings.SecsGrowFor ? Field(context, Math.Floor(1 + since)) : (ushort)0;
    }

    private static ushort Field(RunContext context, double seconds) =>
        (ushort)Math.Clamp(seconds * context.Protocol.WaitUnits, 0, ushort.MaxValue);
}
