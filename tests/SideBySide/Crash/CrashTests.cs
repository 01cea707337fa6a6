using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Crash;

/// <summary>A lease that a client heard of is there after any death of the server.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_acknowledged_lease_survives_kill_9_under_load() =>
        new KillRounds(output).Look(ServerCommand.Subject, () => new CrashBench(cleanUpSeconds: 0), cleanUps: false, rounds: 15);

    [Fact]
    public void Every_acknowledged_lease_survives_kill_9_of_server_and_lease_file_clean_up() =>
        new KillRounds(output).Look(ServerCommand.Subject, () => new CrashBench(cleanUpSeconds: 1), cleanUps: true, rounds: 15);

    [Fact]
    public void Every_acknowledged_address_and_prefix_survives_kill_9_under_load() =>
        new KillRounds(output).Look(ServerCommand.Subject6, () => new CrashBench6(cleanUpSeconds: 0), cleanUps: false, rounds: 20);

    [Fact]
    public void Every_acknowledged_address_and_prefix_survives_kill_9_of_server_and_lease_file_clean_up() =>
        new KillRounds(output).Look(ServerCommand.Subject6, () => new CrashBench6(cleanUpSeconds: 1), cleanUps: true, rounds: 20);

    [Fact]
    public void A_torn_last_row_costs_no_other_lease()
    {
        Requirements.Check();
        using var bench = new CrashBench(cleanUpSeconds: 0);
        var dice = new Dice(Bench.Seed);
        for (int round = 0; round < 4; round++)
        {
            bench.Start();
            List<Acknowledged> older = [.. bench.Load.Leases.Values.Reverse().Take(50)];
            bench.Load.Run(TimeSpan.FromMilliseconds(150));
            Assert.Empty(bench.Load.Renew(older));
            bench.Server.Stop(Libc.SigKill);
            List<string> missing = new StoredLeases(bench.Server.LeaseFile).Missing(bench.Load.Leases.Values);
            if (missing.Count > 0 && bench.Server.IsReference)
            {
                Assert.Skip("seen: Kea 2.2 writes its next row onto the torn one and loses that lease");
            }

            Assert.Empty(missing);

            // What a power cut may leave: a row of a lease that nobody heard of, without its end.
            string row = "10.200.0.1,02:00:00:00:00:aa,,7200,4000000000,1,0,0,,0,";
            File.AppendAllText(bench.Server.LeaseFile, row[..dice.Below(row.Length)]);
        }

        bench.Start();
        Assert.Empty(bench.Load.Renew(bench.Load.Leases.Values));
    }

    [Fact]
    public void A_full_disk_stops_acknowledgements_and_space_brings_them_back()
    {
        Requirements.Check();
        using var bench = new CrashBench(cleanUpSeconds: 0, diskBytes: 512 * 1024);
        bench.Start();

        // Not so many that they alone fill the disk: there must be space when the ballast is gone.
        bench.Load.Run(TimeSpan.FromMilliseconds(200), () => bench.Load.Leases.Count >= 1000);
        int before = bench.Load.Leases.Count;
        string ballast = Path.Combine(bench.DataFolder, "ballast");
        Fill(ballast);
        bench.Load.Run(TimeSpan.FromSeconds(2));
        int full = bench.Load.Leases.Count;
        output.WriteLine($"{before} leases before, {full - before} on the full disk, {bench.Load.Lost} unanswered, {bench.Load.Naks} refused");
        Assert.True(bench.Load.Lost + bench.Load.Naks > 0, "the disk never was full");
        Assert.Empty(new StoredLeases(bench.Server.LeaseFile).Missing(bench.Load.Leases.Values));
        Assert.True(bench.Server.IsAlive, "the server ended. " + bench.Server.Said);

        File.Delete(ballast);
        bench.Load.Run(TimeSpan.FromSeconds(10), () => bench.Load.Leases.Count >= full + 200);
        Assert.True(bench.Load.Leases.Count >= full + 200, "no leases although there is space. " + bench.Server.Said);
        bench.Server.Stop(Libc.SigKill);
        Assert.Empty(new StoredLeases(bench.Server.LeaseFile).Missing(bench.Load.Leases.Values));
        bench.Start();
        Assert.Empty(bench.Load.Renew(bench.Load.Leases.Values.Take(300)));
    }

    /// <summary>Writes until the file system has no room; a few blocks stay for the journal.</summary>
    private static void Fill(string path)
    {
        using FileStream file = File.Create(path);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - (3 * block.Length)));
        }
    }
}
