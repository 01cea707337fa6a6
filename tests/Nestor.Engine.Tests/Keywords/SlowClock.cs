namespace Nestor.Engine.Tests.Keywords;

/// <summary>Every look at it takes 300 milliseconds.</summary>
internal sealed class SlowClock : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _now += 300;
}
