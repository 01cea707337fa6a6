using CsCheck;
using Nestor.Leases.Allocators;

namespace Nestor.Leases.Tests;

public sealed class AllocatorTests
{
    public static TheoryData<string> Kinds => ["iterative", "random", "flq"];

    private static IAllocator Make(string kind, ulong size, ulong seed = 5) => kind switch
    {
        "random" => new RandomAllocator(size, seed),
        "flq" => new FreeLeaseQueueAllocator(size, seed),
        _ => new IterativeAllocator(size),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_address_is_given_once_and_then_none(string kind)
    {
        foreach (ulong size in (ulong[])[1, 2, 100, 5000])
        {
            var allocator = Make(kind, size);
            var given = new HashSet<ulong>();
            while (allocator.TryPick(out ulong index))
            {
                Assert.InRange(index, 0UL, size - 1);
                Assert.True(given.Add(index));
                allocator.Used(index);
            }

            Assert.Equal(size, (ulong)given.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_last_free_address_is_found_and_picking_it_again_and_again_never_fails(string kind)
    {
        var allocator = Make(kind, 10_000);
        for (ulong i = 0; i < 10_000; i++)
        {
            if (i != 4321)
            {
                allocator.Used(i);
            }
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.True(allocator.TryPick(out ulong index));
            Assert.Equal(4321UL, index);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_pool_99_99_per_cent_full_is_searched_in_about_as_many_steps_as_an_empty_one(string kind)
    {
        const ulong Size = 1_000_000;
        var empty = Make(kind, Size);
        var full = Make(kind, Size);
        for (ulong i = 0; i < Size; i++)
        {
            // As after a start: what the lease file has is used, nothing was ever picked.
            if (i % 10_000 != 7777)
            {
                full.Used(i);
            }
        }

        Assert.Equal(100UL, full.FreeCount);
        ulong few = StepsOf(empty);
        ulong many = StepsOf(full);
        Assert.InRange(few, 50UL, 100UL);
        Assert.InRange(many, 50UL, 50 * 16UL);

        ulong StepsOf(IAllocator allocator)
        {
            ulong before = allocator.Steps;
            for (int i = 0; i < 50; i++)
            {
                allocator.Used(Pick(allocator));
            }

            return allocator.Steps - before;
        }
    }

    [Fact]
    public void The_queue_of_a_pool_loaded_nearly_full_gives_every_free_address_and_none_that_is_used()
    {
        var allocator = new FreeLeaseQueueAllocator(100_000, 9);
        for (ulong i = 0; i < 100_000; i++)
        {
            if (i % 1000 != 5)
            {
                allocator.Used(i);
            }
        }

        var first = Enumerable.Range(0, 60).Select(_ => Pick(allocator)).ToHashSet();
        Assert.InRange(first.Count, 30, 60);
        foreach (ulong index in first)
        {
            allocator.Used(index);
        }

        var rest = new HashSet<ulong>();
        while (allocator.TryPick(out ulong index))
        {
            allocator.Used(index);
            Assert.True(rest.Add(index));
        }

        Assert.Equal(100, first.Count + rest.Count);
        Assert.Empty(first.Intersect(rest));
    }

    [Fact]
    public void Iterative_goes_up_and_round_and_does_not_offer_one_address_twice_in_a_row()
    {
        var allocator = new IterativeAllocator(4);
        Assert.Equal([0UL, 1, 2, 3, 0, 1], Enumerable.Range(0, 6).Select(_ => Pick(allocator)));
    }

    [Fact]
    public void A_freed_address_rests_as_long_as_possible_in_the_queue()
    {
        var allocator = new FreeLeaseQueueAllocator(50, 9);
        ulong first = Pick(allocator);
        allocator.Used(first);
        allocator.Freed(first);
        for (int i = 0; i < 49; i++)
        {
            Assert.NotEqual(first, Pick(allocator));
        }

        Assert.Equal(first, Pick(allocator));
    }

    [Fact]
    public void An_address_used_for_long_goes_to_the_end_of_the_queue_when_it_is_freed()
    {
        var allocator = new FreeLeaseQueueAllocator(3, 9);
        ulong[] order = [Pick(allocator), Pick(allocator), Pick(allocator)];
        allocator.Used(order[0]);
        allocator.Freed(order[0]);
        Assert.Equal([order[1], order[2], order[0]], Enumerable.Range(0, 3).Select(_ => Pick(allocator)));
    }

    [Fact]
    public void A_client_that_comes_and_goes_does_not_make_the_queue_longer()
    {
        var allocator = new FreeLeaseQueueAllocator(1 << 24, 9);
        ulong index = Pick(allocator);
        allocator.Used(index);
        allocator.Freed(index);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            allocator.Used(index);
            allocator.Freed(index);
        }

        // The thread's counter steps by whole pieces of some KiB; a longer queue would cost megabytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 65536);
    }

    [Fact]
    public void The_queue_agrees_with_a_list_whatever_is_done()
    {
        Gen.Select(Gen.Int[0, 2], Gen.ULong[0, 11]).Array[0, 200].Sample(steps =>
        {
            var allocator = new FreeLeaseQueueAllocator(12, 3);
            var order = new Permutation(12, 3);
            var model = Enumerable.Range(0, 12).Select(i => order[(ulong)i]).ToList();
            var used = new HashSet<ulong>();

            // Addresses never given stand in front; one freed or offered goes to the end.
            foreach (var (what, index) in steps)
            {
                if (what == 0)
                {
                    Assert.Equal(model.Count > 0, allocator.TryPick(out ulong picked));
                    if (model.Count > 0)
                    {
                        Assert.Equal(model[0], picked);
                        model.RemoveAt(0);
                        model.Add(picked);
                    }
                }
                else if (what == 1)
                {
                    allocator.Used(index);
                    model.Remove(index);
                    used.Add(index);
                }
                else
                {
                    allocator.Freed(index);
                    if (used.Remove(index))
                    {
                        model.Add(index);
                    }
                }
            }
        }, iter: 1000);
    }

    [Fact]
    public void Random_order_depends_on_the_seed_and_only_on_it()
    {
        ulong[] First(ulong seed)
        {
            var allocator = new RandomAllocator(1000, seed);
            return [.. Enumerable.Range(0, 20).Select(_ => Pick(allocator))];
        }

        Assert.Equal(First(1), First(1));
        Assert.NotEqual(First(1), First(2));
        Assert.NotEqual(First(1).Order(), First(1));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(7UL)]
    [InlineData(256UL)]
    [InlineData(4099UL)]
    public void A_permutation_has_every_number_once(ulong size)
    {
        var order = new Permutation(size, 77);
        Assert.Equal(size, (ulong)Enumerable.Range(0, (int)size).Select(i => order[(ulong)i]).Where(i => i < size).Distinct().Count());
    }

    private static ulong Pick(IAllocator allocator)
    {
        Assert.True(allocator.TryPick(out ulong index));
        return index;
    }
}
