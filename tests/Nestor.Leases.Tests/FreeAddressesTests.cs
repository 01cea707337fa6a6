using CsCheck;

namespace Nestor.Leases.Tests;

public sealed class FreeAddressesTests
{
    [Fact]
    public void It_agrees_with_a_plain_set_whatever_is_done()
    {
        Gen.Select(Gen.ULong[1, 20_000], Gen.Select(Gen.Int[0, 2], Gen.ULong).Array[0, 300]).Sample((size, steps) =>
        {
            var free = new FreeAddresses(size);
            var used = new SortedSet<ulong>();
            foreach (var (what, number) in steps)
            {
                ulong index = number % size;
                switch (what)
                {
                    case 0:
                        Assert.Equal(used.Add(index), free.MarkUsed(index));
                        break;
                    case 1:
                        Assert.Equal(used.Remove(index), free.MarkFree(index));
                        break;
                    default:
                        ulong expected = index;
                        while (used.Contains(expected))
                        {
                            expected++;
                        }

                        bool isThere = free.TryNextFree(index, out ulong found);
                        Assert.Equal(expected < size, isThere);
                        Assert.True(!isThere || found == expected);
                        break;
                }

                Assert.Equal(size - (ulong)used.Count, free.FreeCount);
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(63UL)]
    [InlineData(4096UL)]
    [InlineData(4097UL)]
    [InlineData(300_000UL)]
    public void A_full_pool_has_nothing_free_and_finds_the_one_that_comes_back(ulong size)
    {
        var free = new FreeAddresses(size);
        for (ulong i = 0; i < size; i++)
        {
            Assert.True(free.TryNextFree(0, out ulong index));
            Assert.Equal(i, index);
            free.MarkUsed(index);
        }

        Assert.False(free.TryNextFree(0, out _));
        foreach (ulong back in (ulong[])[0, size / 2, size - 1])
        {
            free.MarkFree(back);
            Assert.True(free.TryNextFree(0, out ulong index));
            Assert.Equal(back, index);
            Assert.Equal(back > 0, !free.TryNextFree(back + 1, out _) && back > 0);
            free.MarkUsed(back);
        }
    }

    [Fact]
    public void A_whole_slash_0_costs_little_until_it_is_used()
    {
        long before = GC.GetTotalMemory(true);
        var free = new FreeAddresses(1UL << 32);
        free.MarkUsed(uint.MaxValue);
        Assert.True(free.TryNextFree(1000, out ulong index));
        Assert.Equal(1000UL, index);
        Assert.True(GC.GetTotalMemory(true) - before < 16 << 20);
        GC.KeepAlive(free);
    }
}
