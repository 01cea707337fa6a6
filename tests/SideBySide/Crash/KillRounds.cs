using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Crash;

/// <summary>Load, kill -9, a look at what is left, a start, a renewal of the newest leases; and again.</summary>
internal sealed class KillRounds(ITestOutputHelper output)
{
    /// <summary>Then with an empty lease file: at full speed the pool of half a million would be empty before the end.</summary>
    private const int RoundsPerFile = 20;

    /// <param name="open">A new server with an empty lease file.</param>
    /// <param name="cleanUps">Its clean-ups of the lease file are killed too.</param>
    /// <param name="rounds">Unless NESTOR_SOAK says how many.</param>
    public void Look<TQuery, TReply>(ServerCommand subject, Func<CrashBench<TQuery, TReply>> open, bool cleanUps, int rounds)
        where TQuery : Message
        where TReply : Answer
    {
        Requirements.Check(subject);
        rounds = int.TryParse(Environment.GetEnvironmentVariable("NESTOR_SOAK"), out int asked) ? asked : rounds;
        output.WriteLine($"NESTOR_SEED={Bench.Seed}, {rounds} rounds");
        var dice = new Dice(Bench.Seed);
        for (int done = 0; done < rounds; done += RoundsPerFile)
        {
            using CrashBench<TQuery, TReply> bench = open();
            Look(bench, cleanUps, dice, Math.Min(RoundsPerFile, rounds - done));
        }
    }

    private void Look<TQuery, TReply>(CrashBench<TQuery, TReply> bench, bool hasCleanUps, Dice dice, int rounds)
        where TQuery : Message
        where TReply : Answer
    {
        int cleanUps = 0;
        int fruitful = 0;
        for (int round = 1; round <= rounds; round++)
        {
            bench.Start();
            int known = bench.Load.Leases.Count;
            using var killer = new Timer(_ =>
            {
                cleanUps += hasCleanUps && dice.Chance(70) ? bench.KillCleanUps() : 0;
                bench.Server.Signal(Libc.SigKill);
            });
            killer.Change(50 + dice.Below(hasCleanUps ? 1600 : 700), Timeout.Infinite);
            bench.Load.Run(TimeSpan.FromSeconds(5), () => !bench.Server.IsAlive);
            bench.Server.Stop(Libc.SigKill);
            List<string> missing = new StoredLeases(bench.Server.LeaseFile).Missing(bench.Load.Leases.Values);
            fruitful += bench.Load.Leases.Count > known ? 1 : 0;
            Assert.True(missing.Count == 0, $"round {round}: {missing.Count} lost: {missing.FirstOrDefault()}");

            bench.Start();
            List<Acknowledged> newest = [.. bench.Load.Leases.Values.Skip(known).Reverse().Take(60)];
            Assert.Empty(bench.Load.Renew(newest));
            bench.Server.Stop(Libc.SigTerm);
            Assert.Empty(new StoredLeases(bench.Server.LeaseFile).Problems);
            Assert.Empty(new StoredLeases(bench.Server.LeaseFile).Missing(bench.Load.Leases.Values));
        }

        Assert.True(fruitful > rounds / 3, $"in {rounds - fruitful} of {rounds} rounds no lease was given out");
        output.WriteLine($"{bench.Load.Leases.Count} leases acknowledged in {fruitful} of {rounds} rounds, {bench.Load.Lost} queries unanswered, " +
            $"{cleanUps} clean-ups killed");
    }
}
