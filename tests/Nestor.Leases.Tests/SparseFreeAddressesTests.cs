using CsCheck;

namespace Nestor.Leases.Tests;

public sealed class SparseFreeAddressesTests
{
    [Fact]
    public void It_agrees_with_the_paged_one_whatever_is_done()
    {
        var step = Gen.Select(Gen.Int[0, 4], Gen.ULong);
        Gen.Select(Gen.ULong[1, 9000], Gen.Bool, step.Array[0, 400]).Sample((size, isFull, steps) =>
        {
            var sparse = new SparseFreeAddresses(size, 7);
            var paged = new FreeAddresses(size);
            for (ulong i = 0; isFull && i < size; i++)
            {
                Assert.Equal(paged.MarkUsed(i), sparse.MarkUsed(i));
            }

            foreach (var (what, number) in steps)
            {
                ulong index = number % size;
                switch (what)
                {
                    case 0:
                        Assert.Equal(paged.MarkUsed(index), sparse.MarkUsed(index));
                        break;
                    case 1:
                        Assert.Equal(paged.MarkFree(index), sparse.MarkFree(index));
                        break;
                    case 2:
                        Assert.Equal(paged.IsFree(index), sparse.IsFree(index));
                        break;
                    default:
                        bool isThere = paged.TryNextFree(index, out ulong expected);
                        Assert.Equal(isThere, sparse.TryNextFree(index, out ulong found));
                        Assert.True(!isThere || found == expected);
                        break;
                }

                Assert.Equal(paged.FreeCount, sparse.FreeCount);
            }
        }, iter: 300);
    }

    [Fact]
    public void In_a_slash_64_the_next_free_one_is_found_behind_many_used_ones()
    {
        var free = new SparseFreeAddresses(ulong.MaxValue, 7);
        for (ulong i = 1; i <= 300_000; i++)
        {
            free.MarkUsed(i);
        }

        Assert.True(free.TryNextFree(0, out ulong first));
        Assert.Equal(0UL, first);
        Assert.True(free.TryNextFree(1, out ulong next));
        Assert.Equal(300_001UL, next);
        free.MarkUsed(ulong.MaxValue - 1);
        Assert.False(free.TryNextFree(ulong.MaxValue - 1, out _));
        Assert.Equal(ulong.MaxValue - 300_001, free.FreeCount);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 64)]
    public void Memory_follows_what_is_used_and_not_the_pool(bool isScattered, int most)
    {
        const int Count = 200_000;
        long before = GC.GetTotalMemory(true);
        var free = new FreeAddresses(ulong.MaxValue, 7);
        for (ulong i = 0; i < Count; i++)
        {
            free.MarkUsed(isScattered ? i * 0x9E3779B97F4A7C15 % ulong.MaxValue : i);
        }

        Assert.InRange((GC.GetTotalMemory(true) - before) / Count, 0, most);
        GC.KeepAlive(free);
    }

    [Fact]
    public void Leases_that_come_and_go_need_no_new_memory()
    {
        var free = new SparseFreeAddresses(ulong.MaxValue, 7);
        long before = 0;
        for (ulong i = 0; i < 100_000; i++)
        {
            if (i == 10_000)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            free.MarkUsed(i * 0x9E3779B97F4A7C15);
            if (i >= 1000)
            {
                free.MarkFree((i - 1000) * 0x9E3779B97F4A7C15);
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(ulong.MaxValue - 1000, free.FreeCount);
    }
}
