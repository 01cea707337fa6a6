namespace Nestor.HookLibraries.Tests;

/// <summary>A clock that a test turns.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _elapsed = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>So much later it is each time somebody asks.</summary>
    public TimeSpan Step { get; set; }

    public void Advance(TimeSpan by) => _elapsed += by;

    public override long GetTimestamp() => (_elapsed += Step).Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _elapsed;
}
