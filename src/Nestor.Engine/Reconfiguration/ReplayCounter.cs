namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The replay detection value (RFC 3118 section 2, RFC 9915 section 20.3): it only grows, also over a restart, because
/// its upper half is the time. A client refuses what is not above the last one it saw.
/// </summary>
public sealed class ReplayCounter
{
    private ulong _last;

    /// <param name="now">Unix seconds.</param>
    public ulong Next(long now)
    {
        _last = Math.Max(_last + 1, (ulong)now << 32);
        return _last;
    }
}
