namespace Nestor.PerfDhcp.Tests;

/// <summary>A clock in nanoseconds that goes on only when it is told to.</summary>
internal sealed class FakeClock : TimeProvider
{
    private long _now = 1_000_000_000;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _now;

    public void Advance(TimeSpan time) => _now += time.Ticks * 100;
}
