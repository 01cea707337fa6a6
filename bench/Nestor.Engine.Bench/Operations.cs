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
        "v4.exchange.new-client.flq", "v4.exchange.reserved", "v4.exchange.known-client.50-classes",
        "v4.exchange.known-client.1-library", "v4.exchange.known-client.10-libraries", "v4.exchange.renewal.1-library", "v4.exchange.renewal.10-libraries",
        "v4.exchange.relayed.1-subnet", "v4.exchange.relayed.10000-subnets", "v4.exchange.relayed.1-subnet.reserved",
        "v4.exchange.relayed.10000-subnets.reserved", .. Operations6.Names,
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
        var clients = name.StartsWith("v4.exchange.relayed.", StringComparison.Ordinal)
            ? Relayed(name, journal)
            : new Clients(allocator, PoolSize, journal, name == "v4.exchange.reserved" ? Known : 0, Global(name));
        clients.UseLibraries(EmptyLibraries.Of(name));
        if (name.StartsWith("v4.exchange.relayed.1-", StringComparison.Ordinal))
        {
            // As many clients as one such subnet has room for.
            int known = name.EndsWith(".reserved", StringComparison.Ordinal) ? 10 : 200;
            return Time(count, i => clients.Lease(i % known));
        }

        var addresses = new Ip4[Known];
        for (int i = 0; i < Known; i++)
        {
            addresses[i] = clients.Lease(i);
        }

        return Time(count, name switch
        {
            _ when !name.Contains(".new-client.", StringComparison.Ordinal) && !name.StartsWith("v4.exchange.renewal", StringComparison.Ordinal) => i => clients.Lease(i % Known),
            _ when name.StartsWith("v4.exchange.renewal", StringComparison.Ordinal) => i => clients.Renew(i % Known, addresses[i % Known]),
            _ => i => NewClient(clients, i),
        });
    }

    private static string Global(string name) =>
        name.EndsWith(".50-classes", StringComparison.Ordinal) ? LargeConfig.Classes(50) : "";

    private static Clients Relayed(string name, Journal4 journal)
    {
        int subnets = name.Contains(".10000-subnets", StringComparison.Ordinal) ? 10_000 : 1;
        int firstReserved = name.EndsWith(".reserved", StringComparison.Ordinal) ? 0 : 1_000_000;
        return new Clients(LargeConfig.Subnets(subnets, firstReserved), journal) { Relay = client => LargeConfig.Relay(client, subnets) };
    }

    /// <summary>The cost of one, of as many as went before to warm up.</summary>
    internal static Cost Time(int count, Action<int> one)
    {
        for (int i = 0; i < count; i++)
        {
            one(i);
        }

        // Of the processor, so that what else the machine does shows less.
        var start = Environment.CpuUsage.TotalTime;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < count; i++)
        {
            one(i);
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Cost((Environment.CpuUsage.TotalTime - start).TotalNanoseconds / count, (double)bytes / count);
    }

    /// <summary>A client that comes, stays a while and is forgotten, so that the number of leases stays the same.</summary>
    private static void NewClient(Clients clients, int i)
    {
        var address = clients.Lease(Known + i);
        Allocation.LeaseAccount.Remove(clients.Engine, clients.Engine.Leases.Find(address));
    }
}
