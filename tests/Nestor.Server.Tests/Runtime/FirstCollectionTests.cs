using System.Runtime;
using Nestor.Server.Runtime;

namespace Nestor.Server.Tests.Runtime;

/// <summary>The collector of garbage is put off at a start with a large file, and comes when nothing else is to be done.</summary>
public sealed class FirstCollectionTests
{
    private int _collected;

    [Fact]
    public void A_small_file_and_none_at_all_change_nothing()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, new byte[100_000]);
        Assert.Null(FirstCollection.PutOff(file));
        File.Delete(file);
        Assert.Null(FirstCollection.PutOff(file));
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void A_large_file_puts_it_off_until_it_is_over()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, new byte[1 << 20]);
        var first = FirstCollection.PutOff(file);
        File.Delete(file);
        Assert.NotNull(first);
        int before = GC.CollectionCount(2);
        Assert.False(first.IsOver(0));
        Assert.False(first.IsOver(0));
        Assert.True(first.IsOver(0));
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        Assert.True(GC.CollectionCount(2) >= before + 2);
    }

    [Fact]
    public void It_comes_twice_once_a_period_went_by_without_a_query()
    {
        var first = new FirstCollection(() => _collected++);
        foreach (long queries in (long[])[0, 10, 20])
        {
            Assert.False(first.IsOver(queries));
        }

        Assert.Equal(0, _collected);
        Assert.False(first.IsOver(20));
        Assert.Equal(1, _collected);
        Assert.False(first.IsOver(30));
        Assert.True(first.IsOver(30));
        Assert.Equal(2, _collected);
    }

    [Fact]
    public void It_comes_after_a_minute_however_many_queries_there_are()
    {
        var first = new FirstCollection(() => _collected++);
        for (int second = 1; second < 60; second++)
        {
            Assert.False(first.IsOver(second * 1000));
        }

        Assert.Equal(0, _collected);
        Assert.False(first.IsOver(60_000));
        Assert.True(first.IsOver(61_000));
        Assert.Equal(2, _collected);
    }
}
