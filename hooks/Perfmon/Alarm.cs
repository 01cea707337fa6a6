using Nestor.Model.Logging;

namespace StandardLibraries.Perfmon;

/// <summary>Watches over the means of one duration.</summary>
/// <param name="Label">The duration, for people.</param>
/// <param name="High">Milliseconds that a mean may have.</param>
/// <param name="Low">Milliseconds that it must be under again.</param>
internal sealed record Alarm(DurationKey Key, string Label, bool IsEnabled, long High, long Low)
{
    private const long Micros = 1000;

    private bool _isTriggered;
    private DateTimeOffset _since;
    private long _lastTold;

    /// <summary>An interval is full.</summary>
    /// <param name="mean">Microseconds.</param>
    /// <param name="repeat">Ticks of the clock from one warning to the next.</param>
    public void Hear(long mean, long repeat, TimeProvider clock, Logger log)
    {
        if (!IsEnabled)
        {
            return;
        }

        long now = clock.GetTimestamp();
        if (!_isTriggered && mean > High * Micros)
        {
            _isTriggered = true;
            _since = clock.GetUtcNow();
            Warn(mean, now, log);
        }
        else if (_isTriggered && mean < Low * Micros)
        {
            _isTriggered = false;
            log.Write(PerfmonLog.AlarmCleared, $"Alarm for {Label} has been cleared, reported mean duration {PerfmonLog.Span(mean)} is now below low-water-ms: {Low}");
        }
        else if (_isTriggered && now - _lastTold >= repeat)
        {
            Warn(mean, now, log);
        }
    }

    private void Warn(long mean, long now, Logger log)
    {
        _lastTold = now;
        log.Write(PerfmonLog.AlarmTriggered, $"Alarm for {Label} has been triggered since {PerfmonLog.Time(_since)}, reported mean duration {PerfmonLog.Span(mean)} exceeds high-water-ms: {High}");
    }
}
