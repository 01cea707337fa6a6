using Nestor.Leases.Allocators;
using Nestor.Wire.Values;

namespace Nestor.Leases.Tests;

public sealed class PoolUnitsTests
{
    private static AddressRange<Ip6> Range(string first, string last) => new(Ip6.Parse(first), Ip6.Parse(last));

    [Fact]
    public void Addresses_of_a_v4_pool_are_numbered_from_the_first()
    {
        var units = new PoolUnits<Ip4>(new(Ip4.Parse("192.0.2.10"), Ip4.Parse("192.0.2.19")));
        Assert.Equal(10UL, units.Count);
        Assert.Equal("192.0.2.19", units[9].ToString());
        Assert.True(units.TryNumberOf(Ip4.Parse("192.0.2.11"), out ulong number));
        Assert.Equal(1UL, number);
        Assert.False(units.TryNumberOf(Ip4.Parse("192.0.2.20"), out _));
        Assert.False(units.TryNumberOf(Ip4.Parse("192.0.2.9"), out _));
    }

    [Fact]
    public void Delegated_prefixes_are_numbered_by_their_length()
    {
        var units = new PoolUnits<Ip6>(Range("2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff"), 56);
        Assert.Equal(256UL, units.Count);
        Assert.Equal("2001:db8:0:100::", units[1].ToString());
        Assert.True(units.TryNumberOf(Ip6.Parse("2001:db8:0:1ff::1"), out ulong number));
        Assert.Equal(1UL, number);
        Assert.False(units.TryNumberOf(Ip6.Parse("2001:db8:1::"), out _));
    }

    [Theory]
    [InlineData("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff", 128)]
    [InlineData("2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", 128)]
    [InlineData("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128)]
    [InlineData("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 64)]
    public void Of_a_pool_too_large_for_64_bits_the_front_is_numbered(string first, string last, int length)
    {
        var units = new PoolUnits<Ip6>(Range(first, last), length);
        Assert.Equal(ulong.MaxValue, units.Count);
        Assert.True(units.TryNumberOf(units[ulong.MaxValue - 1], out ulong number));
        Assert.Equal(ulong.MaxValue - 1, number);
        Assert.False(units.TryNumberOf(Ip6.Parse(last), out _));
    }

    [Theory]
    [InlineData("iterative")]
    [InlineData("random")]
    [InlineData("flq")]
    public void Every_allocator_works_in_a_slash_64(string kind)
    {
        var units = new PoolUnits<Ip6>(Range("2001:db8::", "2001:db8::ffff:ffff:ffff:ffff"));
        IAllocator allocator = kind switch
        {
            "random" => new RandomAllocator(units.Count, 5),
            "flq" => new FreeLeaseQueueAllocator(units.Count, 5),
            _ => new IterativeAllocator(units.Count, 5),
        };
        var given = new HashSet<Ip6>();
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(allocator.TryPick(out ulong number));
            allocator.Used(number);
            Assert.True(given.Add(units[number]));
        }

        Assert.Equal(ulong.MaxValue - 10_000, allocator.FreeCount);
        if (kind == "iterative")
        {
            Assert.Contains(Ip6.Parse("2001:db8::270f"), given);
        }
    }

    [Fact]
    public void Offers_of_a_huge_queue_that_nobody_takes_cost_no_memory()
    {
        var allocator = new FreeLeaseQueueAllocator(1UL << 32, 5);
        allocator.TryPick(out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            Assert.True(allocator.TryPick(out _));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
