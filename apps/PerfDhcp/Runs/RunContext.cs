using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Sockets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Runs;

/// <summary>What every part of a run works with.</summary>
internal sealed record RunContext(
    Settings Settings,
    TemplateSet Templates,
    ClientSet Clients,
    IDatagramPort Port,
    RunStatistics Statistics,
    TimeProvider Clock,
    Random Dice,
    CancellationToken Stop)
{
    public Protocol Protocol { get; } = Protocol.Of(Settings);

    /// <summary>The servers that have answered.</summary>
    public ServerIds Servers { get; } = new();

    public long Now => Clock.GetTimestamp();

    public long Ticks(double seconds) => (long)(seconds * Clock.TimestampFrequency);

    public long Nanoseconds(long ticks) =>
        Clock.TimestampFrequency == 1_000_000_000 ? ticks : (long)((Int128)ticks * 1_000_000_000 / Clock.TimestampFrequency);

    public TimeSpan Span(long ticks) =>
        TimeSpan.FromTicks((long)((Int128)ticks * TimeSpan.TicksPerSecond / Clock.TimestampFrequency));

    public double Seconds(long ticks) => (double)ticks / Clock.TimestampFrequency;
}
