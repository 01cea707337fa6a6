namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The replay detection value (RFC 3118 section 2, RFC 9915 section 20.3): it only grows, also over a restart, because
/// it follows the time: seconds in the upper half, their fraction in the lower. A client refuses what is not above the
/// last one it saw.
/// </summary>
public sealed class ReplayCounter
{
    private ulong _last;

    /// <summary>
    /// Tells the fraction of the second, without which two processes in one second would begin alike; null counts from
    /// the beginning of the second.
    /// </summary>
    public TimeProvider? Clock { get; set; }

    /// <param name="now">Unix seconds; what a clock says counts before it.</param>
    public ulong Next(long now)
    {
        _last = Math.Max(_last + 1, Clock is null ? (ulong)now << 32 : Fine(Clock.GetUtcNow()));
        return _last;
    }

    private static ulong Fine(DateTimeOffset time)
    {
        ulong fraction = (ulong)(time.Ticks % TimeSpan.TicksPerSecond);
        return ((ulong)time.ToUnixTimeSeconds() << 32) + ((fraction << 32) / TimeSpan.TicksPerSecond);
    }
}
