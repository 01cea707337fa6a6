using System.Diagnostics;
using Nestor.Engine.Allocation;
using Nestor.Model.Leases;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;

namespace Nestor.Engine.Bench;

/// <summary>What giving an address to a new client costs in a pool of a million that is 99.99 % full, and in an empty one.</summary>
public static class FullPool
{
    private const uint Size = 1_000_000;
    private const int Burst = 50;
    private const uint FreeEvery = 10_000;

    /// <summary>Nanoseconds of DISCOVER to ACK, lowest of several rounds: other work on the machine only adds.</summary>
    /// <param name="pick">Nanoseconds of the allocator alone.</param>
    public static double Measure(string allocator, bool isFull, int rounds, out double pick)
    {
        using var journal = new Journal4(isSynced: false);
        journal.TryUse(new NullFile(), out _);
        var clients = new Clients(allocator, Size, journal);
        if (isFull)
        {
            Fill(clients);
        }

        double best = double.MaxValue;
        pick = double.MaxValue;
        var given = new Ip4[Burst];
        int client = 1 << 24;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Burst; i++)
            {
                given[i] = clients.Lease(client++);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Burst);
            foreach (var address in given)
            {
                LeaseAccount.Remove(clients.Engine, clients.Engine.Leases.Find(address));
            }

            pick = Math.Min(pick, PickOnly(clients));
        }

        return best;
    }

    private static double PickOnly(Clients clients)
    {
        var pool = clients.Engine.Pools.Of(clients.Engine.Settings.Subnets[0]).Pools[0].Allocator;
        Span<ulong> picked = stackalloc ulong[Burst];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Burst; i++)
        {
            pool.TryPick(out picked[i]);
            pool.Used(picked[i]);
        }

        double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Burst;
        foreach (ulong index in picked)
        {
            pool.Freed(index);
        }

        return time;
    }

    private static void Fill(Clients clients)
    {
        byte[] hardware = new byte[6];
        for (uint i = 0; i < Size; i++)
        {
            if (i % FreeEvery == FreeEvery / 2)
            {
                continue;
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(hardware.AsSpan(2), i);
            var lease = new Lease4View
            {
                Fields = new Lease4Fields
                {
                    Address = new Ip4(Clients.PoolStart.Value + i),
                    SubnetId = 1,
                    Cltt = clients.Engine.Now,
                    ValidLifetime = 4000,
                },
                HardwareAddress = hardware,
            };
            clients.Engine.Changes.Clear();
            LeaseAccount.Put(clients.Engine, in lease);
        }
    }
}
