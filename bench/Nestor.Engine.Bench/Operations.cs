using System.Diagnostics;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;

namespace Nestor.Engine.Bench;

/// <summary>What one operation cost.</summary>
public readonly record struct Cost(double Nanoseconds, double Bytes);

/// <summary>
/// Exchanges in steady state, that is with a table that does not grow any more. Each name has a line in budgets.json;
/// a test measures the bytes, bench/engine also the time.
/// </summary>
public static class Operations
{
    internal const int Known = 2000;

    // Small enough that the warm-up has used every address once: bitmaps and queues then are as large as they get.
    private const uint PoolSize = 1 << 14;

    public static readonly IReadOnlyList<string> Names =
    [
        "v4.exchange.known-client", "v4.exchange.renewal", "v4.exchange.new-client.iterative", "v4.exchange.new-client.random",
        "v4.exchange.new-client.flq", "v4.exchange.reserved", .. Operations6.Names,
    ];

    /// <param name="count">How often it is done after as many times to warm up, at least 2000.</param>
    public static Cost Measure(string name, int count)
    {
        if (name.StartsWith("v6.", StringComparison.Ordinal))
        {
            return Operations6.Measure(name, count);
        }

        int last = name.LastIndexOf('.');
        string allocator = name.Contains("new-client", StringComparison.Ordinal) ? name[(last + 1)..] : "iterative";
        using var journal = new Journal4(isSynced: true);
        journal.TryUse(new NullFile(), out _);
        var clients = new Clients(allocator, PoolSize, journal, name == "v4.exchange.reserved" ? Known : 0);
        var addresses = new Ip4[Known];
        for (int i = 0; i < Known; i++)
        {
            addresses[i] = clients.Lease(i);
        }

        return Time(count, name switch
        {
            "v4.exchange.known-client" or "v4.exchange.reserved" => i => clients.Lease(i % Known),
            "v4.exchange.renewal" => i => clients.Renew(i % Known, addresses[i % Known]),
            _ => i => NewClient(clients, i),
        });
    }

    /// <summary>The cost of one, of as many as went before to warm up.</summary>
    internal static Cost Time(int count, Action<int> one)
    {
        for (int i = 0; i < count; i++)
        {
            one(i);
        }

        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < count; i++)
        {
            one(i);
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Cost(Stopwatch.GetElapsedTime(start).TotalNanoseconds / count, (double)bytes / count);
    }

    /// <summary>A client that comes, stays a while and is forgotten, so that the number of leases stays the same.</summary>
    private static void NewClient(Clients clients, int i)
    {
        var address = clients.Lease(Known + i);
        Allocation.LeaseAccount.Remove(clients.Engine, clients.Engine.Leases.Find(address));
    }
}
