using System.Diagnostics;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Soak;

/// <summary>Frames as fast as they can be sent, and a look at what they did to the server.</summary>
internal sealed class Storm<TReply>(Side<TReply> side, PacketBalance balance, ITestOutputHelper output)
    where TReply : Answer
{
    private const long AllowedGrowth = 64L << 20;

    // NESTOR_SOAK_SECONDS: 600 is the long form.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("NESTOR_SOAK_SECONDS"), out int seconds) ? seconds : 60);

    /// <param name="next">Makes frames.</param>
    /// <param name="serves">Fails when the server does not serve any more.</param>
    public void Blow(Func<byte[]> next, Action serves)
    {
        output.WriteLine($"NESTOR_SEED={Bench.Seed}, {Duration.TotalSeconds} s");
        long start = Stopwatch.GetTimestamp();
        long warm = 0;
        long sent = 0;
        long answers = 0;
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            for (int i = 0; i < 64; i++, sent++)
            {
                side.Send(next());
            }

            while (side.Receive(TimeSpan.Zero) is not null)
            {
                answers++;
            }

            Assert.True(side.Server.IsAlive, $"gone after {sent} packets. " + side.Server.Said);
            if (warm == 0 && Stopwatch.GetElapsedTime(start) > Duration / 4)
            {
                warm = side.Server.ResidentBytes();
            }
        }

        // What waits in socket buffers is worked off before the server is asked.
        while (side.Receive(TimeSpan.FromMilliseconds(500)) is not null)
        {
            answers++;
        }

        serves();
        long growth = side.Server.ResidentBytes() - warm;
        SortedDictionary<string, string> counters = side.Server.ReadCounters();
        string family = side.Server.Family.Counters;
        output.WriteLine($"{sent} sent, {answers} answered, received {counters[family + "received"]}, dropped " +
            $"{counters[family + "receive-drop"]}, parse-failed {counters[family + "parse-failed"]}, " +
            $"{warm >> 10} KiB resident, then {growth >> 10} KiB more");
        Assert.Empty(balance.Faults(counters));
        Assert.True(growth < AllowedGrowth, $"{growth >> 20} MiB more memory");
    }
}
