namespace Nestor.Json.Tests;

public sealed class LargeNumberTests
{
    [Fact]
    public void Integers_of_any_size_are_written_with_all_their_digits()
    {
        Assert.Equal("340282366920938463463", JsonWriter.Compact(Element.OfLarge(Int128.Parse("340282366920938463463"))));
        Assert.Equal("-9223372036854775809", JsonWriter.Compact(Element.OfLarge((Int128)long.MinValue - 1)));
        Assert.Equal("9223372036854775807", JsonWriter.Compact(Element.OfLarge(long.MaxValue)));
        Assert.Equal(long.MaxValue, Element.OfLarge((Int128)long.MaxValue + 1).Integer);
        Assert.Equal(5, Element.OfLarge(5).Integer);
    }
}
