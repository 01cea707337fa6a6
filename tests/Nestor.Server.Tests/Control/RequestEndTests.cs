using System.Text;
using Nestor.Server.Control;

namespace Nestor.Server.Tests.Control;

public sealed class RequestEndTests
{
    [Theory]
    [InlineData("{ \"command\": \"a\" }", 18)]
    [InlineData("{ \"command\": \"a\" } and more { ", 18)]
    [InlineData("[ ]", 3)]
    [InlineData(" \r\n\t{ }", 7)]
    [InlineData("{ \"a}\\\"]\": \"\\\\\" } ", 17)]
    [InlineData("# { \n // [ \n /* { * / **/ { /* } */ # }\n }x", 42)]
    [InlineData("{ 4 / 2 }", 9)]
    [InlineData("{ ]", 3)]
    public void A_request_ends_with_the_bracket_that_closes_its_first_one(string text, int length)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var whole = new RequestEnd(10, 100);
        Assert.Equal((RequestState.Whole, length), (whole.Scan(bytes), whole.Length));

        // And byte by byte.
        var end = new RequestEnd(10, 100);
        var states = bytes[..length].Select(b => end.Scan([b])).ToArray();
        Assert.Equal(RequestState.Whole, states[^1]);
        Assert.All(states[..^1], state => Assert.Equal(RequestState.Partial, state));
        Assert.Equal(length, end.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{ \"command")]
    [InlineData("{ \"}")]
    [InlineData("{ // }")]
    [InlineData("{ /* } *")]
    [InlineData("{ \"\\\"}")]
    [InlineData("/")]
    public void What_has_not_ended_may_go_on(string text) =>
        Assert.Equal(RequestState.Partial, new RequestEnd(10, 100).Scan(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("x", 0)]
    [InlineData("  \"a\"", 2)]
    [InlineData("}", 0)]
    [InlineData("5", 0)]
    [InlineData("/x", 1)]
    [InlineData("\0", 0)]
    public void What_begins_with_no_bracket_is_garbage(string text, int at)
    {
        var end = new RequestEnd(10, 100);
        Assert.Equal((RequestState.Garbage, at), (end.Scan(Encoding.UTF8.GetBytes(text)), end.Length));
    }

    [Fact]
    public void Depth_and_number_of_values_have_bounds()
    {
        Assert.Equal(RequestState.Whole, new RequestEnd(3, 100).Scan("[[[]]]"u8));
        Assert.Equal(RequestState.TooDeep, new RequestEnd(3, 100).Scan("[[{["u8));
        Assert.Equal(RequestState.Whole, new RequestEnd(3, 4).Scan("[1,2,3,4]"u8));
        Assert.Equal(RequestState.TooMany, new RequestEnd(3, 4).Scan("[1,2,3,4,"u8));
        Assert.Equal(RequestState.TooMany, new RequestEnd(3, 4).Scan("[[][][][]"u8));
    }
}
