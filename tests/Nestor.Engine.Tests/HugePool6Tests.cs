using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>What pools cost that nobody could list: 2^64 addresses, and 2^32 prefixes.</summary>
public sealed class HugePool6Tests
{
    private const int Clients = 500;

    [Theory]
    [InlineData("iterative")]
    [InlineData("random")]
    [InlineData("flq")]
    public void A_huge_pool_costs_no_more_to_load_than_a_small_one_and_pays_for_what_is_given_only(string allocator)
    {
        Cost(allocator, "2001:db8:1::/118", "2001:db8:8000::", 54);
        var small = Cost(allocator, "2001:db8:1::/118", "2001:db8:8000::", 54);
        var large = Cost(allocator, "2001:db8:1::/88", "3000::", 36);
        var huge = Cost(allocator, "2001:db8:1::/64", "3000::", 32);

        // What is kept sparse has a few kilobytes of its own, however large it is: of that a pool 16 million times as large has no more.
        Assert.InRange(huge.Loading, 0, small.Loading + 8192);
        Assert.InRange(huge.Loading, 0, large.Loading + 256);
        Assert.InRange(huge.Giving, 0, small.Giving + (2 * Clients * 100));
    }

    [Theory]
    [InlineData("iterative")]
    [InlineData("random")]
    [InlineData("flq")]
    public void A_huge_pool_gives_each_client_something_else(string allocator)
    {
        var bench = new Bench6(Settings(allocator, "2001:db8:1::/64", "3000::", 32));
        Assert.Equal(2 * Clients, Give(bench).ToHashSet().Count);
        Assert.Equal(2 * Clients, bench.Engine.Leases.Count);
    }

    /// <summary>Bytes allocated for the configuration and its engine, and for the first leases.</summary>
    private static (long Loading, long Giving) Cost(string allocator, string pool, string prefix, int prefixLength)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var bench = new Bench6(Settings(allocator, pool, prefix, prefixLength));
        long loaded = GC.GetAllocatedBytesForCurrentThread();
        Give(bench);
        return (loaded - before, GC.GetAllocatedBytesForCurrentThread() - loaded);
    }

    private static List<Prefix6> Give(Bench6 bench)
    {
        var given = new List<Prefix6>();
        for (int i = 0; i < Clients; i++)
        {
            byte[] duid = Bench6.Option(OptionCode6.ClientId, 0, 3, 0, 1, 2, 0, 0, 0, (byte)(i >> 8), (byte)i);
            byte[] server = Bench6.Option(OptionCode6.ServerId, Bench6.ServerDuid);
            byte[] query = [(byte)MessageType6.Request, 0, 0, 1, .. duid, .. server, .. Bench6.Ia(OptionCode6.IaNa, 1), .. Bench6.Ia(OptionCode6.IaPd, 1)];
            given.AddRange(Bench6.Read(bench.Send(query)).Leases.Select(lease => lease.What));
        }

        return given;
    }

    private static Dhcp6Settings Settings(string allocator, string pool, string prefix, int prefixLength) => Bench6.Load($$"""
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/48", "interface": "eth0",
          "allocator": "{{allocator}}", "pd-allocator": "{{allocator}}", "pools": [ { "pool": "{{pool}}" } ],
          "pd-pools": [ { "prefix": "{{prefix}}", "prefix-len": {{prefixLength}}, "delegated-len": 64 } ] } ]
        """);
}
